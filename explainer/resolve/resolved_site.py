"""Resolve a site: what all its pages are linked with, and the pages themselves, as they are needed.

Of documents, facts and sources there are many: each of their pages is a job, which can be sent to
another process. Such a page depends on the job, on its document, and on what it looks up in the
library, which ``explainer.resolve.lookups`` records. What is kept of documents makes the indexes,
the pages of facts and sources, the open data, and what a search finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.model.pages.page import Page as Document
from explainer.model.pages.page import is_past, review_due
from explainer.model.site.site import Site
from explainer.resolve.checking.corrections import check_corrections
from explainer.resolve.dataset.dataset import Dataset, data_page, make_dataset
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.makers import fact_pages, index_pages, linked_pages
from explainer.resolve.makers.embed_pages import embed_pages
from explainer.resolve.makers.explainer_pages import DocumentJob, document_page
from explainer.resolve.makers.fact_pages import FactJob, fact_page
from explainer.resolve.makers.histories import bearing_on, by_subject, changes_pages
from explainer.resolve.makers.linked_pages import Linked, Passage, in_other_language
from explainer.resolve.makers.page_frame import index_head
from explainer.resolve.makers.source_pages import (
    SourceJob,
    described,
    source_jobs,
    source_page,
    sources_pages,
)
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.list_pages import EntriesPage, SearchPage
from explainer.resolve.published.pages import EmbedPage, ExplainerPage, Page, WithdrawnPage
from explainer.resolve.references.figures import shown_pictures
from explainer.resolve.references.links import ENTRY_INDEXES, SiteMap
from explainer.resolve.references.related import find_related

PageJob: TypeAlias = DocumentJob | FactJob | SourceJob


class ResolvedPage(NamedTuple):
    """The page of a job, and what is wrong with it. ``linked`` is kept of a document; ``embeds``
    are its figures and questions by themselves."""

    page: Page
    linked: Linked | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    embeds: tuple[EmbedPage, ...] = ()


def resolve_page(library: Library, job: PageJob, document: Document | None) -> ResolvedPage:
    """``document`` is that of a ``DocumentJob``, and has no wrong reference."""
    if isinstance(job, FactJob):
        return ResolvedPage(fact_page(library, job))
    if isinstance(job, SourceJob):
        return ResolvedPage(source_page(library, job))
    assert document is not None, "a document's job comes with the document"
    page, linked = document_page(library, job, document)
    if isinstance(page, WithdrawnPage):
        return ResolvedPage(page, linked)
    found = check_corrections(document, page) if isinstance(page, ExplainerPage) else ()
    return ResolvedPage(page, linked, tuple(found), tuple(embed_pages(page, library.site.offline)))


class Shelf(Struct, frozen=True):
    """What the pages of one language are made from; ``documents`` are explainers first."""

    library: Library
    chrome: Chrome
    documents: tuple[Document, ...]

    @property
    def language(self) -> str:
        return self.library.language

    def jobs(self) -> Iterator[DocumentJob]:
        """The job of each document, in the same order."""
        as_of, recorded = self.library.site.as_of, by_subject(self.library.site.changes)
        related = find_related(self.documents, self.library.ledger)
        for page in self.documents:
            yield DocumentJob(
                language=self.language,
                address=self.library.address(f"{page.name}/"),
                name=page.name,
                overdue=is_past(review_due(page), as_of),
                draft=page.held_back(as_of),
                withdrawn=page.status == "withdrawn",
                related=related.get(page.name, ()),
                changes=bearing_on(page, recorded),
            )


def kept_ledger(before: Sequence[Shelf], site: Site) -> Ledger | None:
    """The ledger of an earlier build, if it has no errors and is made of the same; else None."""
    if not before or before[0].library.ledger.failed:
        return None
    ledger, old = before[0].library.ledger, before[0].library.site
    made_of = ("as_of", "incomplete", "units", "facts")
    return ledger if all(getattr(old, n) == getattr(site, n) for n in made_of) else None


def make_shelves(
    site: Site,
    ledger: Ledger,
    site_map: SiteMap,
    chrome_of: Callable[[Library], Chrome],
    before: Sequence[Shelf] = (),
) -> tuple[Shelf, ...]:
    """What the pages of each language are made from, the site's own language first. ``before`` is
    an earlier result, whose views of sources are used again."""
    earlier = {each.language: each.library for each in before}
    shelves = []
    for language in site.languages:
        library = make_library(site, ledger, site_map, language, earlier.get(language))
        documents = [page for (_, code), page in sorted(site.pages.items()) if code == language]
        documents.sort(key=lambda page: page.kind)  # explainers first
        shelves.append(Shelf(library, chrome_of(library), tuple(documents)))
    return tuple(shelves)


class LinkedLanguage(Struct, frozen=True):
    """What was kept of the documents of a language, and its lists of entries."""

    shelf: Shelf
    linked: tuple[Linked, ...]
    """The documents, in the same order."""
    lists: tuple[tuple[EntriesPage, Linked], ...]
    elsewhere: tuple[Linked, ...]
    """Pages in the site's own language that have no translation into this one."""
    relied: linked_pages.Reliance = linked_pages.Reliance()
    """What of the record the pages of any language rely on."""

    @property
    def own(self) -> tuple[Linked, ...]:
        return (*self.linked, *(each for _, each in self.lists))

    def explainers(self) -> list[Linked]:
        """Newest first, those of one day by name."""
        found = (each for each in self.linked if each.kind == "explainer")
        return sorted(found, key=lambda e: e.published.iso if e.published else "", reverse=True)


@dataclass(frozen=True)
class ResolvedSite:
    """The linked languages, the site's own first; empty if the site has errors."""

    languages: tuple[LinkedLanguage, ...] = ()

    @cached_property
    def images(self) -> tuple[str, ...]:
        """The names in ``content/images/`` of the pictures that pages show."""
        return shown_pictures(self.languages[0].shelf.library.site) if self.languages else ()

    @cached_property
    def dataset(self) -> Dataset | None:
        if not self.languages:
            return None
        linked = [each for language in self.languages for each in language.own]
        return make_dataset(self.languages[0].shelf.library, linked, self.languages[0].relied)

    @property
    def pages(self) -> Iterator[tuple[Page, Chrome]]:
        """All pages with the frame of their language, each linked when it is reached."""
        for each in self.languages:
            library, chrome = each.shelf.library, each.shelf.chrome
            for job, document in zip(each.shelf.jobs(), each.shelf.documents, strict=True):
                resolved = resolve_page(library, job, document)
                yield from ((page, chrome) for page in (resolved.page, *resolved.embeds))
            for made in chain(indexes(each), records(each)):
                if isinstance(made, FactJob | SourceJob):
                    yield resolve_page(library, made, None).page, chrome
                else:
                    yield made, chrome
            if self.dataset:
                yield data_page(library, self.dataset), chrome


def link_languages(
    shelves: Sequence[Shelf], linked: Mapping[str, Linked]
) -> tuple[LinkedLanguage, ...]:
    """``linked`` is what was kept of each document, by its address."""
    found: list[LinkedLanguage] = []
    for shelf in shelves:
        library, site = shelf.library, shelf.library.site
        own = tuple(linked[library.address(f"{page.name}/")] for page in shelf.documents)
        lists = (index_pages.entries_page(library, kind) for kind in ENTRY_INDEXES)
        elsewhere = tuple(
            in_other_language(each)
            for each in (found[0].linked if found else ())
            if (each.address.rstrip("/"), shelf.language) not in site.pages
        )
        found.append(LinkedLanguage(shelf, own, tuple(filter(None, lists)), elsewhere))
    every = [each for language in found for each in language.own]
    relied = linked_pages.find_reliance(library, every)
    return tuple(replace(each, relied=relied) for each in found)


def indexes(language: LinkedLanguage) -> Iterator[Page]:
    """The indexes to the pages that people write, and the pages at their former addresses."""
    library, explainers = language.shelf.library, language.explainers()
    yield from index_pages.redirects(library, language.shelf.documents)
    yield index_pages.home_page(library, explainers, language.shelf.documents, language.relied)
    yield from index_pages.question_pages(library, explainers)
    yield from (page for page, _ in language.lists)
    yield from index_pages.person_pages(library, explainers, language.linked)
    yield from changes_pages(library, language.shelf.documents)
    if library.site.searched:
        yield SearchPage(index_head(library, "search/"))
    if library.language == library.site.default:
        yield index_pages.not_found_page(library, explainers)


def records(language: LinkedLanguage) -> Iterator[Page | FactJob | SourceJob]:
    """The lists of facts and sources, and the jobs of the pages of each; the pages of topics."""
    library, relied = language.shelf.library, language.relied
    relying = (*language.own, *language.elsewhere)
    uses = [use for each in relying for use in each.uses]
    cited = linked_pages.by_place((use.source, use) for use in uses if use.source)
    stated = linked_pages.by_place((use.fact, use) for use in uses if use.fact)
    examined = fact_pages.last_examined(relying)
    yield from sources_pages(library, cited, relied.sources)
    facts = fact_pages.facts_by_topic(library, relied.facts)
    unused = fact_pages.unused_facts(library, relied.facts)
    dated = index_pages.dated_facts(library, (*facts, unused))
    yield from index_pages.topic_pages(library, language.explainers(), facts, dated)
    if library.site.facts:
        yield fact_pages.facts_page(library, facts, unused.facts)
        yield fact_pages.disputes_page(library, relied.facts)
    if library.site.has_dates:
        yield from index_pages.timeline_pages(library, dated)
    yield from source_jobs(library, cited, relied.sources)
    yield from fact_pages.fact_jobs(library, stated, examined, relied.facts)


def search_passages(language: LinkedLanguage) -> Iterator[Passage]:
    """What a search finds: answers, entries, and of facts and sources those that published pages
    rely on; only what is in the language. Titles of sources are not translated."""
    for linked in language.linked:
        yield from linked.passages
    library, relied, site = language.shelf.library, language.relied, language.shelf.library.site
    groups = fact_pages.facts_by_topic(library, relied.facts)
    for each in (each for group in groups for each in group.facts):
        fact, value = site.facts[each.value.fact_id], each.value
        if library.language in {site.default, *(code for _, code, _ in fact.translations)}:
            sentence = fact.in_language("statement", library.language)
            text = sentence if each.is_statement else f"{value_in_words(value)}. {sentence}"
            states = tuple(filter(None, (value.caveat, each.state)))
            yield Passage("facts", value.address, each.label, text.strip(), states)
    for shown in (shown for page, _ in language.lists for shown in page.entries):
        entry = site.entries[shown.kind, shown.id.removeprefix("term-")]
        if library.language in {site.default, *dict((*entry.names, *entry.texts))}:
            text = " ".join(filter(None, (shown.role, plain_text(shown.text))))
            yield Passage(ENTRY_INDEXES[shown.kind].rstrip("/"), shown.address, shown.name, text)
    for key, view in library.views.items():
        own = library.language in (site.default, site.sources[key].language)
        if own and key in relied.sources:
            text = ", ".join((described(view), *view.authors))
            yield Passage("sources", view.address, view.title, text)
