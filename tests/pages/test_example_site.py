"""The example in German: another subject, another language, other looks, the same templates."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest

from explainer import cli
from tests.sites import ROOT, words

SITE = ROOT / "examples/wasserwerk"
ENGLISH = re.compile(
    r"(?i)\b(?:the|of|and|by|from|with|are|this|what|who|which|not|facts?)\b(?!\.)"
)
# What is said in no language: names of files, of programs, and what a program reads.
UNSAID = ".//script | .//pre | .//code | .//a[contains(@href, 'data/')] | .//bdi"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    options = ["--site", str(SITE), "--as-of", "2026-11-28", "--no-cache"]
    assert cli.main([*options, "--output", str(folder)]) == 0
    assert cli.main(["check", "--strict", *options]) == 0
    return folder


def pages(output: Path) -> dict[str, lxml.html.HtmlElement]:
    return {
        path.relative_to(output).as_posix(): lxml.html.document_fromstring(path.read_text("utf-8"))
        for path in sorted(output.rglob("*.html"))
    }


def test_it_has_nothing_but_content() -> None:
    assert [path.name for path in SITE.iterdir()] == ["content"]


def test_every_page_is_in_german_and_says_that_all_is_made_up(output: Path) -> None:
    for path, page in pages(output).items():
        # English words for what is not translated say that they are.
        assert {each.get("lang") for each in page.xpath("//*[@lang]")} == {"de"}, path
        assert "erfunden" in words(page), path
        for unsaid in page.xpath(UNSAID):
            unsaid.drop_tree()
        said = [text.strip() for text in page.xpath("//text() | //@aria-label | //@alt | //@title")]
        assert [text for text in said if ENGLISH.search(text)] == [], path


def test_it_has_looks_of_its_own(output: Path) -> None:
    home = pages(output)["index.html"]
    links = [words(link) for link in home.xpath("//nav[@class='site']//a")]
    assert links == ["Wasser", "Preis", "Fakten", "Quellen", "Zeitleiste", "Über uns"]
    assert home.xpath("//a[@class='brand']/img/@src") == ["assets/images/logo.png"]
    (style,) = output.glob("assets/style.*.css")
    assert "--evidence:light-dark(#1456a0,#8cc4ff)" in style.read_text("utf-8")
