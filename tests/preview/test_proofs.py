"""The preview shows what a page rests on, beside what it publishes."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from explainer.config import Config
from explainer.preview.site_builds import SiteBuilds
from tests.sites import TODAY, TinySite, explainer, sources, words


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "sources/books.yaml": sources("darwin-1898"),
            "explainers/tide.md": explainer(
                '## How high?\n\nIt rose 42 cm.[@darwin-1898, p. 3, "rose by 42 cm"]\n\n'
                "It fell 17 cm & more.[@darwin-1898] Then it stood 3 days.\n"
            ),
            "explainers/tide.ru.md": explainer(
                "## Сколько? {#how-high}\n\nНа 42 см.\n", title="Прилив"
            ),
            "explainers/ebb.md": explainer("", "status: withdrawn", "reason: It was wrong."),
        }
    )
    return site


def built(site: TinySite) -> SiteBuilds:
    builds = SiteBuilds(Config(site.folder, site.output, TODAY))
    outcome = builds.build(frozenset(), lambda: True)
    assert outcome
    assert outcome.sound, outcome.diagnostics
    return builds


def shown(builds: SiteBuilds, address: str) -> lxml.html.HtmlElement:
    page = builds.proof(address)
    assert page
    return lxml.html.document_fromstring(page.decode())


def test_each_sentence_stands_with_its_words(site: TinySite) -> None:
    tree = shown(built(site), "tide/")
    assert [words(each) for each in tree.xpath("//*[@class='assertion']")] == [
        "It rose 42 cm. darwin-1898, p. 3: rose by 42 cm",
        "It fell 17 cm & more. darwin-1898: no words",
        "Then it stood 3 days. no source",
    ]
    assert [(each.text, each.get("class")) for each in tree.xpath("//p/mark")] == [
        ("42 cm", "words"),
        ("17 cm", "source"),
        ("3 days", "nothing"),
    ]


def test_nothing_of_it_is_written(site: TinySite) -> None:
    builds = built(site)
    shown(builds, "tide/")
    assert not [path for path in site.files() if "proof" in path or ".preview" in path]


def test_all_pages_that_are_not_withdrawn_have_one(site: TinySite) -> None:
    builds = built(site)
    listed = shown(builds, "").xpath("//li/a/@href")
    assert listed == ["/.preview/proof/ru/tide/", "/.preview/proof/tide/"]
    assert shown(builds, "ru/tide").xpath("//p[@lang='ru']/text()") == ["На ", " см."]
    assert [builds.proof(each) for each in ("ebb/", "nothing/", "../tide", "tide/x")] == [None] * 4
