"""The pages of the fact ledger, as templates are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import (
    ClaimsBlock,
    ClaimView,
    Day,
    Fragment,
    Link,
    Note,
    SourceUse,
    ValueSpan,
)


@dataclass(frozen=True, slots=True)
class FactSupport:
    """A claim that a source is evidence for, and how it stands to what the site writes."""

    fact: Link
    value: str
    """Empty where the fact is a statement only."""
    relation: Literal["supports", "contradicts", "replaced", "withdrawn", "context"]
    """``replaced``: an earlier value; ``context``: about something else than the value."""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact as lists show it."""

    label: str
    address: str
    value: ValueSpan
    state: str
    """The word for its state, in the page's language; empty where it is settled."""
    as_of: Day | None = None
    is_statement: bool = False
    """Its sentence stands in place of a value."""


@dataclass(frozen=True, slots=True)
class FactGroup:
    title: str
    facts: tuple[FactEntry, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FactsPage:
    template: ClassVar[str] = "facts.html"
    head: Head
    states: tuple[FactGroup, ...] = ()
    """Facts that are anything but settled, by state."""
    topics: tuple[FactGroup, ...] = ()
    """All facts, by the file that they stand in."""
    count: int = 0
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPage:
    template: ClassVar[str] = "fact.html"
    head: Head
    statement: str
    value: ValueSpan | None
    state: Literal["settled", "revised", "disputed", "unconfirmed", "withdrawn"]
    state_word: str
    as_of: Day | None = None
    claims: tuple[ClaimView, ...] = ()
    what: Fragment = Fragment()
    """What these claims count."""
    history: str = ""
    """Of a revised fact, its values in one line, oldest first."""
    context: tuple[ClaimView, ...] = ()
    formula: str = ""
    inputs: tuple[FactEntry, ...] = ()
    derived: tuple[FactEntry, ...] = ()
    """Facts that are derived from this one."""
    used: tuple[SourceUse, ...] = ()
    checked: Day | None = None
    review: Day | None = None
    stale: bool = False
    downloads: tuple[Link, ...] = ()
    """The ledger as data, with this fact in it."""
    notes: tuple[Note, ...] = ()
    report: Link | None = None
    """Where to report an error in it."""


@dataclass(frozen=True, slots=True)
class DisputesPage:
    template: ClassVar[str] = "disputes.html"
    head: Head
    blocks: tuple[ClaimsBlock, ...] = ()
    unconfirmed: tuple[FactEntry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A correction, or an update, of one page."""

    page: Link
    day: Day
    now: Fragment
    was: Fragment = Fragment()
    correction: bool = False
    question: Link | None = None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    template: ClassVar[str] = "corrections.html"
    head: Head
    changes: tuple[ChangeEntry, ...] = ()
    policy: Link | None = None
    notes: tuple[Note, ...] = ()
