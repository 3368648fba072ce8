"""The switch to another language keeps the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.windows import PHONE, ServedSite, visit, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_other_language_opens_at_the_question_that_was_asked_for(
    chromium: Browser, russian: ServedSite
) -> None:
    with window(chromium, PHONE) as page:
        visit(page, f"{russian.root}gauge/")
        question = page.locator(".qa").last.get_attribute("id")
        visit(page, f"{russian.root}gauge/#{question}")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")  # where the switch stands
        page.get_by_role("link", name="Русский").click()
        page.wait_for_url(f"{russian.root}ru/gauge/#{question}")


def test_without_a_question_it_opens_the_page(chromium: Browser, russian: ServedSite) -> None:
    with window(chromium, PHONE) as page:
        visit(page, f"{russian.root}gauge/")
        page.get_by_role("link", name="Русский").click()
        page.wait_for_url(f"{russian.root}ru/gauge/")
