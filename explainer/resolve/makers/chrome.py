"""What surrounds every page of one language."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.languages.words import sortable
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import page_link
from explainer.resolve.published.frame import Card, Chrome
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import ENTRY_INDEXES, image_address


def make_chrome(
    library: Library,
    stylesheet: str,
    script: str,
    drawings: str = "",
    card_size: tuple[int, int] | None = None,
) -> Chrome:
    """The frame of the pages in the library's language."""
    site, settings = library.site, library.site.settings
    listed = {entry.kind for entry in site.entries.values()}
    facts, disputes = (("facts/",), ("disputes/",)) if site.facts else ((), ())
    entries = (path for kind, path in ENTRY_INDEXES.items() if kind in listed)
    search = ("search/",) if site.searched else ()
    navigation = map(library.index, ("questions/", *facts, "sources/", *entries, *search))
    timeline = ("timeline/",) if site.has_dates else ()
    footer = map(library.index, (*disputes, *timeline, "changes/", "corrections/", "data/"))
    found = tuple(policies(library))
    address = settings.contact_address
    license_, image = settings.license, settings.card
    card = None
    if image and card_size:
        card = Card(
            image_address(image.name), image.in_language("alt", library.language), *card_size
        )
    return Chrome(
        site_title=settings.in_language("title", library.language),
        home=library.address(""),
        navigation=tuple(navigation),
        footer=tuple(footer),
        publisher=settings.in_language("publisher", library.language),
        publisher_type=settings.publisher_type,
        contact=Link(settings.contact, address, external=True) if address else None,
        description=settings.in_language("description", library.language),
        license=Link(license_.name, license_.url, external=True) if license_ else None,
        stylesheet=stylesheet,
        script=script,
        drawings=drawings,
        base=settings.base_path,
        url=settings.url,
        policies=tuple((role, page.address) for role, page in found),
        card=card,
        own_language=site.default,
        untranslated=settings.untranslated(library.language),
        about=tuple(dict.fromkeys(page for _, page in found)),
        pages=_other_pages(library),
        words=site.words_in(library.language),
        offline=site.offline,
    )


def _other_pages(library: Library) -> tuple[Link, ...]:
    """The plain pages that are no policies, by title, but for withdrawn ones."""
    named = {name for _, name, _ in library.site.settings.policies}
    plain = {page.name for page in library.site.pages.values() if page.kind == "page"}
    versions = (library.site.version(name, library.language) for name in sorted(plain - named))
    links = (page_link(library, page) for page in versions if page and page.status != "withdrawn")
    return tuple(sorted(links, key=lambda link: sortable(link.text, library.language)))


def policies(library: Library) -> Iterator[tuple[str, Link]]:
    """(role, page) of each policy whose page exists."""
    for role, name, _offset in library.site.settings.policies:
        if page := library.site.version(name, library.language):
            yield role, page_link(library, page)
