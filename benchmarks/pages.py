"""How tall and how heavy the pages of a built site are, and how many stops a key makes there.

Of each type one page is measured, and every explainer; of disputed facts, sources and people the
one whose HTML is largest. The browser is Playwright's Chromium, or EXPLAINER_BROWSER.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lighthouse import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = 1440, 390
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INDEXES = ("questions", "facts", "sources", "disputes", "people")

# A browser that puts the list off would say how tall it takes it to be.
LAY_OUT_NOTES = """async () => {
  const list = document.querySelector("#notes > ol");
  if (list) list.style.contentVisibility = "visible";
  if (list?.offsetHeight) await document.fonts.ready; // asked for by now
}"""
HEIGHTS = """[
  document.documentElement.scrollHeight,
  document.querySelector("[role=doc-endnotes]")?.getBoundingClientRect().height ?? 0]"""
COUNTS = """() => {
  const main = document.querySelector("main").cloneNode(true);
  const notes = main.querySelectorAll("[role=doc-endnotes] > ol > li").length;
  main.querySelectorAll("[role=doc-endnotes], nav, sup, .hidden").forEach(each => each.remove());
  return [notes, main.textContent.split(/\\s+/).filter(Boolean).length];
}"""
REMOVE_NOTES = "document.querySelector('[role=doc-endnotes]')?.remove()"
IS_NOWHERE = "document.activeElement === document.body"
HEAD = (
    "page", "px wide", "notes", "px narrow", "notes", "HTML kB", "CSS kB", "JS kB", "requests",
    "stops", "sheets", "without notes", "notes", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A page: heights in CSS px, shares in %, sizes in kB as gzip makes them, A4 sheets."""

    type: str
    path: str
    height_wide: int
    notes_share_wide: float
    height_narrow: int
    notes_share_narrow: float
    html: float
    css: float
    js: float
    requests: int
    tab_stops: int
    sheets: int
    sheets_without_notes: int
    notes: int
    words: int
    """Of everything but notes, marks and navigation."""

    def per(self, count: float) -> dict[str, float]:
        """What grows with a page, divided by ``count``; empty if that is nothing."""
        names = ("height_wide", "height_narrow", "html", "tab_stops", "sheets")
        return {name: round(getattr(self, name) / count, 3) for name in names} if count else {}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("output", type=Path, help="the folder of a built site")
    parser.add_argument("--only", nargs="+", metavar="TYPE", help="home, explainer, source ...")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes every figure")
    options = parser.parse_args()
    found = [
        each for each in pages_of_each_type(options.output) if each[0] in (options.only or each)
    ]
    with served(options.output) as address, launched_chromium() as browser:
        pages = [measure(browser, options.output, address, *each) for each in found]
    print(table(HEAD, [cells(page) for page in pages]))
    for name, counts in (
        ("a note", [page.notes for page in pages]),
        ("1,000 words", [page.words / 1000 for page in pages]),
    ):
        shares = [page.per(count) for page, count in zip(pages, counts, strict=True)]
        head = (name, "px wide", "px narrow", "HTML kB", "stops", "sheets")
        rows = [
            [page.path, *map(str, per.values())] for page, per in zip(pages, shares, strict=True)
        ]
        print("\n" + table(head, [row for row in rows if len(row) > 1]))
    if options.json:
        figures = [
            asdict(page)
            | {"a_note": page.per(page.notes), "1000_words": page.per(page.words / 1000)}
            for page in pages
        ]
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


def pages_of_each_type(output: Path) -> Iterator[tuple[str, str]]:
    """(type, path below the output)"""
    files = {
        path.relative_to(output).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in sorted(output.rglob("index.html"))
    }
    texts = {path: text for path, text in files.items() if 'http-equiv="refresh"' not in text}
    yield "home", ""
    yield from ((name, f"{name}/") for name in INDEXES if f"{name}/" in texts)
    yield from (("explainer", path) for path, text in texts.items() if "page explainer" in text)
    below = [path for path in texts if path.count("/") > 1]
    for name, paths in {
        "disputed fact": [
            path for path in below if path.startswith("facts/") and "tag disputed" in texts[path]
        ],
        "source": [path for path in below if path.startswith("sources/")],
        "person": [path for path in below if path.startswith("people/")],
        "plain": [
            path
            for path, text in texts.items()
            if 'class="page plain" ' in text and path[:-1] not in INDEXES
        ],
    }.items():
        yield from ((name, path) for path in sorted(paths, key=lambda p: len(texts[p]))[-1:])


def measure(browser: Browser, output: Path, root: str, type_: str, path: str) -> Measured:
    with opened(browser, root + path, NARROW) as (page, _):
        page.evaluate(LAY_OUT_NOTES)
        narrow, notes_narrow = page.evaluate(HEIGHTS)
    with opened(browser, root + path, WIDE) as (page, requests):
        asked = [output / url.removeprefix(root) for url in requests]
        page.evaluate(LAY_OUT_NOTES)
        wide, notes_wide = page.evaluate(HEIGHTS)
        notes, words = page.evaluate(COUNTS)
        stops, sheets = count_stops(page), count_sheets(page)
        page.evaluate(REMOVE_NOTES)
        return Measured(
            type_,
            path or "/",
            wide,
            round(100 * notes_wide / wide, 1),
            narrow,
            round(100 * notes_narrow / narrow, 1),
            compressed(output / path / "index.html"),
            sum(compressed(file) for file in asked if file.suffix == ".css"),
            sum(compressed(file) for file in asked if file.suffix == ".js"),
            len(asked),
            stops,
            sheets,
            count_sheets(page),
            notes,
            words,
        )


def compressed(file: Path) -> float:
    return round(len(gzip.compress(file.read_bytes(), mtime=0)) / 1000, 2)


def count_stops(page: Page) -> int:
    """How often Tab is pressed until the focus has left the page."""
    stops = -1
    while stops < 0 or not page.evaluate(IS_NOWHERE):
        page.keyboard.press("Tab")
        stops += 1
    return stops


def count_sheets(page: Page) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


@contextmanager
def launched_chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        commands = [own, *filter(None, map(shutil.which, BROWSERS))]
        found = next((each for each in commands if Path(each).exists()), None)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("EXPLAINER_BROWSER", found),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, address: str, width: int) -> Iterator[tuple[Page, list[str]]]:
    """The page in a window of that width, and the addresses that it asked for."""
    context: Any = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => 0)")
    yield page, [url for url in asked if not url.startswith("data:")]
    context.close()


def cells(page: Measured) -> list[str]:
    figures = list(asdict(page).values())[2:]
    return [f"`{page.path}`", *(f"{figure:,}" for figure in figures)]


def table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    line = ["--", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, line, *rows))


if __name__ == "__main__":
    sys.exit(main())
