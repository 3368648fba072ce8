"""The values that all pages of one language are linked with."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations

from msgspec import Struct

from explainer.addresses import in_language, source_slug
from explainer.languages.catalogues import load_catalogue
from explainer.model.entries.entry import Entry, EntryKind
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.model.sources.source import Source
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.source_views import source_view
from explainer.resolve.published.parts import Link, SourceView
from explainer.resolve.references.links import SiteMap


class Library(Struct, frozen=True):
    """What all pages of one language are linked with; ``views`` are the sources as they show
    them, by key."""

    site: Site
    ledger: Ledger
    site_map: SiteMap
    language: str
    catalogue: NullTranslations
    views: Mapping[str, SourceView]

    def address(self, address: str) -> str:
        return in_language(address, self.language, self.site.default)

    def page_address(self, page: Page) -> str:
        """The address of a page in its own language."""
        return in_language(f"{page.name}/", page.language or self.site.default, self.site.default)

    def entry_address(self, entry: Entry) -> str:
        if entry.kind == "person":
            return self.address(f"people/{entry.id}/")
        return f"{self.entry_index(entry.kind).address}#term-{entry.id}"

    def entry_index(self, kind: EntryKind) -> Link:
        """The page that lists the entries of a kind."""
        gettext = self.catalogue.gettext
        name, path = {
            "term": (gettext("Glossary"), "glossary/"),
            "person": (gettext("People"), "people/"),
            "place": (gettext("Places"), "places/"),
        }[kind]
        return Link(name, self.address(path))


def make_library(
    site: Site,
    ledger: Ledger,
    site_map: SiteMap,
    language: str,
    before: Library | None = None,
) -> Library:
    """``before`` is an earlier library in the same language; its views of sources that have not
    changed are used again."""
    catalogue = load_catalogue(language)

    def view(key: str, source: Source) -> SourceView:
        original = site.sources.get(source.copy_of) if source.copy_of else None
        if before and before.site.default == site.default:
            earlier = before.site.sources
            same_original = not original or earlier.get(source.copy_of) is original
            if earlier.get(key) is source and same_original:
                return before.views[key]
        address = in_language(f"sources/{source_slug(key)}/", language, site.default)
        return source_view(source, language, catalogue, copy_of=original, address=address)

    views = {key: view(key, source) for key, source in site.sources.items()}
    return Library(site, ledger, site_map, language, catalogue, views)
