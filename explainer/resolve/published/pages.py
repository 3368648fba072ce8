"""What a template is given: pages with everything resolved, as plain immutable values.

What they are made of stands in ``explainer.resolve.published.parts``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from explainer.resolve.published.frame import Head
from explainer.resolve.published.ledger_pages import (
    CorrectionsPage,
    DisputesPage,
    FactPage,
    FactsPage,
    FactSupport,
)
from explainer.resolve.published.parts import (
    Contributor,
    CorrectionEntry,
    Day,
    Fragment,
    KeyFact,
    Link,
    Note,
    Question,
    SourceUse,
    SourceView,
    TermEntry,
    UpdateEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainerPage:
    template: ClassVar[str] = "explainer.html"
    head: Head
    standfirst: Fragment = Fragment()
    short_answer: Fragment = Fragment()
    authors: tuple[Contributor, ...] = ()
    checked_by: tuple[Contributor, ...] = ()
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
    report: Link | None = None
    """Where to report an error on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    updated: Day | None = None
    related: tuple[Link, ...] = ()
    """Where to go instead."""


@dataclass(frozen=True, slots=True)
class RedirectPage:
    template: ClassVar[str] = "redirect.html"
    head: Head
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
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
class QuestionEntry:
    text: str
    address: str
    answer: str
    """The answer in one sentence, plain text without notes."""
    explainer: Link | None = None
    """What it is from, where it stands apart from the others."""


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "home.html"
    head: Head
    description: str = ""
    explainers: tuple[ExplainerCard, ...] = ()
    source_count: int = 0
    question_count: int = 0
    featured: tuple[QuestionEntry, ...] = ()
    """The most important questions."""


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
    initial: str = ""
    """The letter under which it stands, or ``0–9``."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    template: ClassVar[str] = "sources.html"
    head: Head
    entries: tuple[SourceListEntry, ...] = ()


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


def is_listed(page: Page) -> bool:
    """Whether machines are told of the page: no draft, nothing at an address that led nowhere
    or to what is gone."""
    return not (page.head.draft or isinstance(page, WithdrawnPage | RedirectPage | NotFoundPage))
