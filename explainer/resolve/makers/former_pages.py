"""Pages at addresses that other pages had: redirects, and notices of withdrawal."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from explainer.model.pages.page import Page
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.wording import page_day
from explainer.resolve.makers.page_frame import make_head, page_title, related_links
from explainer.resolve.published.frame import Head
from explainer.resolve.published.pages import RedirectPage, WithdrawnPage


def withdrawn_page(library: Library, page: Page, head: Head) -> WithdrawnPage:
    updated = page_day(page.updated, library.language)
    return WithdrawnPage(head, page.reason, updated, tuple(related_links(library, page)))


def redirects(library: Library, page: Page) -> Iterator[RedirectPage]:
    """The redirects at a page's former addresses."""
    title = page_title(library, page)
    target = library.address(f"{page.name}/")
    for alias in page.aliases:
        head = make_head(library, f"{alias.id}/", title, languages=())
        canonical = f"{library.site.settings.url}{target}" if head.canonical else ""
        yield RedirectPage(replace(head, canonical=canonical), target)
