"""The pages that templates are given, as plain immutable values.

Their sections and parts are in the other modules of this package.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

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
    Day,
    Fragment,
    Link,
    Notes,
    SourceView,
)
from explainer.resolve.published.sections import (
    CorrectionEntry,
    KeyFact,
    Question,
    SourceUse,
    TermEntry,
    UpdateEntry,
)


class ExplainerPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "explainer.html"
    head: Head
    standfirst: Fragment = Fragment()
    """The sentence below the title."""
    short_answer: Fragment = Fragment()
    """The answer to the title's question in a few sentences."""
    authors: tuple[Contributor, ...] = ()
    checked_by: tuple[Contributor, ...] = ()
    published: Day | None = None
    updated: Day | None = None
    """When the page last changed in substance."""
    checked: Day | None = None
    """When somebody last compared the page with its sources; none if nobody has."""
    researched: Day | None = None
    """When the page was researched, if it says so."""
    source_count: int = 0
    """The number of sources that the notes rest on."""
    stale_count: int = 0
    """The number of facts on this page that are due to be checked again."""
    overdue: Day | None = None
    """When the page was due to be checked again, if that day is past."""
    topics: tuple[str, ...] = ()
    key_facts: tuple[KeyFact, ...] = ()
    introduction: Fragment = Fragment()
    """What comes before the first question."""
    questions: tuple[Question, ...] = ()
    unknowns: tuple[Fragment, ...] = ()
    """What is not known."""
    method: Fragment = Fragment()
    """How the page was made."""
    terms: tuple[TermEntry, ...] = ()
    """The terms, people and places that the page names, by name."""
    corrections: tuple[CorrectionEntry, ...] = ()
    updates: tuple[UpdateEntry, ...] = ()
    notes: Notes = Notes()
    related: tuple[Link, ...] = ()
    """Other pages to read."""
    citation: str = ""
    """How to cite this page, as plain text."""
    facts_data: str = ""
    """The address of the page's facts as JSON; empty if it states none."""
    report: Link | None = None
    """Where to report an error on the page."""


class PlainPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "page.html"
    head: Head
    standfirst: Fragment = Fragment()
    body: Fragment = Fragment()
    checked: Day | None = None
    researched: Day | None = None
    updated: Day | None = None
    stale_count: int = 0
    """The number of facts on this page that are due to be checked again."""
    overdue: Day | None = None
    """When the page was due to be checked again, if that day is past."""
    terms: tuple[TermEntry, ...] = ()
    notes: Notes = Notes()


class WithdrawnPage(Struct, frozen=True):
    template: ClassVar[str] = "withdrawn.html"
    head: Head
    reason: str = ""
    """Why the page was withdrawn."""
    updated: Day | None = None
    related: tuple[Link, ...] = ()
    """Pages to read instead."""


class RedirectPage(Struct, frozen=True):
    template: ClassVar[str] = "redirect.html"
    head: Head
    target: str = ""
    """The present address of the page."""


class ExplainerCard(Struct, frozen=True, kw_only=True):
    """An explainer in a list."""

    title: str
    address: str
    standfirst: str
    published: Day
    checked: Day | None = None
    researched: Day | None = None
    questions: tuple[Link, ...] = ()
    draft: bool = False


class QuestionEntry(Struct, frozen=True):
    """A question in a list, with its answer."""

    text: str
    address: str
    answer: str
    """The answer in one sentence, plain text without notes."""
    explainer: Link | None = None
    """The explainer that answers it, if the list has questions of several."""


class HomePage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "home.html"
    head: Head
    description: str = ""
    explainers: tuple[ExplainerCard, ...] = ()
    """The newest, newest first."""
    explainer_count: int = 0
    """The number of explainers on the site."""
    source_count: int = 0
    """The number of sources on record, as the list of them says."""
    question_count: int = 0
    """The number of questions that the site answers."""
    featured: tuple[QuestionEntry, ...] = ()
    """The questions that `site.yaml` names as most important."""


class QuestionGroup(Struct, frozen=True):
    """The questions of one explainer."""

    explainer: Link
    questions: tuple[QuestionEntry, ...]


class Letters(Struct, frozen=True):
    """The letters that a list with many entries is divided by."""

    all: tuple[Link, ...]
    """To the first page of each: ``0–9`` is for digits, ``#`` for what has no letter."""
    current: str = ""
    """The letter of this page; empty on the list's own page."""
    pages: tuple[Link, ...] = ()
    """The pages of this letter, by number."""
    following: Link | None = None
    """The next page of the list."""


class QuestionsPage(Struct, frozen=True):
    template: ClassVar[str] = "questions.html"
    head: Head
    groups: tuple[QuestionGroup, ...] = ()
    """If there are many questions, the explainers of one letter: none on the list's own page."""
    letters: Letters | None = None
    explainers: tuple[Link, ...] = ()
    """All of them, in alphabetical order: on the own page of a list that is divided by letters, if
    they are not too many."""


class SourceListEntry(Struct, frozen=True):
    """A source in the list of all sources."""

    source: SourceView
    uses: int
    """The number of places on the site that cite it."""
    initial: str = ""
    """The letter that it is listed under, or ``0–9``."""


class SourcesPage(Struct, frozen=True):
    template: ClassVar[str] = "sources.html"
    head: Head
    entries: tuple[SourceListEntry, ...] = ()
    """If they are many, those of one letter: none on the list's own page."""
    letters: Letters | None = None


class SourcePage(Struct, frozen=True):
    template: ClassVar[str] = "source.html"
    head: Head
    source: SourceView
    uses: tuple[SourceUse, ...] = ()
    """The places that cite the source."""
    copies: tuple[Link, ...] = ()
    """Other sources that repeat this one."""
    facts: tuple[FactSupport, ...] = ()
    """The claims that the source is evidence for."""


class EntriesPage(Struct, frozen=True):
    """The list of all terms, all people or all places."""

    template: ClassVar[str] = "entries.html"
    head: Head
    kind: Literal["term", "person", "place"]
    entries: tuple[TermEntry, ...] = ()
    notes: Notes = Notes()


class PersonPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "person.html"
    head: Head
    entry: TermEntry
    wrote: tuple[Link, ...] = ()
    """The explainers by this person or organization."""
    checked: tuple[Link, ...] = ()
    """The explainers that they compared with their sources."""
    named_in: tuple[Link, ...] = ()
    """The pages that name this person."""
    notes: Notes = Notes()


class NotFoundPage(Struct, frozen=True):
    template: ClassVar[str] = "404.html"
    head: Head
    questions: tuple[Link, ...] = ()
    """The newest explainers of the site."""


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
    """Whether search engines and feeds may list the page: not a draft, a redirect, a withdrawn
    page, or the page for addresses that do not exist."""
    return not (page.head.draft or isinstance(page, WithdrawnPage | RedirectPage | NotFoundPage))
