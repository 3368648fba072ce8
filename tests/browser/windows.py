"""Pages in windows of the browser, and what goes wrong while they are open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE_SMALL, PHONE, TABLET, DESKTOP = WIDTHS = (320, 390, 820, 1440)
SCHEMES = ("light", "dark")
HEIGHT = 800
LAY_OUT_NOTES = """async () => {
  const list = document.querySelector("#notes > ol");
  if (list) list.style.contentVisibility = "visible";
  if (list?.offsetHeight) await document.fonts.ready; // asked for by now
}"""
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@dataclass(frozen=True, slots=True)
class ServedSite:
    """A built site: its output folder, and the address where it is served."""

    output: Path
    root: str


@contextmanager
def window(
    browser: Browser, width: int = DESKTOP, *, script: bool = True, **more: Any
) -> Iterator[Page]:
    """An empty page in a window and with a history of its own.

    It does not scroll smoothly, else a test would have to wait. ``more`` goes to the context.
    """
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        java_script_enabled=script,
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(page: Page, address: str) -> None:
    """Open a page with everything laid out, as if the reader had been at its end already."""
    page.goto(address)
    page.evaluate(LAY_OUT_NOTES)


def large_letters(page: Page) -> None:
    """As a reader sets them: twice as large, on whatever it opens next."""
    sizes = {"standard": 32, "fixed": 26}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def watch_faults(page: Page) -> list[str]:
    """A list that fills with console errors, failed requests and what the policy forbade."""
    faults: list[str] = []
    page.context.add_init_script(VIOLATIONS)
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    # A page that is left breaks off what it still asks for: that is no fault.
    page.on(
        "requestfailed",
        lambda request: (
            faults.append(f"failed: {request.url}")
            if request.failure != "net::ERR_ABORTED"
            else None
        ),
    )
    page.on(
        "response",
        lambda got: faults.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
    )
    return faults


def pages_of_each_type(output: Path) -> list[str]:
    """Every page at the top, and the first one in each index; but for those that lead on."""
    top = sorted(output.glob("*/index.html"))
    below = [sorted(path.parent.glob("*/index.html"))[:1] for path in top]
    found = [output / "index.html", *top, *(path for paths in below for path in paths)]
    shown = [path for path in found if 'http-equiv="refresh"' not in path.read_text("utf-8")]
    return [path.relative_to(output).as_posix().removesuffix("index.html") for path in shown]


def pages_that_differ(output: Path) -> list[str]:
    """The largest of these pages, and each smaller one with a class that none before it has."""
    known: set[str] = set()
    chosen = []
    of_each_type = [(path, output / path / "index.html") for path in pages_of_each_type(output)]
    texts = {path: file.read_text("utf-8") for path, file in of_each_type}
    for path, text in sorted(texts.items(), key=lambda each: -len(each[1])):
        classes = {
            name for names in re.findall(r' class="([^"]*)"', text) for name in names.split()
        }
        if classes - known:
            chosen.append(path)
        known |= classes
    return chosen
