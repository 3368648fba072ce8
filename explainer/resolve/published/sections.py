"""The sections of pages, as plain immutable values: questions, claims, entries, changes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from explainer.resolve.published.parts import (
    Day,
    Fragment,
    Link,
    NoteItem,
    NoteMark,
    ValueSpan,
)


class WithdrawalView(Struct, frozen=True, gc=False):
    """Who took a claim back, when, and on what evidence."""

    by: str
    day: Day
    mark: NoteMark | None = None
    """The mark of the note that names the evidence."""
    items: tuple[NoteItem, ...] = ()
    """The evidence, if there is no note for it."""


class ClaimView(Struct, frozen=True, gc=False, kw_only=True):
    """A claim about a fact: who says what, when, and on what evidence."""

    value: str
    """The value with its unit; empty if the fact is a statement without a value."""
    by: str = ""
    """Who says so."""
    day: Day | None = None
    """The date that the claim is for."""
    what: Fragment = Fragment()
    """What the value counts or names, if it is not what the fact's other claims are about."""
    why: Fragment = Fragment()
    """Why it is preferred or set aside, or why nothing is known."""
    standing: Literal["established", "reported", "asserted"] = "established"
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    """``deprecated``: this site has set the claim aside."""
    withdrawn: WithdrawalView | None = None
    """That somebody took the claim back."""
    current: bool = False
    """The claim is the one that the site states."""
    context: bool = False
    """The claim is about something other than the fact's value, so it is no rival."""
    inference: bool = False
    """The claim is the site's own inference."""
    mark: NoteMark | None = None
    """The mark of the note that names the evidence."""
    source: str = ""
    """Who published the evidence, in words."""
    items: tuple[NoteItem, ...] = ()
    """The evidence, if there is no note for it."""


class ClaimsBlock(Struct, frozen=True, gc=False, kw_only=True):
    """The claims about a fact that is disputed, or whose value was revised."""

    block_id: str
    """The id of the block on the page."""
    fact_id: str
    label: str
    shape: Literal["disputed", "revised"]
    claims: tuple[ClaimView, ...]
    written: ValueSpan
    """What the site states, without a note."""
    what: Fragment = Fragment()
    """What the values of these claims count or name."""
    history: str = ""
    """For a revised fact, its values in one line, oldest first."""
    why: Fragment = Fragment()
    """Why the current claim is preferred."""
    checked: Day | None = None
    """When the fact was last checked, by itself or with a page."""
    researched: Day | None = None
    """When a page that states it was researched, if nobody has checked the fact."""
    address: str = ""
    """The address of the fact's page."""


class KeyFact(Struct, frozen=True, gc=False):
    """One of an explainer's key facts."""

    label: str
    value: ValueSpan
    as_of: Day | None = None
    """The date of a value that changes with time."""
    revised: bool = False
    """The fact had other values before; the value's address leads to them."""


class Question(Struct, frozen=True, gc=False, kw_only=True):
    """A question of an explainer, with its answer."""

    id: str
    """Its anchor on the page."""
    heading: Fragment
    text: str
    """The heading as plain text."""
    answer: Fragment
    """The answer in one sentence: the first paragraph, without its ``<p>``."""
    body: Fragment
    """The rest of the answer, as block markup."""
    former_ids: tuple[str, ...] = ()
    """Ids that the question had before, which old links lead to."""
    blocks: tuple[ClaimsBlock, ...] = ()
    """The facts of this answer that are disputed or were revised."""
    report: Link | None = None
    """Where to report an error in the answer."""


class TermEntry(Struct, frozen=True, gc=False, kw_only=True):
    """A term, person or place, explained."""

    id: str
    """The entry's anchor on this page."""
    name: str
    kind: Literal["term", "person", "place"]
    address: str
    """Where the site explains the entry."""
    text: Fragment
    """The explanation."""
    role: str = ""
    """What a person or organization is or does."""
    organization: bool = False
    same_as: tuple[str, ...] = ()
    """URLs of records of the same person or place on other sites."""


class CorrectionEntry(Struct, frozen=True, gc=False):
    """A correction of the page."""

    day: Day
    was: Fragment
    """What was wrong."""
    now: Fragment
    """What is right."""
    question: Link | None = None
    """The question whose answer was corrected."""


class UpdateEntry(Struct, frozen=True, gc=False):
    """What was added to the page."""

    day: Day
    text: Fragment


class SourceUse(Struct, frozen=True, gc=False):
    """A place that cites a source or states a fact: an answer, a summary, a glossary entry ..."""

    page: Link
    place: Link
    """The part of the page."""
    locators: tuple[str, ...] = ()
    """Where in the source: pages, articles."""
