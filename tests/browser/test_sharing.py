"""The buttons of "Share": those that the browser can serve, by keyboard, told to who cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.windows import PHONE, ServedSite, watch_faults, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STUBS = """
window.done = [];
const stub = (of, name, deed) => Object.defineProperty(of, name, {value: deed, configurable: true});
stub(navigator, "clipboard", {writeText: async (text) => window.done.push(["copied", text])});
stub(navigator, "share", async ({title, url}) => {
  window.done.push(["shared", title, url]);
  throw new DOMException("closed", "AbortError");
});
stub(window, "print", () => window.done.push(["printed"]));
"""
NEITHER = """
for (const name of ["clipboard", "share"])
  Object.defineProperty(navigator, name, {value: undefined, configurable: true});
"""


def shown(page: Page) -> list[str]:
    names: list[str] = page.locator(".share button:visible").all_inner_texts()
    return names


def test_each_button_does_what_it_says(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium, PHONE) as page:
        faults = watch_faults(page)
        page.context.add_init_script(STUBS)
        page.goto(f"{crowded.root}gauge/#notes")
        assert shown(page) == ["Copy link", "Send", "Print"]
        address = page.locator(".share .address").evaluate("link => link.href")
        for name in ("Copy link", "Send", "Print"):
            page.get_by_role("button", name=name).press("Enter")
        page.wait_for_function("window.done.length == 3")
        title = page.locator("h1").inner_text()
        assert page.evaluate("window.done") == [
            ["copied", address],
            ["shared", title, address],
            ["printed"],
        ]
        assert page.locator(".share [role='status']").inner_text() == "Copied"
        assert faults == []


def test_what_a_browser_cannot_do_is_not_offered(chromium: Browser, crowded: ServedSite) -> None:
    with window(chromium) as page:
        page.context.add_init_script(NEITHER)
        page.goto(f"{crowded.root}gauge/")
        assert shown(page) == ["Print"]
