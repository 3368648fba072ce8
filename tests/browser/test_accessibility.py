"""axe-core finds nothing on any type of page, at any width, in either scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.browser.windows import (
    DESKTOP,
    PHONE,
    PHONE_SMALL,
    SCHEMES,
    TABLET,
    ServedSite,
    pages_that_differ,
    visit,
    window,
)
from tests.sites import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": TAGS}}
# All that a scheme can change.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# With a note, and without a value.
FACTS = ("facts/casualties.deaths/", "facts/legal.treaty-scope/")
# Facts in each state, a withdrawn page, a source that others contradict; both languages.
CROWDED = ("gauge/", "lights/", "old/", "disputes/", "timeline/", "facts/", "facts/crowd/",
           "facts/both/", "facts/seats/", "facts/rumour/", "people/ann/", "sources/log/",
           "sources/wire/", "ar/", "ar/gauge/", "ar/disputes/", "ar/questions/", "ar/facts/",
           "ar/facts/crowd/", "ar/sources/wire/", "ar/people/ann/", "ar/glossary/",
           "ar/corrections/")  # fmt: skip
# The other types of pages of that language: their looks are those of types above.
CROWDED_TOO = ("ar/sources/", "ar/people/", "ar/places/", "ar/changes/", "ar/timeline/",
               "ar/topics/sea/", "ar/data/")  # fmt: skip
RUSSIAN = ("ru/", "ru/gauge/", "ru/facts/", "ru/facts/built/", "ru/sources/", "ru/sources/chart/",
           "ru/questions/", "ru/people/ann/", "ru/glossary/", "ru/about/")  # fmt: skip
RUSSIAN_TOO = ("ru/disputes/", "ru/people/", "ru/places/", "ru/corrections/", "ru/changes/",
               "ru/timeline/", "ru/data/")  # fmt: skip
EXPLAINERS = ("gauge/", "ar/gauge/")
MARKS = 'a[role="doc-noteref"]'
CARD = {"include": [[".note-card"], [f"{MARKS}[aria-expanded=true]"]]}


def violations(
    page: Page,
    rules: Mapping[str, object],
    context: str | dict[str, list[list[str]]] | None = None,
) -> list[str]:
    """``rule: the element's selector`` for everything that axe-core refuses, in all of the page or
    in a context.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context, {"resultTypes": ["violations"], **rules}).response
    assert found["passes"] or found["violations"], "axe-core looked at nothing"
    return [
        f"{page.url} {page.viewport_size} {violation['id']}: {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def open_a_note(page: Page) -> None:
    page.locator(MARKS).last.press("Enter")
    page.locator(".note-card").wait_for(state="visible")


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [
        pytest.param(PHONE, "light", EVERY_RULE, id="phone-light"),
        pytest.param(DESKTOP, "dark", EVERY_RULE, id="desktop-dark"),
        pytest.param(PHONE, "dark", COLOURS, id="phone-dark"),
        pytest.param(DESKTOP, "light", COLOURS, id="desktop-light"),
    ],
)
def test_every_type_of_page(
    chromium: Browser,
    flagship: ServedSite,
    crowded: ServedSite,
    russian: ServedSite,
    width: int,
    scheme: str,
    rules: Mapping[str, object],
) -> None:
    """Closed, and with the card of a note open where there is one."""
    addresses = [
        *(flagship.root + address for address in (*pages_that_differ(flagship.output), *FACTS)),
        *(crowded.root + address for address in CROWDED),
        *(russian.root + address for address in RUSSIAN),
    ]
    if (width, scheme) == (PHONE, "light"):
        addresses += (crowded.root + address for address in CROWDED_TOO)
        addresses += (russian.root + address for address in RUSSIAN_TOO)
    found, opened = [], 0
    with window(chromium, width, color_scheme=scheme) as page:
        for address in addresses:
            visit(page, address)
            found += violations(page, rules)
            if page.locator(MARKS).count():
                open_a_note(page)
                found += violations(page, rules, CARD)
                opened += 1
    assert found == []
    assert opened > 10


@pytest.mark.parametrize("width", [PHONE_SMALL, TABLET])
def test_an_explainer_at_the_widths_between(
    chromium: Browser, crowded: ServedSite, width: int
) -> None:
    found = []
    with window(chromium, width) as page:
        for address in EXPLAINERS:
            visit(page, crowded.root + address)
            found += violations(page, EVERY_RULE)
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_an_open_note(chromium: Browser, crowded: ServedSite, width: int, scheme: str) -> None:
    found = []
    with window(chromium, width, color_scheme=scheme) as page:
        for address in EXPLAINERS:
            visit(page, crowded.root + address)
            open_a_note(page)
            found += violations(page, EVERY_RULE)
    assert found == []


def test_the_page_that_is_not_found(chromium: Browser, flagship: ServedSite) -> None:
    with served(flagship.output) as top, window(chromium, PHONE) as page:
        page.goto(f"{top}404.html")
        assert violations(page, EVERY_RULE) == []


def test_a_fault_is_found(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, PHONE) as page:
        page.goto(flagship.root)
        page.evaluate("document.documentElement.style.setProperty('--soft', '#bbb')")
        page.evaluate("document.querySelector('main').removeAttribute('id')")
        rules = {each.split()[-2].rstrip(":") for each in violations(page, EVERY_RULE)}
    assert {"color-contrast", "skip-link"} <= rules
