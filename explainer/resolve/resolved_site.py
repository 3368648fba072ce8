"""The linker's one entry: a site to pages that hold all they show, or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.addresses import in_language
from explainer.diagnostics import Diagnostic
from explainer.documents.marked_text import LinkReference
from explainer.languages.catalogues import load_catalogue
from explainer.model.page_checks import texts
from explainer.model.site import Site
from explainer.resolve.checking import check_site
from explainer.resolve.explainer_pages import Linked, link_page, page_title, redirects
from explainer.resolve.index_pages import (
    entries_page,
    home_page,
    make_shelf,
    not_found_page,
    person_pages,
    questions_page,
    source_pages,
    sources_page,
)
from explainer.resolve.ledger import Ledger, compute_ledger
from explainer.resolve.library import Library, make_library
from explainer.resolve.linker import Use
from explainer.resolve.links import SiteMap, image_address, map_site, resolve_image
from explainer.resolve.pages import Chrome, EntriesPage, Link, Page


@dataclass(frozen=True, slots=True)
class ResolvedSite:
    """``pages`` with the frame of their language; ``images`` are names in ``content/images/`` that pages show."""

    pages: tuple[tuple[Page, Chrome], ...]
    images: tuple[tuple[str, str], ...] = ()
    """(name, address)"""


def resolve_site(
    site: Site, *, stylesheet: str, script: str
) -> tuple[ResolvedSite, tuple[Diagnostic, ...]]:
    """Checks every reference, then links each page. Where something is wrong, no page is linked."""
    ledger, diagnostics = compute_ledger(site)
    site_map = map_site(site)
    diagnostics = (*diagnostics, *check_site(site, ledger, site_map))
    if any(d.is_error for d in diagnostics):
        return ResolvedSite(()), diagnostics
    pages: list[tuple[Page, Chrome]] = []
    for language in site.languages:
        pages += _in_language(site, ledger, site_map, language, stylesheet, script)
    return ResolvedSite(tuple(pages), tuple(_images(site))), diagnostics


def _images(site: Site) -> Iterator[tuple[str, str]]:
    names: set[str] = set()
    for page in site.pages.values():
        for text in texts(page):
            for reference in text.references:
                if isinstance(reference, LinkReference) and reference.image:
                    found = resolve_image(site, page.source.path, reference.address)
                    if isinstance(found, str):
                        names.add(found.removeprefix(image_address("")))
    yield from ((name, image_address(name)) for name in sorted(names))


def _in_language(
    site: Site, ledger: Ledger, site_map: SiteMap, language: str, stylesheet: str, script: str
) -> list[tuple[Page, Chrome]]:
    library = make_library(site, ledger, site_map, language, load_catalogue(language))
    documents = [page for (_, code), page in sorted(site.pages.items()) if code == language]
    linked: list[Linked] = [link_page(library, page) for page in documents]
    lists: list[EntriesPage] = []
    uses: list[Use] = []
    for kind in ("term", "person", "place"):
        if found := entries_page(library, kind):
            lists.append(found[0])
            uses += found[1]
    shelf = make_shelf(linked, documents, uses)
    pages: list[Page] = [each.page for each in linked]
    pages += [redirect for page in documents for redirect in redirects(library, page)]
    pages += [
        home_page(library, shelf),
        questions_page(library, shelf),
        sources_page(library, shelf),
    ]
    pages += [*source_pages(library, shelf), *lists, *person_pages(library, shelf)]
    if language == site.default:
        pages.append(not_found_page(library, shelf))
    chrome = make_chrome(library, stylesheet, script)
    return [(page, chrome) for page in pages]


def make_chrome(library: Library, stylesheet: str, script: str) -> Chrome:
    """The frame of every page in the library's language."""
    site, gettext = library.site, library.catalogue.gettext
    settings = site.settings
    kinds = {entry.kind for entry in site.entries.values()}
    navigation = [
        Link(gettext("Questions"), library.address("questions/")),
        Link(gettext("Sources"), library.address("sources/")),
    ]
    for kind, text, path in (
        ("term", gettext("Glossary"), "glossary/"),
        ("person", gettext("People"), "people/"),
        ("place", gettext("Places"), "places/"),
    ):
        if kind in kinds:
            navigation.append(Link(text, library.address(path)))
    footer = []
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
    if settings.contact:
        address = settings.contact
        is_mail = "@" in address and "/" not in address
        if is_mail or address.startswith(("http://", "https://")):
            contact = Link(address, f"mailto:{address}" if is_mail else address, external=True)
    return Chrome(
        dict(settings.titles).get(library.language, settings.title),
        library.address(""),
        tuple(navigation),
        tuple(footer),
        dict(settings.publishers).get(library.language, settings.publisher),
        contact,
        dict(settings.descriptions).get(library.language, settings.description),
        stylesheet,
        script,
        settings.base_path,
    )
