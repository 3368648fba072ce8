"""An example of each kind of figure: read at any width, in either scheme, by all, on paper too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import COLOURS, EVERY_RULE, violations
from tests.browser.test_colours import GRAPHICS, contrast
from tests.browser.test_layout import TEXT_SPACING, shape_faults
from tests.browser.test_paper import printed_sheets, squeezed
from tests.browser.windows import (
    DESKTOP,
    HEIGHT,
    PHONE,
    PHONE_SMALL,
    TABLET,
    WIDTHS,
    ServedSite,
    window,
)
from tests.figures.test_examples import EXAMPLES, example_site
from tests.sites import TinySite, explainer, page_tree, served, sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SMALLEST = 12
TWICE_AS_LARGE = {"fontSizes": {"standard": 32, "fixed": 26}}
# Words that are too small, lie on others or reach out of their drawing, by the fonts there are.
WORDS = """
least => [...document.querySelectorAll(".drawing > svg")].filter(
  svg => svg.checkVisibility()
).flatMap(svg => {
  const faults = [], frame = svg.getBoundingClientRect();
  const seen = [...svg.querySelectorAll("text")].map(text => {
    const box = text.getBoundingClientRect(), words = text.textContent;
    const size = parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a;
    if (size < least) faults.push(`${words}: ${size.toFixed(1)} px`);
    if (box.left < frame.left - 2 || box.right > frame.right + 2) faults.push(`${words}: outside`);
    return {words, box};
  });
  seen.forEach(({words, box}, i) => seen.slice(i + 1).forEach(other => {
    const on = other.box;
    if (box.left < on.right && on.left < box.right && box.top < on.bottom && on.top < box.bottom)
      faults.push(`${words} on ${other.words}`);
  }));
  return seen.length ? faults : ["a drawing without words"];
})
"""
# The class of each shape, and the colours that it is drawn in on the page's ground.
SHAPES = """
() => {
  const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const painted = (...layers) => {
    for (const [colour, alpha] of layers) {
      [pen.fillStyle, pen.globalAlpha] = [colour, alpha];
      pen.fillRect(0, 0, 1, 1);
    }
    return `rgb(${[...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)})`;
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(
    ".drawing > svg :is(.bar, .unsure, .rival, .axis, .range:not(.inside),"
    + " .written, .said, .hollow, .step)"
  )].filter(shape => shape.checkVisibility()).map(shape => {
    const {fill, fillOpacity, stroke, strokeOpacity} = getComputedStyle(shape);
    const colours = [[fill, fillOpacity], [stroke, strokeOpacity]]
      .filter(([colour]) => colour !== "none")
      .map(layer => painted([ground, 1], layer));
    return [shape.getAttribute("class"), colours, painted([ground, 1])];
  });
}
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ServedSite]]:
    """A site for each example and language, by ``kind-language``."""
    folder = tmp_path_factory.mktemp("figures")
    made = {}
    for example in EXAMPLES:
        for language in ("en", "ar"):
            site = example_site(folder / f"{example.name}-{language}", example, language)
            site.build()
            made[site.folder.name] = site.output
    with served(folder) as root:
        yield {
            name: ServedSite(output, f"{root}{output.relative_to(folder).as_posix()}/")
            for name, output in made.items()
        }


@pytest.fixture(params=[example.name for example in EXAMPLES])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def example_page(
    browser: Browser, site: ServedSite, width: int = DESKTOP, **more: Any
) -> Iterator[Page]:
    """An example in a window that changes its size, rather than in many: that takes a fifth of the
    time."""
    with window(browser, width, **more) as page:
        page.goto(f"{site.root}gauge/")
        yield page


def fold_tables(page: Page, *, opened: bool) -> None:
    page.evaluate("on => document.querySelectorAll('details').forEach(d => d.open = on)", opened)


def word_faults(page: Page) -> list[str]:
    """With the tables open."""
    fold_tables(page, opened=True)
    return [*page.evaluate(WORDS, SMALLEST), *shape_faults(page)]


def test_axe_finds_nothing(chromium: Browser, figures: Mapping[str, ServedSite], kind: str) -> None:
    found = []
    with example_page(chromium, figures[f"{kind}-en"]) as page:
        for width, scheme, rules in (
            (PHONE_SMALL, "light", EVERY_RULE),
            (PHONE, "dark", COLOURS),
            (TABLET, "light", COLOURS),
            (DESKTOP, "dark", EVERY_RULE),
        ):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            fold_tables(page, opened=True)
            found += violations(page, rules, "figure")
        fold_tables(page, opened=False)
        found += violations(page, EVERY_RULE, "figure")
    assert found == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_are_read(
    chromium: Browser, figures: Mapping[str, ServedSite], kind: str, language: str
) -> None:
    faults = []
    with example_page(chromium, figures[f"{kind}-{language}"]) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            faults += [f"{width}: {fault}" for fault in word_faults(page)]
        page.set_viewport_size({"width": PHONE_SMALL, "height": HEIGHT})
        page.context.new_cdp_session(page).send("Page.setFontSizes", TWICE_AS_LARGE)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        faults += [f"large letters: {fault}" for fault in word_faults(page)]
    assert faults == []


def test_spaced_out_a_figure_has_its_words_in_the_table(
    chromium: Browser, figures: Mapping[str, ServedSite], kind: str
) -> None:
    """Words in a drawing cannot flow into other lines, so they may touch: the table has them."""
    faults = []
    with example_page(chromium, figures[f"{kind}-en"], bypass_csp=True) as page:
        page.add_style_tag(content=TEXT_SPACING)
        fold_tables(page, opened=True)
        for width in (PHONE_SMALL, TABLET):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            faults += [f"{width}: {fault}" for fault in shape_faults(page)]
    assert faults == []


def test_a_fault_is_found(chromium: Browser, figures: Mapping[str, ServedSite]) -> None:
    with example_page(chromium, figures["bar-en"], PHONE_SMALL, bypass_csp=True) as page:
        page.add_style_tag(content=".drawing text { font-size: 13px; letter-spacing: 2em }")
        faults = page.evaluate(WORDS, SMALLEST)
    assert {fault.split()[-1] for fault in faults} >= {"px", "outside"}
    assert any(" on " in fault for fault in faults)


def test_shapes_are_seen(chromium: Browser, figures: Mapping[str, ServedSite], kind: str) -> None:
    faint = []
    with example_page(chromium, figures[f"{kind}-en"]) as page:
        for forced in ("none", "active"):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, forced_colors=forced)
                for look, colours, ground in page.evaluate(SHAPES):
                    best = max(contrast(colour, ground) for colour in colours)
                    faint += [f"{forced} {scheme} {look}: {best:.1f}"] if best < GRAPHICS else []
    assert faint == []


def test_shapes_are_looked_at(chromium: Browser, figures: Mapping[str, ServedSite]) -> None:
    seen: set[str] = set()
    for kind in ("bar", "membership"):
        with example_page(chromium, figures[f"{kind}-en"]) as page:
            seen |= {look for look, _, _ in page.evaluate(SHAPES)}
    assert seen == {"bar", "bar about", "bar former", "unsure", "rival", "range", "axis"}


def test_on_paper_the_table_is_there(
    chromium: Browser, figures: Mapping[str, ServedSite], kind: str
) -> None:
    site = figures[f"{kind}-en"]
    cells = page_tree(site.output, "gauge/").xpath("//figure//*[self::th or self::td]")
    with example_page(chromium, site) as page:
        said = squeezed("".join(printed_sheets(page)))
    texts = [
        text
        for cell in cells
        for text in cell.xpath(".//text()[not(ancestor::*[@class='hidden'])]")
        if squeezed(text)
    ]
    assert [text for text in texts if squeezed(text) not in said] == []


def test_a_long_word_does_not_push_the_page_sideways(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = TinySite(tmp_path_factory.mktemp("long"))
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": (
                "cars: {label: Kraftfahrzeughaftpflichtversicherungsgesellschaft, value: 5, "
                "unit: EUR, as_of: 2020-01-01, sources: [log]}\n"
            ),
            "explainers/gauge.md": explainer(
                "## How many? {#many}\n\nCars.\n\n```bar\ntitle: Cars\nfacts: cars\n```\n\n"
                "```table\ntitle: Lorries\nfacts: cars\n```"
            ),
        }
    )
    site.build()
    with served(site.output) as root, window(chromium, PHONE) as page:
        page.goto(f"{root}gauge/")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
