"""Other sites may frame embeds, and nothing else: under the policy as hosts send it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_accessibility import EVERY_RULE, violations
from tests.browser.windows import (
    DESKTOP,
    PHONE,
    PHONE_SMALL,
    SCHEMES,
    WIDTHS,
    ServedSite,
    watch_faults,
    window,
)
from tests.pages.test_embeds import BODY, DISPUTED
from tests.sites import TinySite, explainer, served, sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OURS = '<!DOCTYPE html><title>Ours</title><link rel="icon" href="data:,">'
FRAMES = ("embed/gauge/figure-sea/", "embed/gauge/how/", "ru/embed/gauge/how/")
CLOSED = ("", "gauge/", "ru/gauge/", "facts/boats.sea/", "sources/log/", "ru/facts/boats.sea/")


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    site = TinySite(tmp_path_factory.mktemp("framed"))
    site.write(
        {
            "site.yaml": "title: The Tide Desk\nlanguages: [en, ru]\nembeds: true\n"
            "url: https://example.org/\n",
            "sources/a.yaml": sources("log", "map", "diary"),
            "facts/a.yaml": DISPUTED,
            "pages/method.md": "---\ntitle: Method\n---\n\nWe read.\n",
            "explainers/gauge.md": explainer(BODY),
            "explainers/gauge.ru.md": explainer(BODY, title="Мареограф"),
        }
    )
    site.build()
    with served(site.output) as address:
        yield ServedSite(site.output, address)


@pytest.fixture(scope="module")
def elsewhere(framed: ServedSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another site, which frames all of them."""
    folder = tmp_path_factory.mktemp("elsewhere")
    frames = "".join(f'<iframe src="{framed.root}{each}"></iframe>' for each in (*FRAMES, *CLOSED))
    (folder / "index.html").write_text(f"{OURS}{frames}", encoding="utf-8")
    with served(folder) as address:
        yield address


def test_another_site_frames_embeds_and_no_other_page(
    chromium: Browser, framed: ServedSite, elsewhere: str
) -> None:
    with window(chromium) as page:
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        page.goto(elsewhere)
        page.wait_for_load_state("networkidle")
        shown = [frame.url for frame in page.frames[1:] if frame.locator("main").count()]
        assert shown == [f"{framed.root}{each}" for each in FRAMES]
        assert len(refused) >= len(CLOSED)
        assert all("frame-ancestors 'none'" in each for each in refused)


def test_an_embed_breaks_no_policy_and_has_its_style(chromium: Browser, framed: ServedSite) -> None:
    with window(chromium) as page:
        faults = watch_faults(page)
        for address in FRAMES:
            page.goto(framed.root + address)
            page.evaluate("document.fonts.ready")
            assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("SS4")
            assert page.evaluate("window.violations") == []
        assert faults == []


def test_marks_stay_in_the_frame_and_links_leave_it(
    chromium: Browser, framed: ServedSite, elsewhere: str
) -> None:
    with window(chromium) as page:
        page.goto(elsewhere)
        frame = page.frame(url=framed.root + FRAMES[1])
        assert frame
        frame.locator(".answer a.mark").first.click()
        frame.wait_for_url("**/how/#fn-*")
        assert page.url == elsewhere
        frame.locator("p.counts a").click()
        page.wait_for_url(f"{framed.root}gauge/#how")


def test_notes_are_numbered_as_on_their_page(chromium: Browser, framed: ServedSite) -> None:
    """Also where the first of them are left out."""
    with window(chromium) as page:
        page.goto(framed.root + FRAMES[0])
        notes = page.locator(".notes > ol > li").all()
        numbers = [note.get_attribute("value") for note in notes]
        assert numbers[0] == "2"
        assert list(numbers_heard(page)) == numbers


def numbers_heard(page: Page) -> Iterator[str]:
    """What a screen reader says at the beginning of each note."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def texts(node: dict[str, Any]) -> Iterator[str]:
        if node["role"]["value"] == "StaticText":
            yield node["name"]["value"]
        for child in node["childIds"]:
            yield from texts(nodes[child])

    yield from (next(texts(node)) for node in tree if node["role"]["value"] == "doc-endnote")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_is_wider_than_its_frame(
    chromium: Browser, framed: ServedSite, scheme: str
) -> None:
    for width in WIDTHS:
        with window(chromium, width, color_scheme=scheme) as page:
            for address in FRAMES:
                page.goto(framed.root + address)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
                (red, *_) = map(int, re.findall(r"\d+", paper))
                assert (red < 100) == (scheme == "dark")


@pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_axe_finds_nothing(chromium: Browser, framed: ServedSite, width: int, scheme: str) -> None:
    with window(chromium, width, color_scheme=scheme, bypass_csp=True) as page:
        for address in (*FRAMES, "gauge/"):
            page.goto(framed.root + address)
            assert violations(page, EVERY_RULE) == []


def test_they_work_on_a_phone_without_script(chromium: Browser, framed: ServedSite) -> None:
    for width in (PHONE_SMALL, PHONE):
        with window(chromium, width, script=False) as page:
            page.goto(framed.root + FRAMES[0])
            page.locator("details summary").first.click()
            assert page.locator("figure table").is_visible()
