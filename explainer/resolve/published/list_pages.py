"""The pages that list what people write, with what they list: home, questions, terms, people,
changes."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import Day, FactEntry, Fragment, Link
from explainer.resolve.published.source_pages import Letters, Notes


class ChangeEntry(Struct, frozen=True, gc=False):
    """A correction or an update of a page."""

    kind: ClassVar[str] = "page"
    page: Link
    day: Day
    now: Fragment
    """What is right, or what the update says."""
    was: Fragment = Fragment()
    """What was wrong; empty for an update."""
    correction: Literal["", "standing", "superseded"] = ""
    """Of a correction, whether the page still says what is right in these words, or was changed
    since; empty for an update."""
    question: Link | None = None
    """The question whose answer was corrected."""


class RecordedChange(Struct, frozen=True, gc=False, kw_only=True):
    """A change of a fact, an answer or an explainer, as `changes.yaml` records it."""

    kind: ClassVar[str] = "record"
    subject: Link
    """The fact, the explainer, or that of the question; without an address if it is gone."""
    question: Link | None = None
    """The question whose answer changed."""
    day: Day
    was: str = ""
    """What the site said before; empty if it is new, or only rests on other things."""
    now: str = ""
    """What it says since; empty if it is gone, or only rests on other things."""
    language: str = ""
    """The code of the language of these words, if it is not that of the page."""
    because: str = ""
    sources: tuple[Link, ...] = ()
    """The sources that it changed by, or rests on too. What is gone has no address."""
    dropped: tuple[Link, ...] = ()
    """The sources that it rests on no more."""
    facts: tuple[Link, ...] = ()
    """The facts that it changed by, or that the answer now states."""
    lost: tuple[Link, ...] = ()
    """The facts that the answer states no more."""
    asked: tuple[str, ...] = ()
    """In the history of a page, the ids of the questions whose answers state the fact."""


HistoryEntry: TypeAlias = ChangeEntry | RecordedChange


class ChangesPage(Struct, frozen=True):
    template: ClassVar[str] = "change-list.html"
    head: Head
    changes: tuple[HistoryEntry, ...] = ()
    """Newest first."""
    corrected: bool = False
    """It lists corrections alone."""
    other: Link | None = None
    """The list of corrections, or else that of all changes."""
    policy: Link | None = None
    """The page of the corrections policy."""
    notes: Notes = Notes()


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


class QuestionEntry(Link, frozen=True):
    """A question in a list, with its answer."""

    answer: str = ""
    """The answer in one sentence, plain text without notes."""
    explainer: Link | None = None
    """The explainer that answers it, if the list has questions of several."""


class PageCard(Struct, frozen=True, kw_only=True):
    """A page in a list. Its texts are plain, without notes."""

    title: str
    address: str
    draft: bool = False
    standfirst: str = ""
    short_answer: str = ""
    digest: tuple[str, ...] = ()
    published: Day | None = None
    updated: Day | None = None
    checked: Day | None = None
    researched: Day | None = None
    questions: tuple[QuestionEntry, ...] = ()


class HomePage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "home.html"
    head: Head
    explainers: tuple[PageCard, ...] = ()
    """The one that `site.yaml` features first, those that it names, then the newest."""
    answer: Fragment = Fragment()
    """The short answer of the first of them, without note marks."""
    picture: Fragment = Fragment()
    """The first figure or image in it, without note marks."""
    explainer_count: int = 0
    """The number of explainers on the site."""
    source_count: int = 0
    """The number of sources that the site relies on, as the list of them says."""
    question_count: int = 0
    """The number of questions that the site answers."""
    featured: tuple[QuestionEntry, ...] = ()
    """The questions that `site.yaml` names as most important."""
    changes: tuple[HistoryEntry, ...] = ()
    """What changed last, newest first, without note marks."""
    disputes: tuple[FactEntry, ...] = ()
    """Of the disputed facts that pages rely on, those with the newest claims, numbers first."""
    disputes_on_record: tuple[FactEntry, ...] = ()
    """The same of the others, if the former are few."""
    dispute_count: int = 0
    """The number of disputed facts on the site."""


class QuestionGroup(Struct, frozen=True):
    """Explainers with their questions."""

    explainers: tuple[PageCard, ...]
    topic: Link | None = None
    """What they are about: a link without an address for those without a topic; none where they
    are not by topic."""


class QuestionsPage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "questions.html"
    head: Head
    groups: tuple[QuestionGroup, ...] = ()
    """The explainers by their topics, or those of one topic. If there are many questions, those of
    one letter: none on the list's own page, nor on that of a topic."""
    letters: Letters | None = None
    explainers: tuple[Link, ...] = ()
    """All of them, in alphabetical order: on the own page of a list that is divided by letters, if
    they are not too many; or all of a topic with many questions."""
    topics: tuple[Link, ...] = ()
    """Those of the explainers, on the same page."""
    dated: tuple[FactEntry, ...] = ()
    """On the page of a topic: the facts that have it and are dates, oldest first."""
    facts: tuple[FactEntry, ...] = ()
    """The others that have it."""


class SearchPage(Struct, frozen=True):
    template: ClassVar[str] = "search.html"
    head: Head


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


ListPage: TypeAlias = HomePage | QuestionsPage | ChangesPage | EntriesPage | PersonPage | SearchPage
