"""What every page of one language is linked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from explainer.addresses import in_language, source_slug
from explainer.documents.marked_text import MarkedText
from explainer.model.entries import Entry
from explainer.model.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.links import SiteMap
from explainer.resolve.pages import (
    SourceView,
)
from explainer.resolve.source_views import source_view


@dataclass(frozen=True, slots=True)
class Library:
    """What every page of one language is linked with. ``views`` are sources as that language shows them."""

    site: Site
    ledger: Ledger
    site_map: SiteMap
    language: str
    catalogue: NullTranslations
    views: Mapping[str, SourceView]

    def address(self, address: str) -> str:
        return in_language(address, self.language, self.site.default)

    def entry_name(self, entry: Entry) -> str:
        return dict(entry.names).get(self.language, entry.name)

    def entry_text(self, entry: Entry) -> MarkedText:
        return dict(entry.texts).get(self.language, entry.text)

    def entry_address(self, entry: Entry) -> str:
        if entry.kind == "person":
            return self.address(f"people/{entry.id}/")
        section = "glossary/" if entry.kind == "term" else "places/"
        return self.address(f"{section}#term-{entry.id}")


def make_library(
    site: Site, ledger: Ledger, site_map: SiteMap, language: str, catalogue: NullTranslations
) -> Library:
    views = {
        key: source_view(
            source,
            language,
            catalogue,
            copy_of=site.sources.get(source.copy_of) if source.copy_of else None,
            address=in_language(f"sources/{source_slug(key)}/", language, site.default),
        )
        for key, source in site.sources.items()
    }
    return Library(site, ledger, site_map, language, catalogue, views)
