"""What other programs are told of a page in its head."""

from __future__ import annotations

import lxml.html
import pytest
from msgspec.structs import replace

from explainer.languages.locales import territory_locale
from explainer.renderers.html import RenderJob, render
from explainer.renderers.metadata import page_metadata
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.pages import Page, PlainPage
from explainer.resolve.published.parts import Contributor
from tests.renderers.test_structured_data import CHROME, GAUGE, TEMPLATES, URL

PAGE = replace(
    GAUGE,
    head=replace(GAUGE.head, canonical=f"{URL}gauge/"),
    authors=(*GAUGE.authors, Contributor("Bo", "people/bo/")),
)


def written(page: Page, chrome: Chrome = CHROME) -> list[str]:
    return [f"{each.name}: {each.content}" for each in page_metadata(page, chrome)]


def test_an_explainer() -> None:
    assert written(PAGE) == [
        "og:type: article",
        "og:title: The gauge",
        "og:description: One gauge.",
        f"og:url: {URL}gauge/",
        "og:site_name: Tides",
        "og:locale: en_GB",
        "og:locale:alternate: ru_RU",
        f"og:image: {URL}assets/images/card.png",
        "og:image:alt: A gauge",
        "og:image:width: 1200",
        "og:image:height: 630",
        "article:published_time: 2026-03-02",
        "article:modified_time: 2026-03-04",
        "article:tag: The sea",
        "article:tag: Tides",
        "twitter:card: summary_large_image",
        "z:itemType: webpage",
        "citation_title: The gauge",
        "citation_author: Ann Key",
        "citation_author: Bo",
        "citation_publication_date: 2026-03-02",
        "citation_publisher: The Gauge House",
        "citation_language: en",
        f"citation_public_url: {URL}gauge/",
    ]


def test_a_card_without_the_address_of_the_site_is_none() -> None:
    found = written(PAGE, replace(CHROME, url=""))
    assert "twitter:card: summary" in found
    assert not [line for line in found if line.startswith("og:image")]


def test_a_plain_page_is_not_to_be_cited() -> None:
    page = PlainPage(head=replace(PAGE.head, alternates=()))
    assert [
        line.partition(": ")[0]
        for line in written(page, Chrome(site_title="Tides", home="", navigation=(), footer=()))
    ] == [
        "og:type",
        "og:title",
        "og:description",
        "og:url",
        "og:site_name",
        "og:locale",
        "twitter:card",
    ]


def test_a_draft_has_none() -> None:
    assert written(replace(PAGE, head=replace(PAGE.head, draft=True))) == []


def test_each_kind_stands_in_the_head_under_its_attribute() -> None:
    html = render(RenderJob(PAGE, CHROME, TEMPLATES)).data.decode()
    tree = lxml.html.document_fromstring(html)
    assert tree.xpath("//head/meta[@property='og:type']/@content") == ["article"]
    assert tree.xpath("//head/meta[@name='citation_author']/@content") == ["Ann Key", "Bo"]
    assert tree.xpath("//link[@rel='license']/@href") == ["https://license.example/by"]


@pytest.mark.parametrize(("url", "start"), [(URL, URL), ("", "../")])
def test_versions_in_other_languages_are_linked(url: str, start: str) -> None:
    html = render(RenderJob(PAGE, replace(CHROME, url=url), TEMPLATES)).data.decode()
    links = lxml.html.document_fromstring(html).xpath("//link[@rel='alternate']")
    own = f"{url}gauge/" if url else "./"
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", own),
        ("x-default", own),
        ("ru", f"{start}ru/gauge/"),
    ]


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("en-US", "en_US"), ("kk", "kk_KZ"), ("pt-BR", "pt_BR"), ("xx", "")],
)
def test_a_locale_has_a_territory(language: str, locale: str) -> None:
    assert territory_locale(language) == locale
