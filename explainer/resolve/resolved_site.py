"""Resolve a site: what all its pages are linked with, and the pages themselves, as they are needed.

Documents are linked one by one (``explainer.resolve.page_jobs``), by whoever renders them; what is
kept of them makes the indexes, the pages of facts and sources, and the open data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from explainer.model.pages.ages import is_past, page_review_due
from explainer.model.pages.page import Page as Document
from explainer.model.site.site import Site
from explainer.resolve.dataset.dataset import make_dataset
from explainer.resolve.dataset.rows import Dataset
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.fact_ages import Examined
from explainer.resolve.linking.images import shown_images
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.makers import fact_pages, index_pages
from explainer.resolve.makers.chrome import ENTRY_KINDS, make_chrome
from explainer.resolve.makers.correction_pages import corrections_page
from explainer.resolve.makers.fact_supports import supports
from explainer.resolve.makers.former_pages import redirects
from explainer.resolve.makers.linked_pages import Linked, in_other_language
from explainer.resolve.makers.question_pages import question_pages
from explainer.resolve.page_jobs import DocumentJob, FactJob, PageJob, SourceJob, resolve_page
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.pages import EntriesPage, Page
from explainer.resolve.references.links import SiteMap

FramedPage: TypeAlias = tuple[Page, Chrome]
"""A page with the frame of its language."""


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
        as_of = self.library.site.as_of
        for page in self.documents:
            yield DocumentJob(
                self.language,
                self.library.address(f"{page.name}/"),
                page.name,
                overdue=is_past(page_review_due(page), as_of),
                draft=page.held_back(as_of),
            )


def kept_ledger(before: Sequence[Shelf], site: Site) -> Ledger | None:
    """The ledger of an earlier build, if it has no errors and is made of the same; else None."""
    if not before or before[0].library.ledger.failed:
        return None
    ledger, old = before[0].library.ledger, before[0].library.site
    same = all(
        getattr(old, name) == getattr(site, name)
        for name in ("as_of", "incomplete", "units", "facts")
    )
    return ledger if same else None


def make_shelves(
    site: Site,
    ledger: Ledger,
    site_map: SiteMap,
    *,
    stylesheet: str,
    script: str,
    card_size: tuple[int, int] | None = None,
    before: Sequence[Shelf] = (),
) -> tuple[Shelf, ...]:
    """What the pages of each language are made from, the site's own language first.

    ``stylesheet`` and ``script`` are addresses. ``card_size`` is the size of the site's card in
    pixels. ``before`` is an earlier result, whose views of sources are used again.
    """
    earlier = {each.language: each.library for each in before}
    shelves = []
    for language in site.languages:
        library = make_library(site, ledger, site_map, language, earlier.get(language))
        documents = [page for (_, code), page in sorted(site.pages.items()) if code == language]
        documents.sort(key=lambda page: page.kind)  # explainers first
        chrome = make_chrome(library, stylesheet, script, card_size)
        shelves.append(Shelf(library, chrome, tuple(documents)))
    return tuple(shelves)


class LinkedLanguage(Struct, frozen=True):
    """What was kept of the documents of a language, and its lists of entries."""

    shelf: Shelf
    linked: tuple[Linked, ...]
    """The documents, in the same order."""
    lists: tuple[tuple[EntriesPage, Linked], ...]
    elsewhere: tuple[Linked, ...]
    """Pages in the site's own language that have no translation into this one."""

    @property
    def own(self) -> tuple[Linked, ...]:
        return (*self.linked, *(each for _, each in self.lists))

    @property
    def relying(self) -> tuple[Linked, ...]:
        return (*self.own, *self.elsewhere)

    def linked_pages(self) -> index_pages.LinkedPages:
        uses = [use for each in self.relying for use in each.uses]
        return index_pages.gather_linked_pages(self.linked, self.shelf.documents, uses)


@dataclass(frozen=True)
class ResolvedSite:
    """The linked languages, the site's own first; empty if the site has errors."""

    languages: tuple[LinkedLanguage, ...] = ()

    @cached_property
    def images(self) -> tuple[tuple[str, str], ...]:
        """(name in ``content/images/``, address) of each image that is shown."""
        return shown_images(self.languages[0].shelf.library.site) if self.languages else ()

    @cached_property
    def dataset(self) -> Dataset | None:
        if not self.languages:
            return None
        linked = [each for language in self.languages for each in language.own]
        return make_dataset(self.languages[0].shelf.library, linked)

    @property
    def pages(self) -> Iterator[FramedPage]:
        """All pages with the frame of their language, each linked when it is reached."""
        for each in self.languages:
            shelf, linked_pages = each.shelf, each.linked_pages()
            jobs: list[tuple[PageJob, Document | None]] = [
                *zip(shelf.jobs(), shelf.documents, strict=True),
                *((job, None) for job in record_jobs(each, linked_pages)),
            ]
            for job, document in jobs:
                yield resolve_page(shelf.library, job, document).page, shelf.chrome
            for page in (*indexes(each, linked_pages), *record_lists(each, linked_pages)):
                yield page, shelf.chrome


def link_languages(
    shelves: Sequence[Shelf], linked: Mapping[str, Linked]
) -> tuple[LinkedLanguage, ...]:
    """``linked`` is what was kept of each document, by its address."""
    found: list[LinkedLanguage] = []
    for shelf in shelves:
        library, site = shelf.library, shelf.library.site
        lists = (index_pages.entries_page(library, kind) for kind in ENTRY_KINDS)
        originals = found[0].linked if found else ()
        found.append(
            LinkedLanguage(
                shelf,
                tuple(linked[library.address(f"{page.name}/")] for page in shelf.documents),
                tuple(each for each in lists if each),
                tuple(
                    in_other_language(each)
                    for each in originals
                    if (each.address.rstrip("/"), shelf.language) not in site.pages
                ),
            )
        )
    return tuple(found)


def indexes(language: LinkedLanguage, linked_pages: index_pages.LinkedPages) -> Iterator[Page]:
    """The indexes to the pages that people write, and the pages at their former addresses."""
    library = language.shelf.library
    for document in language.shelf.documents:
        yield from redirects(library, document)
    yield from question_pages(library, linked_pages)
    yield from (page for page, _ in language.lists)
    yield from index_pages.person_pages(library, linked_pages)
    yield corrections_page(library, language.shelf.documents)
    if library.language == library.site.default:
        yield index_pages.not_found_page(library, linked_pages)


def record_lists(language: LinkedLanguage, linked_pages: index_pages.LinkedPages) -> Iterator[Page]:
    """The lists of facts and sources."""
    library = language.shelf.library
    yield from index_pages.sources_pages(library, linked_pages)
    if library.site.facts:
        yield fact_pages.facts_page(library)
        yield fact_pages.disputes_page(library, fact_pages.last_examined(language.relying))


def record_jobs(
    language: LinkedLanguage, linked_pages: index_pages.LinkedPages
) -> Iterator[FactJob | SourceJob]:
    """The pages of facts and sources."""
    library = language.shelf.library
    copies, supported = index_pages.copies_of(library), supports(library)
    for key, view in library.views.items():
        uses = tuple(index_pages.source_uses(linked_pages.uses.get(key, ())))
        yield SourceJob(
            library.language,
            view.address,
            key,
            uses,
            copies.get(key, ()),
            supported.get(key, ()),
        )
    used = fact_pages.places_of_facts(language.relying)
    derived = fact_pages.derived_facts(library)
    examined = fact_pages.last_examined(language.relying)
    for fact_id in sorted(library.site.facts):
        yield FactJob(
            library.language,
            library.address(f"facts/{fact_id}/"),
            fact_id,
            used.get(fact_id, ()),
            derived.get(fact_id, ()),
            examined.get(fact_id, Examined()),
        )
