"""Resolve a site: its pages with everything they show, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from explainer.addresses import in_language
from explainer.diagnostics import Diagnostic
from explainer.model.entries.entry import EntryKind
from explainer.model.pages.page import Page as Document
from explainer.model.site.site import Site
from explainer.resolve.checking.corrections import check_corrections
from explainer.resolve.checking.site import check_site
from explainer.resolve.dataset.dataset import make_dataset
from explainer.resolve.dataset.rows import Dataset
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.linking.images import shown_images
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.makers import index_pages
from explainer.resolve.makers.correction_pages import corrections_page
from explainer.resolve.makers.explainer_pages import link_page
from explainer.resolve.makers.fact_pages import disputes_page, fact_pages, facts_page, last_examined
from explainer.resolve.makers.former_pages import redirects
from explainer.resolve.makers.linked_pages import Linked, in_other_language
from explainer.resolve.makers.page_frame import page_title
from explainer.resolve.published.frame import Card, Chrome
from explainer.resolve.published.pages import Page
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import image_address, map_site
from explainer.resolve.relinking import kept_ledger, links_alike

ENTRY_KINDS: tuple[EntryKind, ...] = ("term", "person", "place")


FramedPage: TypeAlias = tuple[Page, Chrome]
"""A page with the frame of its language."""


class LinkedLanguage(Struct, frozen=True):
    """What all pages of one language are made from."""

    library: Library
    documents: tuple[Document, ...]
    linked: tuple[Linked, ...]
    """The documents, linked, in the same order."""
    lists: tuple[Linked, ...]
    """The lists of entries."""
    elsewhere: tuple[Linked, ...]
    """Pages in the site's own language that have no translation into this one."""
    chrome: Chrome

    @property
    def own(self) -> tuple[Linked, ...]:
        return (*self.linked, *self.lists)

    @property
    def relying(self) -> tuple[Linked, ...]:
        return (*self.own, *self.elsewhere)

    def linked_pages(self) -> index_pages.LinkedPages:
        uses = [use for each in self.relying for use in each.uses]
        return index_pages.gather_linked_pages(self.linked, self.documents, uses)


class ResolvedSite(Struct, frozen=True, dict=True):
    """``front`` is the pages that people write, and the indexes to them.

    The pages of facts and sources, and the dataset, cannot have errors any more. They are made
    when they are first used, so that a preview need not wait for them.
    """

    front: tuple[FramedPage, ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    """(name in ``content/images/``, address) of each image that is shown."""
    languages: tuple[LinkedLanguage, ...] = ()
    """The site's own language first."""

    @cached_property
    def records(self) -> tuple[FramedPage, ...]:
        """The pages of facts and sources, and the lists of them."""
        return tuple((page, each.chrome) for each in self.languages for page in _records(each))

    @property
    def pages(self) -> tuple[FramedPage, ...]:
        return (*self.front, *self.records)

    @cached_property
    def dataset(self) -> Dataset | None:
        if not self.languages:
            return None
        linked = [each for language in self.languages for each in language.own]
        return make_dataset(self.languages[0].library, linked)


def resolve_site(
    site: Site,
    *,
    stylesheet: str,
    script: str,
    card_size: tuple[int, int] | None = None,
    sound: bool = True,
    before: ResolvedSite | None = None,
) -> tuple[ResolvedSite, tuple[Diagnostic, ...]]:
    """Check every reference, then link every page. If there are errors, no page is linked.

    ``stylesheet`` and ``script`` are addresses. ``card_size`` is the size of the site's card in
    pixels. ``sound`` is False if errors were found earlier. ``before`` is an earlier result for
    the same site; what is still valid of it is used again.
    """
    earlier = {each.library.language: each for each in before.languages} if before else {}
    kept = kept_ledger(before.languages[0].library, site) if before and earlier else None
    ledger, diagnostics = (kept, ()) if kept else compute_ledger(site)
    site_map = map_site(site)
    diagnostics = (*diagnostics, *check_site(site, ledger, site_map))
    if not sound or any(d.is_error for d in diagnostics):
        return ResolvedSite(), diagnostics
    languages: list[LinkedLanguage] = []
    for language in site.languages:
        last = earlier.get(language)
        library = make_library(site, ledger, site_map, language, last.library if last else None)
        originals = languages[0].linked if languages else ()
        chrome = make_chrome(library, stylesheet, script, card_size)
        languages.append(_link_language(library, originals, chrome, last))
    front = tuple((page, each.chrome) for each in languages for page in _front(each))
    diagnostics = (*diagnostics, *check_corrections(site, [page for page, _ in front]))
    return ResolvedSite(front, shown_images(site), tuple(languages)), diagnostics


def _link_language(
    library: Library, originals: Sequence[Linked], chrome: Chrome, before: LinkedLanguage | None
) -> LinkedLanguage:
    """``originals`` are the pages in the site's own language, if ``library`` is for another."""
    site, language = library.site, library.language
    documents = [page for (_, code), page in sorted(site.pages.items()) if code == language]
    documents.sort(key=lambda page: page.kind)  # explainers first
    if before and links_alike(before.library, library):
        pairs = zip(before.documents, before.linked, strict=True)
        kept, lists = {id(page): each for page, each in pairs}, before.lists
    else:
        kept, made = {}, (index_pages.entries_page(library, kind) for kind in ENTRY_KINDS)
        lists = tuple(each for each in made if each)
    return LinkedLanguage(
        library,
        tuple(documents),
        tuple(kept.get(id(page)) or link_page(library, page) for page in documents),
        lists,
        tuple(
            in_other_language(each)
            for each in originals
            if (each.address.rstrip("/"), language) not in site.pages
        ),
        chrome,
    )


def _front(language: LinkedLanguage) -> Iterator[Page]:
    library, linked_pages = language.library, language.linked_pages()
    yield from (each.page for each in language.linked)
    for page in language.documents:
        yield from redirects(library, page)
    yield index_pages.home_page(library, linked_pages)
    yield index_pages.questions_page(library, linked_pages)
    yield from (each.page for each in language.lists)
    yield from index_pages.person_pages(library, linked_pages)
    yield corrections_page(library, language.documents)
    if library.language == library.site.default:
        yield index_pages.not_found_page(library, linked_pages)


def _records(language: LinkedLanguage) -> Iterator[Page]:
    library, linked_pages = language.library, language.linked_pages()
    yield index_pages.sources_page(library, linked_pages)
    yield from index_pages.source_pages(library, linked_pages)
    if library.site.facts:
        examined = last_examined(language.relying)
        uses = [use for each in language.relying for use in each.fact_uses]
        yield facts_page(library)
        yield disputes_page(library, examined)
        yield from fact_pages(library, uses, examined)


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
        card = Card(image_address(image.name), image.alt_in(library.language), *card_size)
    return Chrome(
        site_title=settings.title_in(library.language),
        home=library.address(""),
        navigation=tuple(navigation),
        footer=tuple(footer),
        publisher=settings.publisher_in(library.language),
        publisher_type=settings.publisher_type,
        contact=contact,
        description=settings.description_in(library.language),
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
