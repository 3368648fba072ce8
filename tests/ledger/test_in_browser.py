"""The ledger without colour, without script, in print, and on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import visit
from tests.ledger.conftest import SiteMaker
from tests.sites import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("pier/", "facts/", "facts/crowd/", "disputes/", "corrections/", "sources/a/")
LONG = "Sub-committee-for-the-counting-of-visitors-and-of-others"
SOURCES = f"""
references:
- {{id: a, type: report, title: Report a, URL: "https://example.org/a", publisher: {LONG}}}
- {{id: b, type: report, title: Report b}}
- {{id: c, type: report, title: Report c}}
"""


@pytest.fixture
def root(make_site: SiteMaker) -> Iterator[str]:
    site = make_site({"sources/s.yaml": SOURCES})
    site.edit("facts/sea.yaml", "The harbour", f"The {LONG}")
    site.build()
    with served(site.output) as address:
        yield address


def test_nothing_is_wider_than_a_narrow_screen(chromium: Browser, root: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = {}
    for name in PAGES:
        page.goto(root + name)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[name] = width
    context.close()
    assert wide == {}


def test_all_of_it_is_there_without_script(chromium: Browser, root: str) -> None:
    said = []
    for script in (True, False):
        context = chromium.new_context(java_script_enabled=script)
        page = context.new_page()
        for name in PAGES:
            visit(page, root + name)
            # a button is only there if a script can serve it, a way to close a note if none can
            page.evaluate(
                "document.querySelectorAll('main button, .close').forEach(b => b.remove())"
            )
            said.append(page.locator("main").inner_text())
        context.close()
    assert said[: len(PAGES)] == said[len(PAGES) :]


def test_in_forced_colours_every_word_for_a_state_has_a_border(
    chromium: Browser, root: str
) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{root}pier/")
    widths = page.evaluate(
        "[...document.querySelectorAll('.tag, .claims')].map("
        "each => getComputedStyle(each).borderTopWidth)"
    )
    context.close()
    assert widths.count("1px") >= 5
    assert set(widths) == {"1px", "4px"}  # a block's upper line is the thick one


def test_print_names_the_address_of_every_source_and_has_no_jumps(
    chromium: Browser, root: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{root}facts/crowd/")
    address = page.evaluate(
        "getComputedStyle(document.querySelector('.evidence .title a.external'), '::after').content"
    )
    page.goto(f"{root}facts/")
    jumps = page.locator(".jumps").is_visible()
    context.close()
    assert address == '" <example.org/a>"'
    assert not jumps
