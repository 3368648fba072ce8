"""Nothing fails, is too wide, is cut off or lies on something else; lines fit the eye."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.windows import (
    DESKTOP,
    LAY_OUT_NOTES,
    PHONE,
    PHONE_SMALL,
    TABLET,
    WIDTHS,
    ServedSite,
    large_letters,
    pages_of_each_type,
    visit,
    watch_faults,
    window,
)
from tests.sites import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# WCAG 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important }
"""
# What the eye cannot get at: text that a box cuts off, and text that lies on other text.
LOST_TEXT = """
() => {
  const lost = [], seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(".hidden, .skip, thead, script")) continue;
    if (!parent.checkVisibility()) continue;
    if (getComputedStyle(parent).clipPath === "inset(50%)") continue; // for screen readers alone
    // A drawing's words stand where they are drawn; its table has them for readers who space text.
    if (parent.closest("svg") && getComputedStyle(parent).letterSpacing !== "normal") continue;
    const words = node.data.trim().slice(0, 40);
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      for (let up = parent; up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up), outer = up.getBoundingClientRect();
        if (style.overflowX === "visible" || style.overflowX === "auto") continue;
        if (box.right > outer.right + 1 || box.left < outer.left - 1) lost.push(`cut: ${words}`);
      }
      // A line box is taller than its letters: a third of it stands for accents and tails.
      seen.push({parent, words, left: box.left + 1, right: box.right - 1,
        top: box.top + box.height / 3, bottom: box.bottom - box.height / 3});
    }
  }
  seen.sort((a, b) => a.top - b.top);
  seen.forEach((one, i) => {
    for (let j = i + 1; j < seen.length && seen[j].top < one.bottom; j++) {
      const other = seen[j];
      if (other.left < one.right && one.left < other.right)
        lost.push(`${one.words} on ${other.words}`);
    }
  });
  return lost;
}
"""
# WCAG 2.5.8, without the exception for spacing: only a link in a sentence may be smaller.
SMALL_TARGETS = """
() => [...document.querySelectorAll("a, button, summary")].filter(target => {
  const box = target.getBoundingClientRect();
  if (!target.checkVisibility() || target.closest(".skip")) return false;
  const style = getComputedStyle(target);
  let block = target.parentElement;
  while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  const alone = block.innerText.trim().length <= target.innerText.trim().length;
  if (style.display === "inline" && !alone) return false;
  return box.width < 24 || box.height < 24;
}).map(target => `${target.parentElement.outerHTML.slice(0, 200)} is a small target`)
"""


def page_addresses(flagship: ServedSite, crowded: ServedSite) -> list[str]:
    return [
        site.root + address
        for site in (flagship, crowded)
        for address in pages_of_each_type(site.output)
        if (site, address) != (crowded, "ar/")
    ] + [crowded.root + address for address in ("ar/", "ar/gauge/", "ar/disputes/")]


def shape_faults(page: Page) -> list[str]:
    """Text that is lost, and a page that has to be pushed sideways, with the notes laid out."""
    page.evaluate(LAY_OUT_NOTES)
    faults = page.evaluate(LOST_TEXT)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{page.url}: {fault}" for fault in (*faults, *([f"{wide} px too wide"] * (wide > 0)))]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_fails_or_loses_text(
    chromium: Browser, flagship: ServedSite, crowded: ServedSite, width: int
) -> None:
    with window(chromium, width) as page:
        faults = watch_faults(page)
        for address in page_addresses(flagship, crowded):
            visit(page, address)
            faults += page.evaluate("window.violations")
            faults += shape_faults(page)
            faults += [f"{page.url}: {small}" for small in page.evaluate(SMALL_TARGETS)]
    assert faults == []


def test_the_page_that_is_not_found_holds_at_the_sites_own_path_alone(
    chromium: Browser, flagship: ServedSite
) -> None:
    with served(flagship.output) as top:
        found = [root_faults(chromium, root) for root in (top, flagship.root)]
    assert found[0] == []
    assert found[1] != []


def root_faults(browser: Browser, root: str) -> list[str]:
    with window(browser, PHONE_SMALL) as page:
        faults = watch_faults(page)
        page.goto(f"{root}404.html")
        return faults + shape_faults(page)


def test_text_may_be_spaced_out(
    chromium: Browser, flagship: ServedSite, crowded: ServedSite
) -> None:
    faults = []
    with window(chromium, PHONE_SMALL, bypass_csp=True) as page:
        for address in page_addresses(flagship, crowded):
            visit(page, address)
            page.add_style_tag(content=TEXT_SPACING)
            faults += shape_faults(page)
    assert faults == []


@pytest.mark.parametrize("spaced", [False, True], ids=["", "spaced out"])
@pytest.mark.parametrize("width", [PHONE_SMALL, 640, 1280])
def test_text_may_be_twice_as_large(
    chromium: Browser, flagship: ServedSite, crowded: ServedSite, width: int, spaced: bool
) -> None:
    faults = []
    with window(chromium, width, bypass_csp=True) as page:
        large_letters(page)
        for address in page_addresses(flagship, crowded):
            visit(page, address)
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
            if spaced:
                page.add_style_tag(content=TEXT_SPACING)
            faults += shape_faults(page)
    assert faults == []


def tables_heard(page: Page) -> list[tuple[list[str], list[str]]]:
    """Of each table that is read out, the heads of its columns and what its cells are."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for child in node.get("childIds", ()):
            yield nodes[child]
            yield from below(nodes[child])

    def named(node: dict[str, Any], role: str) -> list[str]:
        return [each["name"]["value"] for each in below(node) if each["role"]["value"] == role]

    return [
        (named(node, "columnheader"), [*named(node, "rowheader"), *named(node, "cell")])
        for node in tree
        if node["role"]["value"] == "table"
    ]


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
def test_a_table_that_is_stacked_is_heard_as_a_table(
    chromium: Browser, crowded: ServedSite, large: bool
) -> None:
    heard = []
    for width in (PHONE_SMALL, DESKTOP):
        with window(chromium, width) as page:
            if large:
                large_letters(page)
            page.goto(f"{crowded.root}gauge/")
            heard.append(tables_heard(page))
    stacked, wide = heard
    assert stacked == wide
    assert ["Place", "High water", "Low water", "Who measured it"] in [heads for heads, _ in wide]
    assert all(heads and cells for heads, cells in wide)
    assert len(wide) == 3


# Where the heads and the cells of the first row of a table begin.
BEGINNINGS = """
table => [...table.querySelectorAll("thead tr, tbody tr:first-child")].map(row =>
  [...row.children].map(cell => Math.round(cell.getBoundingClientRect().left)))
"""


@pytest.mark.parametrize("width", [PHONE_SMALL, PHONE])
def test_on_a_phone_each_cell_stands_under_the_head_of_its_column(
    chromium: Browser, crowded: ServedSite, width: int
) -> None:
    with window(chromium, width) as page:
        page.goto(f"{crowded.root}gauge/")
        table = page.locator(".prose .table table, .qa .table table").first
        assert table.locator("th").all_inner_texts() == [
            "Place", "High water", "Low water", "Who measured it",
        ]  # fmt: skip
        heads, cells = table.evaluate(BEGINNINGS)
        assert heads == cells
        first, second, third, last = cells
        assert first == second == last < third


def test_in_large_letters_each_cell_has_the_head_of_its_column(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium, PHONE_SMALL) as page:
        large_letters(page)
        page.goto(f"{crowded.root}gauge/")
        shown = (
            page.locator(".table tbody tr")
            .first.locator("td")
            .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        )
    assert shown == [
        '"Place" / ""',
        '"High water" / ""',
        '"Low water" / ""',
        '"Who measured it" / ""',
    ]


# How far a mark stands from the word before it, in CSS px.
CLEARANCES = """
() => [...document.querySelectorAll(".qa > p .ref a")].map(link => {
  const mark = document.createRange(), word = document.createRange();
  mark.selectNodeContents(link);
  const before = link.closest(".ref").previousSibling;
  if (!before || before.nodeType !== Node.TEXT_NODE) return 9;
  word.setStart(before, before.length - 1);
  word.setEnd(before, before.length);
  return mark.getBoundingClientRect().left - word.getBoundingClientRect().right;
})
"""


def test_a_mark_stands_clear_of_the_word_before_it_and_cannot_be_selected(
    chromium: Browser, crowded: ServedSite
) -> None:
    with window(chromium, PHONE) as page:
        page.goto(f"{crowded.root}gauge/")
        assert min(page.evaluate(CLEARANCES)) > 2.5
        marks = page.locator(".ref a").evaluate_all(
            "links => links.map(link => getComputedStyle(link).userSelect)"
        )
        assert set(marks) == {"none"}


# Notes whose only way back stands below the last line of their words.
LONE_WAYS_BACK = """
() => [...document.querySelectorAll("#notes .back > a:only-child")].filter(link => {
  const range = document.createRange();
  const words = link.closest(".ways").previousElementSibling;
  range.selectNodeContents(words);
  const lines = [...range.getClientRects()].map(line => line.bottom);
  return link.getBoundingClientRect().top > Math.max(...lines);
}).map(link => link.hash)
"""


@pytest.mark.parametrize("width", [PHONE_SMALL, PHONE, DESKTOP])
def test_a_sole_way_back_stands_behind_the_last_word(
    chromium: Browser, flagship: ServedSite, width: int
) -> None:
    with window(chromium, width, bypass_csp=True) as page:
        visit(page, f"{flagship.root}csto-in-kazakhstan/")
        assert page.evaluate(LONE_WAYS_BACK) == []
        page.add_style_tag(content=".ways { display: block; padding-top: 1em }")
        assert len(page.evaluate(LONE_WAYS_BACK)) > 60


# How many characters of its own text fill a line of a paragraph.
MEASURES = """
() => [...document.querySelectorAll(".qa > p, .prose > p, .introduction > p")].map(text => {
  const letters = text.innerText.trim().replace(/\\s+/g, " ").length;
  const width = text.getBoundingClientRect().width;
  const line = text.cloneNode(true);
  line.querySelectorAll(".ref").forEach(mark => mark.remove());
  line.style.whiteSpace = "nowrap";
  line.style.display = "inline-block";
  text.after(line);
  const measure = width / (line.getBoundingClientRect().width / line.innerText.length);
  line.remove();
  return letters > 200 ? measure : 0;
}).filter(Boolean)
"""


@pytest.mark.parametrize(
    ("width", "least", "most"), [(PHONE_SMALL, 32, 75), (TABLET, 60, 75), (DESKTOP, 60, 75)]
)
def test_a_line_holds_as_many_letters_as_the_eye_takes_in(
    chromium: Browser, flagship: ServedSite, width: int, least: int, most: int
) -> None:
    measures: list[Any] = []
    with window(chromium, width) as page:
        for address in ("csto-in-kazakhstan/", "what-is-the-csto/", "method/"):
            page.goto(flagship.root + address)
            page.evaluate("document.fonts.ready")
            measures += page.evaluate(MEASURES)
    assert len(measures) > 20
    assert min(measures) >= least
    assert max(measures) <= most


PARTED = """() => [...document.querySelectorAll(".notes > ol > li")]
  .filter(note => note.getClientRects().length > 1).map(note => note.value)"""


def test_no_note_is_parted_between_two_columns(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, DESKTOP) as page:
        for address in ("csto-in-kazakhstan/", "what-is-the-csto/", "places/"):
            page.goto(flagship.root + address)
            assert page.evaluate(PARTED) == []


def test_a_fault_is_found(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, PHONE_SMALL, bypass_csp=True) as page:
        visit(page, f"{flagship.root}csto-in-kazakhstan/")
        assert shape_faults(page) == []
        page.add_style_tag(content=".qa p { margin-block-start: -2em } h1 { min-width: 400px }")
        page.add_style_tag(content=".stamp { overflow: hidden; width: 4rem }")
        page.add_style_tag(content=".stamp p { white-space: nowrap }")
        page.add_style_tag(content=".contents a { padding: 0; display: inline-block; height: 1em }")
        faults = " ".join(shape_faults(page))
        assert " on " in faults
        assert "cut: " in faults
        assert "too wide" in faults
        assert page.evaluate(SMALL_TARGETS) != []
