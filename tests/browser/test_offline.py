"""An edition that opens from a folder, opened so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from explainer import cli
from tests.browser.windows import watch_faults as faults_of
from tests.browser.windows import window
from tests.sites import FLAGSHIP_DAY, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACES = ("edition", "with space #1.zip")
LOADED = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"


@pytest.fixture(scope="module", params=PLACES)
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, in a folder or unpacked."""
    place: Path = tmp_path_factory.mktemp("offline") / request.param
    line = [
        "--site",
        str(ROOT),
        "--offline",
        str(place),
        "--as-of",
        f"{FLAGSHIP_DAY}",
        "--no-cache",
    ]
    assert cli.main(line) == 0
    if place.suffix:
        with ZipFile(place) as archive:
            archive.extractall(place.with_suffix(""))
    return place.with_suffix("")


@pytest.fixture
def opened(chromium: Browser, edition: Path) -> Iterator[tuple[Page, list[str]]]:
    """Its first page, opened as a file, and what goes wrong."""
    with window(chromium) as page:
        faults = faults_of(page)
        page.goto((edition / "index.html").as_uri())
        yield page, faults
        assert faults == []
        assert page.evaluate("window.violations") == []


def test_it_looks_as_it_does_elsewhere(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.evaluate("document.fonts.ready")
    assert "SS4" in page.evaluate(LOADED)
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("SS4")


def test_links_lead_through_it(opened: tuple[Page, list[str]], edition: Path) -> None:
    page, _ = opened
    seen = [page.url]
    for words in ("Questions", "Facts", "Sources", "Glossary"):
        page.locator("nav.site").get_by_role("link", name=words, exact=True).click()
        seen.append(page.url)
    page.locator("a.brand").first.click()
    seen.append(page.url)
    names = ("index", "questions/index", "facts/index", "sources/index", "glossary/index", "index")
    assert seen == [(edition / f"{name}.html").as_uri() for name in names]


def test_the_card_opens_at_a_mark_and_leads_to_the_source(
    opened: tuple[Page, list[str]], edition: Path
) -> None:
    page, _ = opened
    page.goto((edition / "what-is-the-csto/index.html").as_uri())
    page.locator("a[role=doc-noteref]").first.click()
    card = page.locator(".note-card:popover-open")
    assert card.count() == 1
    card.locator("a.record").first.click()
    assert page.url.startswith((edition / "sources").as_uri())
    assert page.url.endswith("/index.html")


def test_without_script_a_mark_leads_to_its_note(chromium: Browser, edition: Path) -> None:
    with window(chromium, script=False) as page:
        page.goto((edition / "what-is-the-csto/index.html").as_uri())
        mark = page.locator("a[role=doc-noteref]").first
        mark.click()
        assert page.url.endswith(f"index.html{mark.get_attribute('href')}")
