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
    pages_of_each_type,
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
# Facts in each state, a withdrawn page, a source that others contradict; both languages.
CROWDED = ("gauge/", "lights/", "old/", "disputes/", "facts/", "facts/crowd/", "facts/both/",
           "facts/seats/", "facts/rumour/", "people/ann/", "sources/log/", "sources/wire/",
           "ar/", "ar/gauge/", "ar/disputes/", "ar/questions/", "ar/facts/", "ar/facts/crowd/",
           "ar/sources/wire/", "ar/people/ann/", "ar/glossary/", "ar/corrections/")  # fmt: skip
EXPLAINERS = ("gauge/", "ar/gauge/")


def violations(page: Page, rules: Mapping[str, object], within: str | None = None) -> list[str]:
    """``rule: the element's selector`` for everything that axe-core refuses, on the page or
    ``within`` elements of it."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], **rules}
    found = Axe().run(page, within, options).response
    assert found["passes"] or found["violations"], "axe-core looked at nothing"
    return [
        f"{page.url} {page.viewport_size} {violation['id']}: {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def open_a_note(page: Page) -> None:
    page.locator('a[role="doc-noteref"]').nth(2).press("Enter")
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
    width: int,
    scheme: str,
    rules: Mapping[str, object],
) -> None:
    addresses = [
        *(flagship.root + address for address in pages_of_each_type(flagship.output)),
        *(crowded.root + address for address in CROWDED),
    ]
    found = []
    with window(chromium, width, color_scheme=scheme) as page:
        for address in addresses:
            page.goto(address)
            found += violations(page, rules)
    assert found == []


@pytest.mark.parametrize("width", [PHONE_SMALL, TABLET])
def test_an_explainer_at_the_widths_between(
    chromium: Browser, crowded: ServedSite, width: int
) -> None:
    found = []
    with window(chromium, width) as page:
        for address in EXPLAINERS:
            page.goto(crowded.root + address)
            found += violations(page, EVERY_RULE)
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_an_open_note(chromium: Browser, crowded: ServedSite, width: int, scheme: str) -> None:
    found = []
    with window(chromium, width, color_scheme=scheme) as page:
        for address in EXPLAINERS:
            page.goto(crowded.root + address)
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
