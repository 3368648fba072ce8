"""The flagship in a real browser: notes are followed there and back, and nothing fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sites import build_flagship, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ADDRESS = "some/path/"
EXPLAINER = "csto-in-kazakhstan/"
WIDTHS = (390, 1440)
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("www")
    build_flagship(folder / ADDRESS)
    return folder


@pytest.fixture(scope="module")
def root(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address + ADDRESS


def pages_of_each_type(output: Path) -> list[str]:
    """Every page at the top, and the first one in each index."""
    top = sorted(path.parent for path in output.glob("*/index.html"))
    below = [next(iter(sorted(folder.glob("*/index.html"))), None) for folder in top]
    found = [*top, *(path.parent for path in below if path)]
    return ["", "404.html", *(f"{path.relative_to(output).as_posix()}/" for path in found)]


def open_page(browser: Browser, address: str, width: int, *, script: bool = True) -> Page:
    """The page in a window and with a history of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        reduced_motion="reduce",  # else a test would have to wait for the page to scroll
    )
    page = context.new_page()
    page.goto(address)
    return page


def faults_on(browser: Browser, root: str, addresses: list[str], width: int) -> list[str]:
    """Console errors, failed requests, violations of the policy and pages wider than the window."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on(
        "response",
        lambda got: faults.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
    )
    for address in addresses:
        page.goto(root + address)
        faults += page.evaluate("window.violations")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append(f"{address} is {wide} wide at {width}")
    context.close()
    return faults


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_fails_or_is_wider_than_the_window(
    chromium: Browser, site: Path, root: str, width: int
) -> None:
    addresses = [each for each in pages_of_each_type(site / ADDRESS) if each != "404.html"]
    assert EXPLAINER in addresses
    assert faults_on(chromium, root, addresses, width) == []


def test_the_page_that_is_not_found_holds_at_the_sites_own_path_alone(
    chromium: Browser, site: Path, root: str
) -> None:
    with served(site / ADDRESS) as top:
        assert faults_on(chromium, top, ["404.html"], 390) == []
    assert faults_on(chromium, root, ["404.html"], 390) != []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", ["click", "key"])
def test_a_note_opens_at_its_mark_and_gives_the_focus_back(
    chromium: Browser, root: str, width: int, way: str
) -> None:
    page = open_page(chromium, root + EXPLAINER, width)
    mark = page.locator('a[role="doc-noteref"]').nth(3)
    note = page.locator(f"#notes li{mark.get_attribute('href')}")
    mark.focus()
    scrolled = page.evaluate("scrollY")
    if way == "click":
        mark.click()
    else:
        page.keyboard.press("Enter")
    card = page.locator(".note-card")
    card.wait_for(state="visible")
    assert note.locator(".reference").first.inner_text() in card.inner_text()
    assert page.evaluate("document.querySelector('.note-card').contains(document.activeElement)")
    assert page.evaluate("scrollY") == scrolled
    if way == "click":
        card.get_by_role("button").click()
    else:
        page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == mark.get_attribute("id")
    assert page.url == root + EXPLAINER
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_note_in_the_list_leads_back_to_its_mark(
    chromium: Browser, root: str, width: int, script: bool
) -> None:
    page = open_page(chromium, root + EXPLAINER, width, script=script)
    mark = page.locator('a[role="doc-noteref"]').nth(3)
    target = mark.get_attribute("href") or ""
    mark.focus()
    page.keyboard.press("Enter")
    if script:
        page.locator(".note-card a", has_text="All notes").click()
    page.wait_for_url(f"{root}{EXPLAINER}{target}")
    note = page.locator(f"#notes li{target}")
    assert in_view(page, note.bounding_box())
    back = note.locator(f'a[role="doc-backlink"][href="#{mark.get_attribute("id")}"]')
    back.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}{EXPLAINER}#{mark.get_attribute('id')}")
    assert in_view(page, mark.bounding_box())
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_without_script_a_note_opens_and_closes_where_the_reader_is(
    chromium: Browser, root: str, width: int
) -> None:
    page = open_page(chromium, root + EXPLAINER, width, script=False)
    mark = page.locator('a[role="doc-noteref"]').nth(3)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.click()
    note = page.locator(f"#notes li{mark.get_attribute('href')}")
    assert in_view(page, note.bounding_box())
    assert mark.bounding_box() == before
    note.locator("a.close").click()
    assert page.url == f"{root}{EXPLAINER}#closed"
    assert mark.bounding_box() == before
    page.context.close()


def in_view(page: Page, box: dict[str, float] | object) -> bool:
    """Whether a box's top lies within the window."""
    assert isinstance(box, dict)
    size = page.viewport_size
    assert size is not None
    return bool(-1 <= box["y"] < size["height"] and -1 <= box["x"] < size["width"])
