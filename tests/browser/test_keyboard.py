"""From the top of a page to its end by key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import DESKTOP, PHONE, ServedSite, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Where the focus is: its place in the page, and whether it is seen there.
FOCUS = """
() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
  const part = at.closest(".skip, .masthead, .breadcrumb, .standfirst, .stamp, .short-answer, " +
    ".key-facts, .contents, .qa, .part, .footer");
  return {
    part: part ? part.classList[0] : at.tagName,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth &&
      (at.contains(middle) || at.getClientRects().length > 1),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    name: at.id || at.textContent.trim(),
  };
}
"""
PARTS = ["skip", "masthead", "breadcrumb", "standfirst", "stamp", "short-answer", "key-facts",
         "contents", "qa", "part", "footer"]  # fmt: skip


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_focus_goes_through_the_page_in_reading_order_and_is_always_seen(
    chromium: Browser, crowded: ServedSite, width: int
) -> None:
    with window(chromium, width) as page:
        page.goto(f"{crowded.root}gauge/")
        stops = []
        for _ in range(1_000):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUS))
            if stops[-1]["part"] == "BODY":
                break
    assert stops.pop()["part"] == "BODY"
    assert list(dict.fromkeys(stop["part"] for stop in stops)) == PARTS
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_first_stop_skips_to_the_text(
    chromium: Browser, crowded: ServedSite, script: bool
) -> None:
    with window(chromium, script=script) as page:
        page.goto(f"{crowded.root}gauge/")
        page.keyboard.press("Tab")
        skip = page.locator(".skip:focus")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1


def test_from_the_contents_to_a_mark_to_its_note_to_the_source_and_back(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium) as page:
        page.goto(f"{crowded.root}gauge/")
        page.locator(".contents a", has_text="How high").focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#high")
        mark = page.locator("#high a[role='doc-noteref']").first
        while not mark.evaluate("mark => mark === document.activeElement"):
            page.keyboard.press("Tab")
            assert page.locator("#high :focus").count() == 1
        page.keyboard.press("Enter")
        named = page.locator(".note-card a.again")
        while not named.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        about = page.locator(".note-card a.record")
        while not about.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Tab")
            assert page.locator(".note-card :focus").count() == 1
        page.keyboard.press("Enter")
        page.wait_for_url("**/sources/*/")
        page.go_back()
        assert page.url.endswith("gauge/#high")


LINKS_OF_NOTES = "[...document.querySelectorAll('#notes > ol > li a:not(.close)')]"
FOCUSED_LINK = f"{LINKS_OF_NOTES}.indexOf(document.activeElement)"


@pytest.mark.parametrize("address", ["gauge/", "lights/"])
def test_a_note_of_the_list_is_one_stop_and_the_arrows_go_to_all_its_links(
    chromium: Browser, crowded: ServedSite, address: str
) -> None:
    with window(chromium) as page:
        page.goto(crowded.root + address)
        forward = "ArrowLeft" if page.locator("html[dir=rtl]").count() else "ArrowRight"
        page.locator("#notes > ol > li a").first.focus()
        reached, stops = [], 0
        while (at := page.evaluate(FOCUSED_LINK)) >= 0:
            stops += 1
            while at not in reached:
                reached.append(at)
                page.keyboard.press(forward)
                at = page.evaluate(FOCUSED_LINK)
            page.keyboard.press("Tab")
        assert stops == page.locator("#notes > ol > li").count()
        assert reached == list(range(page.evaluate(f"{LINKS_OF_NOTES}.length")))


def test_the_arrows_go_back_and_the_card_has_its_links_as_stops(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium) as page:
        page.goto(f"{crowded.root}gauge/")
        page.locator("#notes > ol > li a").first.focus()
        for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
        assert page.evaluate(FOCUSED_LINK) == 0
        page.locator("a[role='doc-noteref']").first.click()
        assert page.locator(".note-card a[tabindex]").count() == 0


def test_without_script_every_link_of_a_note_is_a_stop(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium, script=False) as page:
        page.goto(f"{crowded.root}gauge/")
        assert page.locator("#notes [tabindex]").count() == 0
