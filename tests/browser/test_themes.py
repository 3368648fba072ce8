"""The switch for light and dark: the system first, then what the reader chose, without a flash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_colours import colours_of_body, luminance, too_faint
from tests.browser.windows import PHONE, ServedSite, watch_faults, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIRST_FRAME = """
requestAnimationFrame(() => {
  window.first = document.body && getComputedStyle(document.documentElement).colorScheme;
  window.theme = document.documentElement.dataset.theme;
});
"""


def is_dark(page: Page) -> bool:
    return luminance(colours_of_body(page)[0]) < 0.02


def pressed(page: Page) -> list[str]:
    names: list[str] = page.locator(".themes [aria-pressed='true']").all_inner_texts()
    return names


@pytest.mark.parametrize(("system", "chosen"), [("light", "Dark"), ("dark", "Light")])
def test_a_choice_outlasts_the_page_and_the_system_can_be_followed_again(
    chromium: Browser, flagship: ServedSite, system: str, chosen: str
) -> None:
    with window(chromium, PHONE, color_scheme=system) as page:
        faults = watch_faults(page)
        page.goto(flagship.root)
        assert (is_dark(page), pressed(page)) == (system == "dark", ["As the system"])
        page.get_by_role("button", name=chosen).press("Enter")
        assert (is_dark(page), pressed(page)) == (chosen == "Dark", [chosen])
        page.reload()
        assert (is_dark(page), pressed(page)) == (chosen == "Dark", [chosen])
        assert too_faint(page) == []
        page.goto(f"{flagship.root}csto-in-kazakhstan/")
        assert is_dark(page) == (chosen == "Dark")
        page.get_by_role("button", name="As the system").click()
        page.go_back()
        page.wait_for_function("!document.documentElement.dataset.theme")
        assert (is_dark(page), pressed(page)) == (system == "dark", ["As the system"])
        assert faults == []


def test_a_chosen_scheme_is_there_before_anything_is_drawn(
    chromium: Browser, flagship: ServedSite
) -> None:
    with window(chromium, color_scheme="light") as page:
        page.goto(flagship.root)
        page.evaluate("localStorage.setItem('theme', 'dark')")
        page.context.add_init_script(FIRST_FRAME)
        page.reload()
        assert page.evaluate("[window.first, window.theme]") == ["dark", "dark"]
        page.route("**/*.css", lambda route: route.abort())
        page.reload()
        assert luminance(colours_of_body(page)[1]) > 0.9  # the browser's own dark canvas


def test_paper_is_light_whatever_was_chosen(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, color_scheme="light") as page:
        page.goto(flagship.root)
        page.get_by_role("button", name="Dark").click()
        page.emulate_media(media="print")
        assert luminance(colours_of_body(page)[0]) == 1
        assert not page.locator(".themes").is_visible()


def test_without_script_there_is_no_switch(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, script=False) as page:
        page.goto(flagship.root)
        assert not page.locator(".themes").is_visible()
        page.goto(f"{flagship.root}csto-in-kazakhstan/")
        assert page.locator(".share button:visible").count() == 0
