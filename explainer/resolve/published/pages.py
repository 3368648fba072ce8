"""The pages that templates are given, as plain immutable values.

Their parts, and the pages of the record, are in the other modules of this package.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.ledger_pages import (
    ChangeEntry,
    ClaimsBlock,
    CorrectionsPage,
    DataPage,
    DisputesPage,
    FactPage,
    FactsPage,
    Letters,
    SourcePage,
    SourcesPage,
)
from explainer.resolve.published.notes import Notes
from explainer.resolve.published.parts import (
    Card,
    Contributor,
    Day,
    Embed,
    FactEntry,
    Figure,
    Fragment,
    Head,
    Link,
)


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
    """The facts of this answer about which claims differ."""
    report: Link | None = None
    """Where to report an error in the answer."""
    embed: Embed | None = None
    """Where it stands alone, if `site.yaml` says so."""


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


class RelatedPage(Struct, frozen=True, gc=False):
    """A page to read next, and what it has in common with this one."""

    link: Link
    facts: int = 0
    """The number of facts that both state."""
    sources: int = 0
    """The number of sources that both rest on."""
    question: Link | None = None
    """Its question that has most in common."""


class WrittenPage(Struct, frozen=True, kw_only=True):
    head: Head
    standfirst: Fragment = Fragment()
    """The sentence below the title."""
    updated: Day | None = None
    """When the page last changed in substance."""
    checked: Day | None = None
    """When somebody last compared the page with its sources; none if nobody has."""
    researched: Day | None = None
    """When the page was researched, if it says so."""
    stale_count: int = 0
    """The number of facts on this page that are due to be checked again."""
    overdue: Day | None = None
    """When the page was due to be checked again, if that day is past."""
    terms: tuple[TermEntry, ...] = ()
    """The terms, people and places that the page names, by name."""
    notes: Notes = Notes()
    related: tuple[RelatedPage, ...] = ()
    """What to read next, if it is an explainer: what its editors name first."""


class ExplainerPage(WrittenPage, frozen=True, kw_only=True):
    template: ClassVar[str] = "explainer.html"
    short_answer: Fragment = Fragment()
    """The answer to the title's question in a few sentences."""
    authors: tuple[Contributor, ...] = ()
    checked_by: tuple[Contributor, ...] = ()
    published: Day | None = None
    source_count: int = 0
    """The number of sources that the notes of this page rest on."""
    topics: tuple[Link, ...] = ()
    card: Card | None = None
    """The page's own picture for shared links, if the site has such."""
    key_facts: tuple[FactEntry, ...] = ()
    introduction: Fragment = Fragment()
    """What comes before the first question."""
    questions: tuple[Question, ...] = ()
    unknowns: tuple[Fragment, ...] = ()
    """What is not known."""
    method: Fragment = Fragment()
    """How the page was made."""
    corrections: tuple[ChangeEntry, ...] = ()
    updates: tuple[ChangeEntry, ...] = ()
    citation: str = ""
    """How to cite this page, as plain text."""
    facts_data: str = ""
    """The address of the page's facts as JSON; empty if it states none."""
    report: Link | None = None
    """Where to report an error on the page."""


class PlainPage(WrittenPage, frozen=True, kw_only=True):
    template: ClassVar[str] = "page.html"
    body: Fragment = Fragment()


class EmbedPage(WrittenPage, frozen=True, kw_only=True):
    """A figure or a question by itself, for frames on other sites. Its notes have the numbers that
    they have on the full page."""

    template: ClassVar[str] = "embed.html"
    embed: Embed
    full: Link
    """The place on the full page, with that page's title."""
    heading: Fragment = Fragment()
    """The question; empty for a figure."""
    answer: Fragment = Fragment()
    """The answer in one sentence."""
    body: Fragment
    """The rest of the answer, or the figure."""
    figure: Figure | None = None
    """What the data beside it is made of."""


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
    published: Day | None = None
    updated: Day | None = None
    checked: Day | None = None
    researched: Day | None = None
    questions: tuple[QuestionEntry, ...] = ()


class HomePage(Struct, frozen=True, kw_only=True):
    template: ClassVar[str] = "home.html"
    head: Head
    explainers: tuple[PageCard, ...] = ()
    """The one that `site.yaml` features first, then the newest, newest first."""
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
    changes: tuple[ChangeEntry, ...] = ()
    """What changed last in explainers, newest first, without note marks."""
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


class QuestionsPage(Struct, frozen=True):
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
    facts: tuple[FactEntry, ...] = ()
    """On the page of a topic: the facts that have it."""


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
    | EmbedPage
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
    | DataPage
    | EntriesPage
    | PersonPage
    | NotFoundPage
)


def is_listed(page: Page) -> bool:
    """Whether search engines and feeds may list the page: not a draft, a record that nothing relies
    on, an embed, a redirect, a withdrawn page, or the page for addresses that do not exist."""
    left_out = isinstance(page, EmbedPage | WithdrawnPage | RedirectPage | NotFoundPage)
    return not (page.head.draft or page.head.unused or left_out)
