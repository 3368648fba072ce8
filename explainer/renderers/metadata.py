"""The ``meta`` elements that tell other programs about a page: OpenGraph for previews of shared
links, and ``citation_*`` for reference managers.

Zotero takes a page with a ``citation_title`` for a journal article; ``z:itemType`` says that it is
a web page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from explainer.languages.locales import territory_locale
from explainer.resolve.published.frame import Card, Chrome
from explainer.resolve.published.list_pages import PersonPage
from explainer.resolve.published.pages import ExplainerPage, Page, is_listed


class Metadatum(Struct, frozen=True):
    """A ``meta`` element; its name is in ``property`` for OpenGraph, in ``name`` for others."""

    attribute: Literal["name", "property"]
    name: str
    content: str


def page_metadata(page: Page, chrome: Chrome) -> tuple[Metadatum, ...]:
    """The elements in order, without empty ones; none for a page that should not be found."""
    if not is_listed(page):
        return ()
    explainer = page if isinstance(page, ExplainerPage) else None
    # a relative address of a card has no use here
    card = ((explainer and explainer.card) or chrome.card) if chrome.url else None
    found = [Metadatum("property", *each) for each in _open_graph(page, chrome, card)]
    found.append(Metadatum("name", "twitter:card", "summary_large_image" if card else "summary"))
    if explainer:
        found += [Metadatum("name", *each) for each in _citation(explainer, chrome)]
    return tuple(each for each in found if each.content)


def _open_graph(page: Page, chrome: Chrome, card: Card | None) -> Iterator[tuple[str, str]]:
    head, kind = page.head, "profile" if isinstance(page, PersonPage) else "website"
    yield "og:type", "article" if isinstance(page, ExplainerPage) else kind
    yield "og:title", head.title
    yield "og:description", head.description
    yield "og:url", head.canonical
    yield "og:site_name", chrome.site_title
    yield "og:locale", territory_locale(head.language)
    for alternate in head.alternates:
        if alternate.address != head.address:
            yield "og:locale:alternate", territory_locale(alternate.language)
    if card:
        yield "og:image", f"{chrome.url}{card.address}"
        yield "og:image:alt", card.alt
        yield "og:image:width", str(card.width)
        yield "og:image:height", str(card.height)
    if isinstance(page, ExplainerPage):
        yield "article:published_time", page.published.iso if page.published else ""
        yield "article:modified_time", page.updated.iso if page.updated else ""
        for topic in page.topics:
            yield "article:tag", topic.text


def _citation(page: ExplainerPage, chrome: Chrome) -> Iterator[tuple[str, str]]:
    yield "z:itemType", "webpage"
    yield "citation_title", page.head.title
    for author in page.authors:
        yield "citation_author", author.text
    yield "citation_publication_date", page.published.iso if page.published else ""
    yield "citation_publisher", chrome.publisher
    yield "citation_language", page.head.language
    yield "citation_public_url", page.head.canonical
