"""The linker's one entry: a site to pages that hold all they show, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explainer.addresses import in_language
from explainer.diagnostics import Diagnostic
from explainer.languages.catalogues import load_catalogue
from explainer.model.entries import EntryKind
from explainer.model.pages import Page as Document
from explainer.model.site import Site
from explainer.resolve.checking import check_site
from explainer.resolve.correction_checks import check_corrections
from explainer.resolve.correction_pages import corrections_page
from explainer.resolve.dataset import make_dataset
from explainer.resolve.dataset_rows import Dataset
from explainer.resolve.explainer_pages import link_page, redirects
from explainer.resolve.fact_pages import disputes_page, fact_pages, facts_page, last_checks
from explainer.resolve.frame import Chrome
from explainer.resolve.images import shown_images
from explainer.resolve.index_pages import (
    LinkedEntries,
    entries_page,
    home_page,
    make_shelf,
    not_found_page,
    person_pages,
    questions_page,
    source_pages,
    sources_page,
)
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.library import Library, make_library
from explainer.resolve.linked_pages import Linked, in_other_language
from explainer.resolve.links import map_site
from explainer.resolve.page_frame import page_title
from explainer.resolve.pages import Page
from explainer.resolve.parts import Link

ENTRY_KINDS: tuple[EntryKind, ...] = ("term", "person", "place")


@dataclass(frozen=True, slots=True)
class ResolvedSite:
    """``pages`` with the frame of their language; ``images``, in ``content/images/``, are shown."""

    pages: tuple[tuple[Page, Chrome], ...]
    images: tuple[tuple[str, str], ...] = ()
    """(name, address)"""
    dataset: Dataset | None = None


def resolve_site(
    site: Site, *, stylesheet: str, script: str, sound: bool = True
) -> tuple[ResolvedSite, tuple[Diagnostic, ...]]:
    """Checks every reference, then links each page. Where something is wrong, no page is linked;
    ``sound`` is False where that has been found before."""
    ledger, diagnostics = compute_ledger(site)
    site_map = map_site(site)
    diagnostics = (*diagnostics, *check_site(site, ledger, site_map))
    if not sound or any(d.is_error for d in diagnostics):
        return ResolvedSite(()), diagnostics
    pages: list[tuple[Page, Chrome]] = []
    originals: list[Linked] = []
    relying: list[Linked | LinkedEntries] = []
    own_library: Library | None = None
    for language in site.languages:
        library = make_library(site, ledger, site_map, language, load_catalogue(language))
        documents = _documents(site, language)
        own_library = own_library or library
        linked = [link_page(library, page) for page in documents]
        lists = [each for kind in ENTRY_KINDS if (each := entries_page(library, kind))]
        relying += [*linked, *lists]
        elsewhere = [
            in_other_language(each)
            for each in originals
            if (each.address.rstrip("/"), language) not in site.pages
        ]
        chrome = make_chrome(library, stylesheet, script)
        found = _in_language(library, documents, linked, lists, elsewhere)
        pages += [(page, chrome) for page in found]
        originals = originals or linked
    diagnostics = (*diagnostics, *check_corrections(site, [page for page, _ in pages]))
    assert own_library is not None, "a site has a language"
    dataset = make_dataset(own_library, relying)
    return ResolvedSite(tuple(pages), shown_images(site), dataset), diagnostics


def _documents(site: Site, language: str) -> list[Document]:
    found = [page for (_, code), page in sorted(site.pages.items()) if code == language]
    return sorted(found, key=lambda page: page.kind)  # explainers first


def _in_language(
    library: Library,
    documents: Sequence[Document],
    linked: Sequence[Linked],
    lists: Sequence[LinkedEntries],
    elsewhere: Sequence[Linked],
) -> list[Page]:
    """Every page in the library's language. ``documents`` are those behind ``linked``;
    ``elsewhere`` are pages that it has in the site's own language only."""
    site = library.site
    relying: list[Linked | LinkedEntries] = [*linked, *lists, *elsewhere]
    shelf = make_shelf(linked, documents, [use for each in relying for use in each.uses])
    pages: list[Page] = [each.page for each in linked]
    pages += [redirect for page in documents for redirect in redirects(library, page)]
    pages += [
        home_page(library, shelf),
        questions_page(library, shelf),
        sources_page(library, shelf),
    ]
    pages += [
        *source_pages(library, shelf),
        *(each.page for each in lists),
        *person_pages(library, shelf),
    ]
    pages.append(corrections_page(library, documents))
    if site.facts:
        checks = last_checks(relying)
        pages += [facts_page(library), disputes_page(library, checks)]
        pages += fact_pages(library, [use for each in relying for use in each.fact_uses], checks)
    if library.language == site.default:
        pages.append(not_found_page(library, shelf))
    return pages


def make_chrome(library: Library, stylesheet: str, script: str) -> Chrome:
    """The frame of every page in the library's language."""
    site, gettext = library.site, library.catalogue.gettext
    settings = site.settings
    listed = {entry.kind for entry in site.entries.values()}
    navigation = [Link(gettext("Questions"), library.address("questions/"))]
    if site.facts:
        navigation.append(Link(gettext("Facts"), library.address("facts/")))
    navigation.append(Link(gettext("Sources"), library.address("sources/")))
    navigation += [library.entry_index(kind) for kind in ENTRY_KINDS if kind in listed]
    footer = [Link(gettext("Corrections and changes"), library.address("corrections/"))]
    if site.facts:
        footer.insert(0, Link(gettext("What sources disagree on"), library.address("disputes/")))
    for _, name, _offset in settings.policies:
        if page := site.version(name, library.language):
            code = page.language or site.default
            footer.append(
                Link(
                    page_title(library, page),
                    in_language(f"{name}/", code, site.default),
                    language="" if code == library.language else code,
                )
            )
    contact = None
    if settings.contact_address:
        contact = Link(settings.contact, settings.contact_address, external=True)
    license_ = settings.license
    return Chrome(
        settings.title_in(library.language),
        library.address(""),
        tuple(navigation),
        tuple(footer),
        settings.publisher_in(library.language),
        contact,
        settings.description_in(library.language),
        Link(license_.name, license_.url, external=True) if license_ else None,
        stylesheet,
        script,
        settings.base_path,
    )
