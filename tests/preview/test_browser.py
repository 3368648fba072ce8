"""The preview of a real site in a real browser: what an editor sees between two saves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sites import ROOT, TODAY, TinySite, explainer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocket

LONG = "\n\n".join(f"Line {number}." for number in range(200))
BODY = f"## Why?\n\nIt rains.\n\n<details><summary>More</summary>Much more.</details>\n\n{LONG}\n"
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@dataclass
class Preview:
    site: TinySite
    process: subprocess.Popen[str]
    address: str
    built: bool = False

    def open(self, browser: Browser, path: str = "gauge/") -> Page:
        """A window that shows the built site and listens."""
        while not self.built:
            assert self.process.stdout
            self.built = self.process.stdout.readline().startswith("Built")
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.add_init_script(WATCH)
        greetings: list[object] = []

        def note(frame: object) -> None:
            greetings.append(frame)

        def hear(opened: WebSocket) -> None:
            opened.on("framereceived", note)

        page.on("websocket", hear)
        page.goto(self.address + path)
        while not greetings:
            page.wait_for_timeout(20)
        time.sleep(0.1)  # it says where it is
        return page

    def save(self, name: str, text: str) -> None:
        """As editors do: a whole file, renamed into its place."""
        path = self.site.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_text(text, encoding="utf-8")
        new.replace(path)


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    tiny = TinySite(tmp_path)
    files = {"site.yaml": "title: Rivers\n", "explainers/gauge.md": explainer(BODY)}
    tiny.write({**files, "assets/css/90-own.css": "h1 { color: rgb(1, 2, 3) }"})
    return tiny


@pytest.fixture
def preview(site: TinySite, interruptible: None) -> Iterator[Preview]:
    command = [sys.executable, "build.py", "serve", "--port", "0", "--as-of", TODAY.isoformat()]
    process = subprocess.Popen(
        [*command, "--site", str(site.folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("Preview: http://"), line
    yield Preview(site, process, line.split()[1])
    process.kill()
    process.communicate()


def until(page: Page, condition: str) -> None:
    """Playwright's own way to wait evaluates text, which the pages' policy forbids."""
    last = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < last, condition
        time.sleep(0.02)


def test_shows_what_is_saved_where_the_reader_is(chromium: Browser, preview: Preview) -> None:
    page, other = preview.open(chromium), preview.open(chromium)
    page.evaluate("scrollTo(0, 2000)")
    preview.save("explainers/gauge.md", explainer(BODY.replace("It rains.", "It snows.")))
    for window in (page, other):
        window.get_by_text("It snows.").first.wait_for()
        assert window.url == f"{preview.address}gauge/"
        assert window.evaluate("window.violations") == []
    until(page, "scrollY === 2000")
    page.close()
    other.close()


def test_shows_a_site_before_it_is_built(chromium: Browser, preview: Preview) -> None:
    page = chromium.new_page()
    page.goto(f"{preview.address}gauge/")
    page.get_by_text("It rains.").first.wait_for()
    page.close()


def test_shows_errors_until_they_are_mended(chromium: Browser, preview: Preview) -> None:
    page = preview.open(chromium)
    page.evaluate("scrollTo(0, 1500)")
    wrong = "It {{ rains }}. <img src=x onerror=alert(1)>"
    preview.save("explainers/gauge.md", explainer(BODY.replace("It rains.", wrong)))
    page.get_by_role("heading", name="2 errors").wait_for()
    assert page.locator(".place code").all_text_contents() == [
        "content/explainers/gauge.md:9:7",
        "content/explainers/gauge.md:9:18",
    ]
    shown = page.locator("pre").first.inner_text().split("\n")
    assert shown[0] == f"9 | {wrong}"
    assert shown[1] == "  |       ^^^^^"
    assert page.locator("img").count() == 0
    assert page.url == f"{preview.address}gauge/"
    until(page, "getComputedStyle(document.querySelector('pre')).overflowX === 'auto'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("window.violations") == []
    preview.save("explainers/gauge.md", explainer(BODY))
    page.get_by_text("It rains.").first.wait_for()
    assert page.url == f"{preview.address}gauge/"
    until(page, "scrollY === 1500")
    page.close()


def test_swaps_a_style_and_leaves_the_page_as_it_is(chromium: Browser, preview: Preview) -> None:
    page = preview.open(chromium)
    page.evaluate("document.querySelector('details').open = window.untouched = true")
    page.evaluate("scrollTo(0, 1000)")
    for number in (4, 5):  # the second finds a page that still names the first style
        preview.save("assets/css/90-own.css", f"h1 {{ color: rgb({number}, 2, 3) }}")
        until(
            page, f"getComputedStyle(document.querySelector('h1')).color === 'rgb({number}, 2, 3)'"
        )
    assert page.evaluate("window.untouched && document.querySelector('details').open")
    assert page.evaluate("scrollY") == 1000
    page.close()


def test_a_burst_of_saves_ends_in_the_last_state(chromium: Browser, preview: Preview) -> None:
    page = preview.open(chromium)
    for number in range(10):
        preview.save("explainers/gauge.md", explainer(BODY.replace("rains", f"rains {number}")))
        time.sleep(0.05)
    page.get_by_text("It rains 9.").first.wait_for()
    page.close()


def test_lives_through_folders_that_come_and_go(chromium: Browser, preview: Preview) -> None:
    page = preview.open(chromium)
    content, away = preview.site.folder / "content", preview.site.folder / "away"
    content.rename(away)
    page.get_by_role("heading", name="Nothing was built").wait_for()
    away.rename(content)
    page.get_by_text("It rains.").first.wait_for()
    preview.save("explainers/gauge.md", explainer(BODY.replace("It rains.", "It pours.")))
    page.get_by_text("It pours.").first.wait_for()
    own = (ROOT / "templates/day.html").read_text(encoding="utf-8")
    preview.save("templates/day.html", own.replace("{{ text }}", "<b>day</b>"))
    page.locator("time b").first.wait_for()
    page.close()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
@pytest.mark.parametrize("after", [0, 0.3])
def test_ctrl_c_ends_it_at_once_even_while_it_builds(preview: Preview, after: float) -> None:
    time.sleep(after)
    preview.process.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, _ = preview.process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert preview.process.returncode == 0
    assert "Traceback" not in out
