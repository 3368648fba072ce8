"""What surrounds every page of one language."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from explainer.languages.words import sortable
from explainer.model.site.settings import NavigationItem
from explainer.resolve.linking.library import INDEXES, Library
from explainer.resolve.makers.page_frame import page_link
from explainer.resolve.published.frame import Card, Chrome
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import TOPIC, image_address

_FOOT = ("disputes/", "timeline/", "changes/", "corrections/", "data/")
"""The lists that the footer links on every site."""


def make_chrome(
    library: Library,
    *,
    stylesheet: str,
    script: str,
    drawings: str = "",
    card_size: tuple[int, int] | None = None,
) -> Chrome:
    """The frame of the pages in the library's language. ``stylesheet``, ``script`` and
    ``drawings``, the style sheet of figures, are addresses, ``card_size`` is that of the site's
    card in pixels."""
    site, settings = library.site, library.site.settings
    lists = [path for path in INDEXES if library.address(path) in library.site_map.anchors]
    if settings.navigation is None:
        navigation = [library.index(path) for path in lists if path not in _FOOT]
    else:
        named = (navigation_link(library, item) for item in settings.navigation)
        navigation = [link for link in named if link]
    linked = {link.address for link in navigation}
    foot = [path for path in lists if path in _FOOT or library.address(path) not in linked]
    found, address = tuple(policies(library)), settings.contact_address
    license_, image, card, logo = settings.license, settings.card, None, None

    def said(field: str) -> str:
        return settings.in_language(field, library.language)

    if image and card_size:
        card = Card(image_address(image.image), said("alt"), *card_size)
    if picture := site.images.get(settings.theme.logo or ""):
        logo_at = image_address(settings.theme.logo or "")
        logo = Card(logo_at, said("logo_alt"), picture.width, picture.height)
    # the plain pages that are no policies
    others = {page.name for page in site.pages.values() if page.kind == "page"}
    others -= {name for _, name, _ in settings.policies}
    versions = (site.version(name, library.language) for name in sorted(others))
    links = (page_link(library, page) for page in versions if page and page.status != "withdrawn")
    return Chrome(
        site_title=said("title"),
        home=library.address(""),
        navigation=tuple(navigation),
        footer=tuple(map(library.index, foot)),
        publisher=said("publisher"),
        publisher_type=settings.publisher_type,
        contact=Link(settings.contact, address, external=True) if address else None,
        description=said("description"),
        license=Link(license_.name, license_.url, external=True) if license_ else None,
        stylesheet=stylesheet,
        script=script,
        drawings=drawings,
        base=settings.base_path,
        url=settings.url,
        policies=tuple((role, page.address) for role, page in found),
        card=card,
        logo=logo,
        icon=image_address(settings.theme.icon) if settings.theme.icon else "",
        own_typeface=bool(settings.theme.fonts.text),
        own_language=site.default,
        untranslated=settings.untranslated(library.language),
        about=tuple(dict.fromkeys(page for _, page in found)),
        pages=tuple(sorted(links, key=lambda link: sortable(link.text, library.language))),
        words=site.words_in(library.language),
        offline=site.offline,
    )


def navigation_link(library: Library, item: NavigationItem) -> Link | None:
    """What an item of ``navigation`` links; None for what is not in this build."""
    name, path = item.page.id, f"{item.page.id}/"
    page = library.site.version(name, library.language)
    if path not in library.site_map.anchors:
        return None
    if path in INDEXES:
        link = library.index(path)
    else:
        link = page_link(library, page) if page else library.topic(name.removeprefix(TOPIC))
    label = item.in_language("label", library.language)
    return replace(link, text=label) if label else link


def policies(library: Library) -> Iterator[tuple[str, Link]]:
    """(role, page) of each policy whose page exists."""
    for role, name, _offset in library.site.settings.policies:
        if page := library.site.version(name, library.language):
            yield role, page_link(library, page)
