"""The pages of facts, disputes and corrections, as templates are given them."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import (
    Day,
    Fragment,
    Link,
    Notes,
    ValueSpan,
)
from explainer.resolve.published.sections import ClaimsBlock, ClaimView, SourceUse

Relation: TypeAlias = Literal[
    "supports", "contradicts", "replaced", "set-aside", "withdrawn", "withdraws", "context"
]


class FactSupport(Struct, frozen=True):
    """A claim that a source is evidence for, compared with what the site says."""

    fact: Link
    value: str
    """Empty if the fact is a statement without a value."""
    relation: Relation
    """``replaced``: an earlier value; ``context``: about something other than the value;
    ``withdraws``: the source says that the claim was withdrawn."""
    locator: str = ""
    """Where in the source: a page, an article."""


class FactEntry(Struct, frozen=True):
    """A fact in a list."""

    label: str
    address: str
    value: ValueSpan
    state: str
    """The word for its state, in the page's language; empty if it is settled."""
    as_of: Day | None = None
    """The date of a value that changes with time."""
    is_statement: bool = False
    """The fact has no value: ``value`` is its sentence."""


class FactGroup(Struct, frozen=True):
    """Facts with the same state or topic."""

    title: str
    facts: tuple[FactEntry, ...]
    anchor: str = ""
    """The id of the group on the page."""


class FactsPage(Struct, frozen=True):
    template: ClassVar[str] = "facts.html"
    head: Head
    states: tuple[FactGroup, ...] = ()
    """The facts that are not settled, by state."""
    topics: tuple[FactGroup, ...] = ()
    """All facts, by the file that they are in."""
    count: int = 0
    """The number of facts."""
    downloads: tuple[Link, ...] = ()
    """All facts as data."""


class FactPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "fact.html"
    head: Head
    statement: str
    """The fact as a sentence; empty if it has none."""
    value: ValueSpan | None
    state: Literal["settled", "revised", "disputed", "unconfirmed", "fallen"]
    """``fallen``: each of its claims was set aside by this site, or withdrawn."""
    state_word: str
    """The word for the state, in the page's language."""
    as_of: Day | None = None
    """The date of the current claim."""
    claims: tuple[ClaimView, ...] = ()
    """The claims about the fact's value, oldest first."""
    what: Fragment = Fragment()
    """What the values of these claims count or name."""
    history: str = ""
    """For a revised fact, its values in one line, oldest first."""
    context: tuple[ClaimView, ...] = ()
    """The claims about something other than the fact's value."""
    formula: str = ""
    """For a derived fact, its formula with the names and values of its inputs."""
    inputs: tuple[FactEntry, ...] = ()
    """The facts that this one is derived from."""
    derived: tuple[FactEntry, ...] = ()
    """The facts that are derived from this one."""
    used: tuple[SourceUse, ...] = ()
    """The places that state the fact."""
    checked: Day | None = None
    """When the fact was last checked, by itself or with a page."""
    researched: Day | None = None
    """When a page that states it was researched, if nobody has checked the fact."""
    attested_by: str = ""
    """The name of the person who is recorded to have compared the fact with its sources; empty if
    nobody is, or if it changed since."""
    attested_on: Day | None = None
    """The day of that."""
    review: Day | None = None
    """When the fact is due to be checked again."""
    stale: bool = False
    """That day is past, for this fact or one that it is derived from."""
    downloads: tuple[Link, ...] = ()
    """All facts as data."""
    notes: Notes = Notes()
    report: Link | None = None
    """Where to report an error in the fact."""


class DisputesPage(Struct, frozen=True):
    template: ClassVar[str] = "disputes.html"
    head: Head
    blocks: tuple[ClaimsBlock, ...] = ()
    """The disputed facts with their claims."""
    unconfirmed: tuple[FactEntry, ...] = ()
    notes: Notes = Notes()


class ChangeEntry(Struct, frozen=True):
    """A correction or update of a page."""

    page: Link
    day: Day
    now: Fragment
    """What is right, or what the update says."""
    was: Fragment = Fragment()
    """What was wrong; empty for an update."""
    correction: bool = False
    """True for a correction, False for an update."""
    question: Link | None = None
    """The question whose answer was corrected."""


class CorrectionsPage(Struct, frozen=True):
    template: ClassVar[str] = "corrections.html"
    head: Head
    changes: tuple[ChangeEntry, ...] = ()
    """Newest first."""
    policy: Link | None = None
    """The page of the corrections policy."""
    notes: Notes = Notes()
