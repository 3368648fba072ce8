"""Notes with script: one card at the mark, by key, click and pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.windows import DESKTOP, HEIGHT, PHONE, PHONE_SMALL, ServedSite, visit, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

MARK = 'a[role="doc-noteref"]'
WAYS_TO_OPEN = ("click", "key")


@pytest.fixture(params=[PHONE, DESKTOP])
def page(chromium: Browser, crowded: ServedSite, request: pytest.FixtureRequest) -> Iterator[Page]:
    with window(chromium, request.param) as page:
        page.goto(f"{crowded.root}gauge/")
        yield page


@pytest.fixture
def pointed(chromium: Browser, crowded: ServedSite) -> Iterator[Page]:
    """A page on a desktop whose time passes only when it is told."""
    with window(chromium) as page:
        page.clock.install(time=0)
        page.goto(f"{crowded.root}gauge/")
        page.clock.pause_at(3_600)
        yield page


def card_of(page: Page) -> Locator:
    return page.locator(".note-card")


def focus_is_inside(card: Locator) -> bool:
    return bool(card.evaluate("card => card.contains(document.activeElement)"))


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.id")


def note_of(page: Page, mark: Locator) -> Locator:
    return page.locator(f"#notes li{mark.get_attribute('href')}")


@pytest.mark.parametrize("way", WAYS_TO_OPEN)
def test_it_opens_where_the_reader_is_and_gives_the_focus_back(page: Page, way: str) -> None:
    mark = page.locator(MARK).nth(12)
    address, name = page.url, mark.get_attribute("id")
    mark.focus()
    scrolled = page.evaluate("scrollY")
    if way == "click":
        mark.click()
    else:
        page.keyboard.press("Enter")
    card = card_of(page)
    card.wait_for(state="visible")
    assert note_of(page, mark).locator(".reference").first.inner_text() in card.inner_text()
    assert focus_is_inside(card)
    assert mark.get_attribute("aria-expanded") == "true"
    if way == "click":
        card.get_by_role("button").click()
    else:
        page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert (focused(page), mark.get_attribute("aria-expanded")) == (name, "false")
    assert (page.url, page.evaluate("scrollY")) == (address, scrolled)


def test_a_click_elsewhere_closes_it_and_gives_the_focus_back(page: Page) -> None:
    mark = page.locator(MARK).nth(2)
    mark.click()
    card_of(page).wait_for(state="visible")
    page.mouse.click(2, HEIGHT / 2)
    card_of(page).wait_for(state="hidden")
    assert focused(page) == mark.get_attribute("id")


def test_its_links_are_reached_by_tab(page: Page) -> None:
    page.locator(MARK).nth(12).press("Enter")
    card = card_of(page)
    stops = card.locator("a, button").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert focus_is_inside(card)
    assert page.evaluate("document.activeElement.textContent") == "All notes"


def test_it_closes_behind_a_reader_who_tabs_on(page: Page) -> None:
    mark, after = page.locator(MARK).nth(12), page.locator(MARK).nth(13)
    mark.press("Enter")
    for _ in range(card_of(page).locator("a, button").count() + 1):
        page.keyboard.press("Tab")
    card_of(page).wait_for(state="hidden")
    assert focused(page) == after.get_attribute("id")
    assert mark.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("place", ["start", "center", "end"])
@pytest.mark.parametrize("width", [PHONE_SMALL, DESKTOP])
def test_every_mark_of_the_page_opens_its_own_note_in_view(
    chromium: Browser, crowded: ServedSite, width: int, place: str
) -> None:
    with window(chromium, width) as page:
        visit(page, f"{crowded.root}gauge/")
        marks = page.locator(MARK)
        assert marks.count() > 80
        assert page.evaluate(OPEN_EACH, [width > PHONE, place]) == []


# Opens the note of every mark, which stands at a place in the window; says what is wrong. A source
# named far down the margin belongs to its mark's box, so scrollIntoView would bring that into view.
OPEN_EACH = """
([beside, place]) => {
  const wrong = [];
  const above = {start: 0, center: 0.5, end: 1}[place];
  const card = document.querySelector(".note-card");
  for (const mark of document.querySelectorAll('a[role="doc-noteref"]')) {
    const own = mark.getClientRects()[0];
    scrollBy(0, own.top - above * (innerHeight - own.height));
    const scrolled = scrollY;
    mark.focus({preventScroll: true});
    mark.click();
    const at = card.getBoundingClientRect(), to = mark.getBoundingClientRect();
    const note = document.getElementById(mark.hash.slice(1));
    const said = [...note.querySelectorAll(".words, .reference")].map(e => e.textContent);
    if (!card.matches(":popover-open")) wrong.push(`${mark.id}: closed`);
    if (!said.length || !said.every(each => card.textContent.includes(each.trim())))
      wrong.push(`${mark.id}: not its note`);
    if (card.querySelector(".number").textContent !== mark.textContent)
      wrong.push(`${mark.id}: not its number`);
    if (at.left < 0 || at.top < 0 || at.right > innerWidth + 1 || at.bottom > innerHeight + 1)
      wrong.push(`${mark.id}: card out of view`);
    const over = at.bottom <= to.top, below = at.top >= to.bottom;
    if (!over && !below && at.left < to.right && to.left < at.right)
      wrong.push(`${mark.id}: card covers its mark`);
    if (beside && Math.min(Math.abs(at.top - to.bottom), Math.abs(to.top - at.bottom)) > 40)
      wrong.push(`${mark.id}: card far from its mark`);
    if (scrollY !== scrolled) wrong.push(`${mark.id}: scrolled`);
    card.hidePopover();
    if (document.activeElement !== mark) wrong.push(`${mark.id}: focus lost`);
  }
  return wrong;
}
"""


def test_a_note_that_a_note_refers_to_opens_in_its_place(page: Page) -> None:
    mark = page.locator(".qa " + MARK).last
    aside = page.locator("#notes .words " + MARK)
    outer = page.locator(f"{MARK}[href='#{aside.evaluate('a => a.closest(`li`).id')}']").first
    outer.press("Enter")
    card = card_of(page)
    inner = card.locator(MARK)
    inner.press("Enter")
    card.get_by_text("p. 50").wait_for(state="visible")
    assert focus_is_inside(card)
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert focused(page) == outer.get_attribute("id")
    assert mark.get_attribute("aria-expanded") == "false"


# ---- the pointer ----


def test_a_pointer_that_stays_on_a_mark_opens_it(pointed: Page) -> None:
    mark, card = pointed.locator(MARK).nth(2), card_of(pointed)
    mark.hover()
    pointed.clock.run_for(149)
    assert not card.is_visible()
    pointed.clock.run_for(151)
    assert card.is_visible()
    assert not focus_is_inside(card)
    pointed.mouse.move(2, 2)
    pointed.clock.run_for(299)
    assert card.is_visible()
    pointed.clock.run_for(2)
    assert not card.is_visible()


def test_a_pointer_may_go_over_to_the_card_and_stay(pointed: Page) -> None:
    pointed.locator(MARK).nth(2).hover()
    pointed.clock.run_for(300)
    card = card_of(pointed)
    card.hover()
    pointed.clock.run_for(5_000)
    assert card.is_visible()
    pointed.mouse.move(2, 2)
    pointed.clock.run_for(301)
    assert not card.is_visible()


def test_escape_closes_what_the_pointer_opened(pointed: Page) -> None:
    pointed.locator(MARK).nth(2).hover()
    pointed.clock.run_for(300)
    pointed.keyboard.press("Escape")
    assert not card_of(pointed).is_visible()


def test_a_click_holds_what_the_pointer_opened(pointed: Page) -> None:
    mark, card = pointed.locator(MARK).nth(2), card_of(pointed)
    mark.hover()
    pointed.clock.run_for(300)
    mark.click()
    pointed.mouse.move(2, 2)
    pointed.clock.run_for(5_000)
    assert card.is_visible()
    assert focus_is_inside(card)


def test_a_pointer_on_the_way_leaves_alone_what_was_opened_on_purpose(pointed: Page) -> None:
    mark, card = pointed.locator(MARK).nth(2), card_of(pointed)
    mark.press("Enter")
    said = card.inner_text()
    for each in (mark, pointed.locator(MARK).nth(0)):
        each.hover()
        pointed.clock.run_for(1_000)
        assert card.inner_text() == said
    pointed.mouse.move(2, 2)
    pointed.clock.run_for(5_000)
    assert card.is_visible()


def test_a_mark_that_scrolls_under_the_pointer_stays_closed(pointed: Page) -> None:
    pointed.evaluate("addEventListener('scroll', () => { window.scrolled = true })")
    pointed.locator(MARK).nth(2).hover()
    pointed.mouse.wheel(0, 10)
    pointed.wait_for_function("window.scrolled")
    pointed.clock.run_for(5_000)
    assert not card_of(pointed).is_visible()


def test_a_finger_does_not_hover(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium, PHONE, is_mobile=True, has_touch=True) as page:
        page.clock.install()
        page.goto(f"{crowded.root}gauge/")
        page.locator(MARK).nth(2).dispatch_event("pointerenter")
        page.clock.run_for(5_000)
        assert not card_of(page).is_visible()
        page.locator(MARK).nth(2).tap()
        assert card_of(page).is_visible()
