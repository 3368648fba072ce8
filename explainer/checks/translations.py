"""Find the translations in a site, each with its original."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.model.pages.page import Page
from explainer.model.site.site import Site


def translations(site: Site) -> Iterator[tuple[Page, Page]]:
    """(translation, original), both in the build and neither withdrawn."""
    for (name, language), page in site.pages.items():
        original = site.pages.get((name, site.default))
        if language == site.default or original is None:
            continue
        if "withdrawn" not in (page.status, original.status):
            yield page, original
