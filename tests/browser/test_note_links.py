"""Notes as links: without script a sheet that scrolls nothing, in the list the ways back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import DESKTOP, HEIGHT, PHONE, ServedSite, visit, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

MARK = 'a[role="doc-noteref"]'


@pytest.fixture(params=[PHONE, DESKTOP])
def page(chromium: Browser, crowded: ServedSite, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose script does not run."""
    with window(chromium, request.param, script=False) as page:
        page.goto(f"{crowded.root}gauge/")
        yield page


def is_in_view(page: Page, element: Locator) -> bool:
    """Whether the element's top lies within the window."""
    box, size = element.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    return -1 <= box["y"] < size["height"] and -1 <= box["x"] < size["width"]


def note_of(page: Page, mark: Locator) -> Locator:
    return page.locator(f"#notes li{mark.get_attribute('href')}")


def is_sheet(note: Locator) -> bool:
    return bool(note.locator(".close").is_visible())


def test_a_note_opens_and_closes_where_the_reader_is(page: Page) -> None:
    mark = page.locator(MARK).nth(30)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.click()
    note = note_of(page, mark)
    assert is_sheet(note)
    assert is_in_view(page, note)
    assert mark.bounding_box() == before
    note.locator(".close").click()
    assert page.url.endswith("gauge/#closed")
    assert not is_sheet(note)
    assert mark.bounding_box() == before


def test_back_undoes_what_was_opened_or_closed(page: Page) -> None:
    mark = page.locator(MARK).nth(30)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.click()
    note = note_of(page, mark)
    note.locator(".close").click()
    page.go_back()
    assert is_sheet(note)
    assert mark.bounding_box() == before
    page.go_back()
    assert not is_sheet(note)
    assert mark.bounding_box() == before


def test_a_mark_opens_its_note_by_key(page: Page) -> None:
    mark = page.locator(MARK).nth(30)
    mark.focus()
    before = mark.bounding_box()
    page.keyboard.press("Enter")
    assert is_sheet(note_of(page, mark))
    assert mark.bounding_box() == before


def test_all_of_a_page_is_said_without_script(
    chromium: Browser, crowded: ServedSite, page: Page
) -> None:
    size = page.viewport_size
    assert size is not None
    with window(chromium, size["width"]) as scripted:
        visit(scripted, f"{crowded.root}gauge/")
        # a button is only there if a script can serve it
        scripted.evaluate("document.querySelectorAll('main button').forEach(b => b.remove())")
        assert page.locator("main").inner_text() == scripted.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_note_leads_back_to_its_mark(
    chromium: Browser, flagship: ServedSite, script: bool
) -> None:
    address = f"{flagship.root}csto-in-kazakhstan/"
    with window(chromium, PHONE, script=script) as page:
        page.goto(address)
        mark = page.locator(MARK).nth(3)
        mark.press("Enter")
        if script:
            page.locator(".note-card a", has_text="All notes").click()
        page.wait_for_url(f"{address}{mark.get_attribute('href')}")
        note, name = note_of(page, mark), mark.get_attribute("id")
        assert is_in_view(page, note)
        note.locator(f'a[role="doc-backlink"][href="#{name}"]').press("Enter")
        page.wait_for_url(f"{address}#{name}")
        assert is_in_view(page, mark)
        assert mark.evaluate("mark => mark.getBoundingClientRect().top") > HEIGHT / 5


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_list_that_is_put_off_is_there_for_who_looks_for_it(
    chromium: Browser, flagship: ServedSite, width: int
) -> None:
    with window(chromium, width) as page:
        page.goto(f"{flagship.root}csto-in-kazakhstan/")
        notes = page.locator("#notes > ol")
        assert notes.evaluate("list => getComputedStyle(list).contentVisibility") == "auto"
        assumed = notes.evaluate("list => list.offsetHeight")
        page.evaluate("getSelection().selectAllChildren(document.body)")
        selected = page.evaluate("String(getSelection())")
        assert notes.locator("blockquote p").last.text_content() in selected
        last = notes.locator("> li").last
        page.evaluate("note => { location.hash = note }", last.get_attribute("id"))
        assert is_in_view(page, last)
        height = notes.evaluate("list => list.offsetHeight")
        assert assumed == pytest.approx(height, rel=0.2)


def test_what_only_the_sheet_needs_is_not_said_with_script(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium) as page:
        page.goto(f"{crowded.root}gauge/")
        assert page.locator("#notes .close").count() == 0
