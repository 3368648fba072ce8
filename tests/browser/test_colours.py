"""Contrast of the tokens, dark without a flash, forced colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import PHONE, SCHEMES, ServedSite, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GROUNDS = ("paper", "panel", "evidence-tint", "dispute-tint")
TEXT, SECONDARY, GRAPHICS = 7.0, 4.5, 3.0
PAIRS = [
    *(("ink", ground, TEXT) for ground in GROUNDS),
    *(("soft", ground, SECONDARY) for ground in GROUNDS),
    *(("evidence", ground, SECONDARY) for ground in GROUNDS[:3]),
    *(("dispute", ground, SECONDARY) for ground in ("paper", "panel", "dispute-tint")),
    *(("data", ground, GRAPHICS) for ground in ("paper", "panel")),
]
# The colour of each token as the browser resolves it.
RESOLVE = """
names => {
  const probe = document.body.appendChild(document.createElement("i"));
  const found = names.map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found);
}
"""


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``, from 0 to 1, as WCAG 2.2 defines it."""
    channels = [int(channel) / 255 for channel in re.findall(r"\d+", colour)]
    assert len(channels) == 3, colour
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                        for c in channels)  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (alike) to 21 (black and white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_as_defined() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(118, 118, 118)", "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.005)


def too_faint(page: Page) -> list[str]:
    colours = page.evaluate(RESOLVE, sorted({name for pair in PAIRS for name in pair[:2]}))
    measured = {(one, on): contrast(colours[one], colours[on]) for one, on, _ in PAIRS}
    return [
        f"{one} on {on}: {measured[one, on]:.2f}, not {least}"
        for one, on, least in PAIRS
        if measured[one, on] < least
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_is_read_on_its_ground(
    chromium: Browser, flagship: ServedSite, scheme: str
) -> None:
    with window(chromium, color_scheme=scheme) as page:
        page.goto(flagship.root)
        assert too_faint(page) == []
        page.evaluate("document.documentElement.style.setProperty('--soft', '#888')")
        assert too_faint(page) != []


def colours_of_body(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    return found


def test_the_scheme_is_the_readers(chromium: Browser, flagship: ServedSite) -> None:
    grounds = []
    for scheme in SCHEMES:
        with window(chromium, color_scheme=scheme) as page:
            page.goto(flagship.root)
            grounds.append(luminance(colours_of_body(page)[0]))
    light, dark = grounds
    assert light > 0.9
    assert dark < 0.02


def test_a_dark_page_is_dark_before_its_style_sheet_has_come(
    chromium: Browser, flagship: ServedSite
) -> None:
    with window(chromium, color_scheme="dark") as page:
        page.route("**/*.css", lambda route: route.abort())
        page.goto(flagship.root)
        ground, ink = colours_of_body(page)
    assert ground == "rgba(0, 0, 0, 0)"  # the browser's own canvas shows through
    assert luminance(ink) > 0.9


# Whatever says by a colour or a ground what it is, and has to say so by a line here.
LINED = ".tag, .key-facts, .claims, .short-answer"


def test_forced_colours_keep_tags_and_bars(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium, PHONE, forced_colors="active") as page:
        page.goto(f"{crowded.root}gauge/")
        lines = page.evaluate(
            "what => [...document.querySelectorAll(what)].map(each => {"
            "  const style = getComputedStyle(each);"
            "  return [each.className, style.borderInlineStartStyle,"
            "    style.borderInlineStartColor !== style.backgroundColor];"
            "})",
            LINED,
        )
        mark = page.locator(".qa a[role='doc-noteref']").first
        mark.focus()
        outline = mark.evaluate("mark => getComputedStyle(mark).outlineStyle")
        mark.press("Enter")
        edge = page.locator(".note-card").evaluate(
            "card => getComputedStyle(card).borderBlockStartStyle"
        )
    assert {name.split()[0] for name, _, _ in lines} == set(LINED.replace(".", "").split(", "))
    assert [line for line in lines if line[1] not in ("solid", "dashed") or not line[2]] == []
    assert (outline, edge) == ("solid", "solid")
