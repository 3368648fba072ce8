"""The frame of the pages of one language, and the pages of its policies."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.addresses import in_language
from explainer.model.entries.entry import EntryKind
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import page_title
from explainer.resolve.published.frame import Card, Chrome
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import image_address

ENTRY_KINDS: tuple[EntryKind, ...] = ("term", "person", "place")


def make_chrome(
    library: Library, stylesheet: str, script: str, card_size: tuple[int, int] | None = None
) -> Chrome:
    """The frame of the pages in the library's language."""
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
        footer.append(Link(gettext("All facts as data"), library.address("facts/#data")))
    policies = tuple(_policies(library))
    contact = None
    if settings.contact_address:
        contact = Link(settings.contact, settings.contact_address, external=True)
    license_, image = settings.license, settings.card
    card = None
    if image and card_size:
        alt = image.in_language("alt", library.language)
        card = Card(image_address(image.name), alt, *card_size)
    return Chrome(
        site_title=settings.in_language("title", library.language),
        home=library.address(""),
        navigation=tuple(navigation),
        footer=tuple(footer),
        publisher=settings.in_language("publisher", library.language),
        publisher_type=settings.publisher_type,
        contact=contact,
        description=settings.in_language("description", library.language),
        license=Link(license_.name, license_.url, external=True) if license_ else None,
        stylesheet=stylesheet,
        script=script,
        base=settings.base_path,
        url=settings.url,
        policies=tuple((role, page.address) for role, page in policies),
        card=card,
        own_language=site.default,
        untranslated=settings.untranslated(library.language),
        about=tuple(dict.fromkeys(page for _, page in policies)),
    )


def _policies(library: Library) -> Iterator[tuple[str, Link]]:
    """(role, page) of each policy whose page exists."""
    site = library.site
    for role, name, _offset in site.settings.policies:
        if page := site.version(name, library.language):
            code = page.language or site.default
            language = "" if code == library.language else code
            address = in_language(f"{name}/", code, site.default)
            yield role, Link(page_title(library, page), address, language=language)
