"""What a template is given: pages with everything resolved, as plain immutable values.

What they are made of stands in ``explainer.resolve.parts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from explainer.resolve.parts import (
    ClaimsBlock,
    ClaimView,
    CorrectionEntry,
    Day,
    Fragment,
    Head,
    KeyFact,
    Link,
    Note,
    Question,
    SourceView,
    TermEntry,
    UpdateEntry,
    ValueSpan,
)


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    template: ClassVar[str] = "explainer.html"
    head: Head
    standfirst: Fragment = Fragment()
    short_answer: Fragment = Fragment()
    authors: tuple[Link, ...] = ()
    checked_by: tuple[Link, ...] = ()
    published: Day | None = None
    updated: Day | None = None
    checked: Day | None = None
    source_count: int = 0
    stale_count: int = 0
    """Facts on this page that are past their review."""
    overdue: Day | None = None
    """When the page was due to be checked again, where that day is past."""
    topics: tuple[str, ...] = ()
    key_facts: tuple[KeyFact, ...] = ()
    introduction: Fragment = Fragment()
    """What stands before the first question."""
    questions: tuple[Question, ...] = ()
    unknowns: tuple[Fragment, ...] = ()
    method: Fragment = Fragment()
    terms: tuple[TermEntry, ...] = ()
    corrections: tuple[CorrectionEntry, ...] = ()
    updates: tuple[UpdateEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    related: tuple[Link, ...] = ()
    citation: str = ""
    """How to cite this page, as plain text."""
    facts_data: str = ""
    """Address of its facts as JSON, where it uses any."""


@dataclass(frozen=True, slots=True)
class PlainPage:
    template: ClassVar[str] = "page.html"
    head: Head
    standfirst: Fragment = Fragment()
    body: Fragment = Fragment()
    checked: Day | None = None
    updated: Day | None = None
    stale_count: int = 0
    overdue: Day | None = None
    terms: tuple[TermEntry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    template: ClassVar[str] = "withdrawn.html"
    head: Head
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RedirectPage:
    template: ClassVar[str] = "redirect.html"
    head: Head
    target: str = ""


@dataclass(frozen=True, slots=True)
class ExplainerCard:
    """An explainer as lists show it."""

    title: str
    address: str
    standfirst: str
    published: Day
    checked: Day
    questions: tuple[Link, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "home.html"
    head: Head
    description: str = ""
    explainers: tuple[ExplainerCard, ...] = ()
    source_count: int = 0
    question_count: int = 0


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    text: str
    address: str
    answer: str
    """The answer in one sentence, plain text without notes."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    explainer: Link
    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    template: ClassVar[str] = "questions.html"
    head: Head
    groups: tuple[QuestionGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceListEntry:
    source: SourceView
    uses: int
    """How many places of the site rely on it."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    template: ClassVar[str] = "sources.html"
    head: Head
    entries: tuple[SourceListEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A place that relies on the source: an answer, a page's summary, a glossary entry ..."""

    page: Link
    place: Link
    locators: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SourcePage:
    template: ClassVar[str] = "source.html"
    head: Head
    source: SourceView
    uses: tuple[SourceUse, ...] = ()
    copies: tuple[Link, ...] = ()
    """Other sources that repeat this one."""
    facts: tuple[FactSupport, ...] = ()


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """The glossary, the people, or the places: one list of entries."""

    template: ClassVar[str] = "entries.html"
    head: Head
    kind: Literal["term", "person", "place"]
    entries: tuple[TermEntry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonPage:
    template: ClassVar[str] = "person.html"
    head: Head
    entry: TermEntry
    wrote: tuple[Link, ...] = ()
    """Explainers that this person wrote or checked."""
    named_in: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    template: ClassVar[str] = "404.html"
    head: Head
    questions: tuple[Link, ...] = ()


Page: TypeAlias = (
    ExplainerPage
    | PlainPage
    | WithdrawnPage
    | RedirectPage
    | HomePage
    | QuestionsPage
    | SourcesPage
    | SourcePage
    | FactsPage
    | FactPage
    | DisputesPage
    | CorrectionsPage
    | EntriesPage
    | PersonPage
    | NotFoundPage
)
