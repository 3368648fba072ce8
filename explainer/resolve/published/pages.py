"""The pages that templates are given, as plain immutable values.

Their parts, and the pages of the record, are in the other modules of this package.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Card, Head
from explainer.resolve.published.ledger_pages import ClaimsBlock, LedgerPage
from explainer.resolve.published.list_pages import (
    ChangeEntry,
    HistoryEntry,
    ListPage,
    SearchPage,
    TermEntry,
)
from explainer.resolve.published.parts import (
    Contributor,
    Day,
    Embed,
    FactEntry,
    Figure,
    Fragment,
    Link,
)
from explainer.resolve.published.source_pages import Notes, PageOfSources


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


class RelatedPage(Struct, frozen=True, gc=False):
    """A page to read next, and what it has in common with this one."""

    link: Link
    facts: int = 0
    """The number of facts that both state."""
    sources: int = 0
    """The number of sources that both rest on."""
    question: Link | None = None
    """Its question that has most in common."""
    standfirst: str = ""
    """The sentence below its title, or else its short answer, as plain text in its language."""


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
    digest: tuple[Fragment, ...] = ()
    """The page in a few lines."""
    authors: tuple[Contributor, ...] = ()
    checked_by: tuple[Contributor, ...] = ()
    published: Day | None = None
    version: Day | None = None
    """The newest of its days."""
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
    """Newest first."""
    changes: tuple[HistoryEntry, ...] = ()
    """These, the updates, and what is on record of its answers and facts, newest first."""
    citation: str = ""
    """How to cite this page, as plain text."""
    citations: tuple[Link, ...] = ()
    """The same for programs that keep references: the name of each form, and its file."""
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
    reason_language: str = ""
    """The code of the language that the reason is in, if that is another than the page's."""
    updated: Day | None = None
    related: tuple[Link, ...] = ()
    """Pages to read instead."""


class RedirectPage(Struct, frozen=True):
    template: ClassVar[str] = "redirect.html"
    head: Head
    target: str = ""
    """The present address of the page."""


class NotFoundPage(Struct, frozen=True):
    template: ClassVar[str] = "404.html"
    head: Head
    questions: tuple[Link, ...] = ()
    """The newest explainers of the site."""


_Written: TypeAlias = ExplainerPage | PlainPage | EmbedPage | WithdrawnPage
_Way: TypeAlias = RedirectPage | NotFoundPage
Page: TypeAlias = _Written | ListPage | LedgerPage | PageOfSources | _Way


def is_listed(page: Page) -> bool:
    """Whether search engines and feeds may list the page: not a draft, a record that nothing relies
    on, an embed, a redirect, a withdrawn page, or one for readers who look for another."""
    left_out = EmbedPage | WithdrawnPage | RedirectPage | NotFoundPage | SearchPage
    return not (page.head.draft or page.head.unused or isinstance(page, left_out))
