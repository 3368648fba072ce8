"""What a page weighs, what it asks for, and whether it stands still while it comes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import DESKTOP, PHONE, ServedSite, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KB = 1000
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
ALL_LOADED = """
document.fonts.ready.then(() => Promise.all([...document.images].map(image =>
  image.complete || new Promise(done => image.onload = image.onerror = done))))
"""
MOVED = "assets/js/head/moved.js"
"""The one script of the pages at former addresses, which have no other."""
LATIN = ["ss4-latin-italic.woff2", "ss4-latin.woff2"]


def sent(path: Path) -> int:
    """The bytes that a server sends for a file: texts compressed, fonts and images as they are."""
    data = path.read_bytes()
    is_text = path.suffix in (".html", ".css", ".js", ".json", ".svg", ".txt")
    return len(gzip.compress(data, mtime=0)) if is_text else len(data)


def requested(browser: Browser, site: ServedSite, address: str, *, read: bool = True) -> list[Path]:
    """The files that a page asks for, itself first; an address elsewhere fails the test.

    ``read`` is whether the reader goes on to its end.
    """
    asked: list[str] = []
    with window(browser, PHONE) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site.root + address)
        if read:
            page.locator(".footer").scroll_into_view_if_needed()
        page.evaluate(TWO_FRAMES)  # by then fonts are asked for that come into sight
        page.evaluate(ALL_LOADED)
    web = [url for url in asked if not url.startswith("data:")]
    assert [url for url in web if not url.startswith(site.root)] == []
    paths = [site.output / url.removeprefix(site.root) for url in web]
    return [path / "index.html" if path.is_dir() else path for path in paths]


FIGURE = re.compile(rb"<figure\b.*?</figure>", re.DOTALL)


def without_figures(page: Path) -> int:
    """The bytes that are sent of a page if its figures are taken out."""
    return len(gzip.compress(FIGURE.sub(b"", page.read_bytes()), mtime=0))


def html_limit(page: Path) -> float:
    """30 kB for up to sixty notes, and a third of a kB for each one more; a seventh more than that
    for letters that take two bytes each."""
    limit = 30 * KB + max(0, note_count(page) - 60) * KB / 3
    opening = page.read_text("utf-8")[:200]
    is_cyrillic = any(f'<html lang="{each}"' in opening for each in ("ru", "uk"))
    return limit * 8 / 7 if is_cyrillic else limit


def note_count(page: Path) -> int:
    return page.read_text("utf-8").count('<li id="fn-')


def test_every_page_style_sheet_and_script_is_light(
    flagship: ServedSite, crowded: ServedSite
) -> None:
    found = [path for site in (flagship, crowded) for path in site.output.rglob("*.*")]
    pages, styles = ([path for path in found if path.suffix == end] for end in (".html", ".css"))
    # What few pages ask for: a former address, and an explainer that has changed.
    moved = [site.output / MOVED for site in (flagship, crowded)]
    since = [site.output / "assets/js/since/since.js" for site in (flagship, crowded)]
    scripts = [
        {*site.output.rglob("*.js")}.difference(moved, since) for site in (flagship, crowded)
    ]
    assert pages
    assert [path for path in pages if without_figures(path) > html_limit(path)] == []
    figures = [figure for path in pages for figure in FIGURE.findall(path.read_bytes())]
    heavy = [figure for figure in figures if len(gzip.compress(figure, mtime=0)) > 20 * KB]
    assert [figure[:99] for figure in heavy if b"figure-locator" not in figure] == []
    assert [figure[:99] for figure in heavy if len(gzip.compress(figure, mtime=0)) > 30 * KB] == []
    assert [(path.name, sent(path)) for path in styles if sent(path) > 8 * KB] == []
    assert [sent(path) for path in styles if sent(path) > 3 * KB and path.name[:5] != "style"] == []
    assert [sent(path) <= 200 for path in moved] == [True, True]
    assert [sent(path) <= 600 for path in since] == [True, True]
    assert [sum(map(sent, each)) <= 3 * KB for each in scripts] == [True, True]
    assert [sum(path.stat().st_size for path in each) <= 8 * KB for each in scripts] == [True, True]


def test_an_explainer_in_latin_letters_asks_for_little(
    chromium: Browser, crowded: ServedSite
) -> None:
    files = requested(chromium, crowded, "latin/")
    assert note_count(files[0]) == 60
    assert len(files) <= 6
    assert sum(map(sent, files)) <= 100 * KB
    assert sorted(path.name for path in files if path.suffix == ".woff2") == LATIN


def test_other_scripts_are_asked_for_where_they_are_read(
    chromium: Browser, crowded: ServedSite
) -> None:
    files = requested(chromium, crowded, "gauge/")
    fonts = {path.name for path in files if path.suffix == ".woff2"}
    assert {"ss4-cyrillic.woff2", "ss4-cyrillic-ext.woff2"} <= fonts
    assert sum(map(sent, files)) <= 170 * KB


@pytest.mark.parametrize("address", ["csto-in-kazakhstan/", "what-is-the-csto/"])
def test_what_only_the_notes_need_is_asked_for_when_they_are_read(
    chromium: Browser, flagship: ServedSite, address: str
) -> None:
    at_first = requested(chromium, flagship, address, read=False)
    assert len(at_first) <= 6
    later = {*requested(chromium, flagship, address)} - {*at_first}
    assert "ss4-cyrillic.woff2" in {path.name for path in later}
    assert {path.suffix for path in later} == {".woff2"}


def test_a_real_explainer_is_light(chromium: Browser, flagship: ServedSite) -> None:
    files = requested(chromium, flagship, "csto-in-kazakhstan/")
    assert sum(map(sent, files)) <= 170 * KB


SHIFT = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => window.shift += each.value))
  .observe({type: "layout-shift", buffered: true});
"""


def total_shift(page: Page, address: str) -> float:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
    return float(page.evaluate("window.shift"))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_moves_while_a_page_comes(
    chromium: Browser, flagship: ServedSite, crowded: ServedSite, width: int
) -> None:
    with window(chromium, width) as page:
        page.context.add_init_script(SHIFT)
        pages = (flagship.root, f"{flagship.root}csto-in-kazakhstan/", f"{crowded.root}gauge/")
        assert {address: s for address in pages if (s := total_shift(page, address)) > 0.01} == {}
