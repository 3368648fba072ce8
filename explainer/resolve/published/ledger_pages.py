"""The pages of facts and disputes, and what they show of claims, as plain immutable
values."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Head
from explainer.resolve.published.list_pages import RecordedChange
from explainer.resolve.published.parts import Day, FactEntry, Fragment, Link, NoteMark, ValueSpan
from explainer.resolve.published.source_pages import Letters, NoteItem, Notes, SourceUse


class WithdrawalView(Struct, frozen=True, gc=False):
    """Who took a claim back, when, and on what evidence."""

    by: str
    day: Day
    mark: NoteMark | None = None
    """The mark of the note that names the evidence."""
    items: tuple[NoteItem, ...] = ()
    """The evidence, if there is no note for it."""


class PrintingView(Struct, frozen=True, gc=False, kw_only=True):
    """A text that printed a claim that does not stand."""

    text: Link
    """Who published it, and its page."""
    locator: str = ""
    """Where in the text: a page, a paragraph."""
    words: str = ""
    """Its words; empty if they are not on record."""
    language: str = ""
    """The code of their language."""
    cause: str
    """How the error arose."""
    seen: Day | None = None
    """When it was seen there."""


class ClaimView(Struct, frozen=True, gc=False, kw_only=True):
    """A claim about a fact: who says what, when, and on what evidence."""

    value: str
    """The value with its unit; empty if the fact is a statement without a value."""
    by: str = ""
    """Who says so."""
    inferred: bool = False
    """It is the site's own inference."""
    day: Day | None = None
    """The date that the claim is for."""
    what: Fragment = Fragment()
    """What the value counts or names, if it is not what the fact's other claims are about."""
    why: Fragment = Fragment()
    """Why it is preferred or set aside, or why nothing is known."""
    standing: Literal["established", "reported", "asserted"] = "established"
    """``asserted``: the speaker alone says so. An inference of the site's own has no speaker."""
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    """``deprecated``: this site has set the claim aside."""
    withdrawn: WithdrawalView | None = None
    """That somebody took the claim back."""
    printed_in: tuple[PrintingView, ...] = ()
    """The texts that printed it, though it does not stand. Empty where ``mark`` leads to them."""
    current: bool = False
    """The claim is the one that the site states."""
    context: bool = False
    """The claim is about something other than the fact's value, so it is no rival."""
    mark: NoteMark | None = None
    """The mark of the note that names the evidence."""
    source: str = ""
    """Who published the evidence, in words; empty if the claim is drawn from it and not in it."""
    items: tuple[NoteItem, ...] = ()
    """The evidence, if there is no note for it."""


class ClaimsBlock(Struct, frozen=True, gc=False, kw_only=True):
    """The claims about a fact, where they differ."""

    claims: tuple[ClaimView, ...] = ()
    """The claims about the fact's value, oldest first; those that were set aside or withdrawn stand
    last."""
    what: Fragment = Fragment()
    """What the values of these claims count or name, if the label does not say it."""
    block_id: str
    """The id of the block on the page."""
    label: str
    column: str
    """What the column of values holds: "People"."""
    shape: str
    """Its state."""
    state: str
    """The word for its state, in the page's language."""
    written: ValueSpan
    """What the site states, without a note."""
    why: Fragment = Fragment()
    """Why the current claim is preferred."""
    address: str = ""
    """The address of the fact's page."""


class FactGroup(Struct, frozen=True):
    """Facts with the same state or topic."""

    title: str
    facts: tuple[FactEntry, ...]
    anchor: str = ""
    """The id of the group on the page."""
    address: str = ""
    """The topic's page, or that of the group in the list of facts."""


class FactsPage(Struct, frozen=True):
    template: ClassVar[str] = "facts.html"
    head: Head
    states: tuple[FactGroup, ...] = ()
    """The facts that are not settled, by state."""
    topics: tuple[FactGroup, ...] = ()
    """The facts that pages rely on, by topic; those without one come last."""
    unused: tuple[FactEntry, ...] = ()
    """The facts on record that no page relies on."""


class TimelinePage(Struct, frozen=True):
    template: ClassVar[str] = "timeline.html"
    head: Head
    groups: tuple[FactGroup, ...] = ()
    """The facts that are dates, by topic, oldest first: all, or if they are many, some of one topic
    or none."""
    letters: Letters | None = None
    """What leads through the timeline if it has several pages: topics in the place of letters."""


class DataPage(Struct, frozen=True):
    template: ClassVar[str] = "data.html"
    head: Head
    files: tuple[tuple[Link, int], ...] = ()
    """Each file, with how many records it holds; 0 where they are of several kinds."""
    fact_count: int = 0
    dispute_count: int = 0
    """The number of disputed facts."""
    source_count: int = 0
    """The number of sources that something published relies on."""
    citation: str = ""
    """How to cite the data, as plain text."""


class FactPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "fact.html"
    head: Head
    claims: tuple[ClaimView, ...] = ()
    """The claims about the fact's value, oldest first."""
    what: Fragment = Fragment()
    """What the values of these claims count or name, if the label does not say it."""
    checked: Day | None = None
    """When the fact was last checked, itself or with a page that states it."""
    researched: Day | None = None
    """When it was researched, if nobody has checked it."""
    statement: str
    """The fact as a sentence; empty if it has none."""
    value: ValueSpan | None
    state: str
    """``fallen``: each of its claims was set aside by this site, or withdrawn."""
    state_word: str
    """The word for the state, in the page's language."""
    as_of: Day | None = None
    """The date of the current claim."""
    context: tuple[ClaimView, ...] = ()
    """The claims about something other than the fact's value."""
    formula: str = ""
    """For a derived fact, its formula with the names and values of its inputs."""
    inputs: tuple[FactEntry, ...] = ()
    """The facts that this one is derived from."""
    derived: tuple[FactEntry, ...] = ()
    """The facts that are derived from this one."""
    used: tuple[SourceUse, ...] = ()
    """The places that state the fact, or tell it."""
    attested_by: str = ""
    """The name of the person who is recorded to have compared the fact with its sources; empty if
    nobody is, or if it changed since."""
    attested_on: Day | None = None
    """The day of that."""
    review: Day | None = None
    """When the fact is due to be checked again."""
    stale: bool = False
    """That day is past, for this fact or one that it is derived from."""
    notes: Notes = Notes()
    changes: tuple[RecordedChange, ...] = ()
    """What changed about it, newest first."""
    report: Link | None = None
    """Where to report an error in the fact."""


class DisputesPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "disputes.html"
    head: Head
    blocks: tuple[ClaimsBlock, ...] = ()
    """The disputed facts that pages rely on, with their claims."""
    on_record: tuple[ClaimsBlock, ...] = ()
    """Those that no page relies on."""
    derived: tuple[FactEntry, ...] = ()
    """Those that are made from others."""
    unsettled: tuple[FactGroup, ...] = ()
    """The facts that are not settled for another reason, by state."""
    notes: Notes = Notes()


LedgerPage: TypeAlias = FactsPage | FactPage | DisputesPage | TimelinePage | DataPage
