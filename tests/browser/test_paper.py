"""Printed: every note with the address of its source, no navigation, not many more sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import lxml.html
import pytest

from tests.browser.windows import ServedSite, window
from tests.sites import page_tree

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, PdfMargins

ADDRESSES = ("flagship csto-in-kazakhstan/", "crowded gauge/", "crowded lights/")
ARABIC = re.compile("[\u0600-\u06ff]")
MARGINS: PdfMargins = {"top": "18mm", "bottom": "18mm", "left": "20mm", "right": "20mm"}


def squeezed(text: str) -> str:
    """Without blanks, hyphens at line ends and joined letters: what a PDF does not keep."""
    for joined, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(joined, letters)
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def printed_sheets(page: Page, margin: PdfMargins | None = None) -> list[str]:
    """What stands on each sheet of an open page's print."""
    from pypdf import PdfReader

    pdf = page.pdf(format="A4", prefer_css_page_size=True, margin=margin)
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages]


@dataclass(frozen=True, slots=True)
class Print:
    """A page as it was built, its sheets, and how many it has without its style sheet."""

    tree: lxml.html.HtmlElement
    sheets: list[str]
    plain: int

    @property
    def said(self) -> str:
        return squeezed("".join(self.sheets))


@pytest.fixture(scope="module")
def prints(chromium: Browser, flagship: ServedSite, crowded: ServedSite) -> dict[str, Print]:
    """Each address as printed from a dark screen."""
    sites = {"flagship": flagship, "crowded": crowded}
    found = {}
    with (
        window(chromium, color_scheme="dark") as page,
        window(chromium) as plain,
    ):
        plain.route("**/*.css", lambda route: route.abort())
        for name in ADDRESSES:
            site, address = sites[name.split()[0]], name.split()[1]
            page.goto(site.root + address)
            plain.goto(site.root + address)
            found[name] = Print(
                page_tree(site.output, address),
                printed_sheets(page),
                len(printed_sheets(plain, MARGINS)),
            )
    return found


@pytest.fixture(params=ADDRESSES)
def printed(prints: dict[str, Print], request: pytest.FixtureRequest) -> Print:
    found: Print = prints[request.param]
    return found


def test_every_note_is_there_with_a_clean_address(printed: Print) -> None:
    references = printed.tree.xpath("//section[@id='notes']//*[@class='reference']")
    links = printed.tree.xpath("//section[@id='notes']//*[@class='reference']//cite/a/@data-shown")
    assert references
    assert [r.text_content() for r in references if not in_order(r, printed.said)] == []
    # What is read from the right comes out of a PDF file in an order of its own.
    links = [link for link in links if not re.search("[\u0590-\u08ff]", link)]
    assert [link for link in links if squeezed(f"<{link}>") not in printed.said] == []
    assert ":~:" not in printed.said


def in_order(reference: lxml.html.HtmlElement, said: str) -> bool:
    """Whether a reference is printed; the address comes between its title and the rest.

    Joined letters of Arabic are other characters in a PDF, and not looked for.
    """
    parts = [part for part in reference.xpath(".//text()") if not ARABIC.search(part)]
    return all(squeezed(part) in said for part in parts)


def test_every_quoted_passage_is_there(printed: Print) -> None:
    passages = printed.tree.xpath(
        "//section[@id='notes']//blockquote[not(p)] | //section[@id='notes']//blockquote/p"
    )
    assert [
        p.text_content() for p in passages if squeezed(p.text_content()) not in printed.said
    ] == []


def test_what_leads_about_the_site_is_not(printed: Print) -> None:
    assert [
        word
        for word in ("Questions answered", "Skip to", "Close")
        if squeezed(word) in printed.said
    ] == []


def test_it_takes_no_more_sheets_than_without_a_style_sheet(printed: Print) -> None:
    assert 1 <= len(printed.sheets) <= printed.plain


@pytest.mark.parametrize("address", ["csto-in-kazakhstan/", "what-is-the-csto/"])
def test_the_notes_take_no_more_sheets_than_the_text(
    chromium: Browser, flagship: ServedSite, address: str
) -> None:
    with window(chromium) as page:
        page.goto(flagship.root + address)
        whole = len(printed_sheets(page))
        page.locator("#notes").evaluate("notes => notes.remove()")
        assert whole <= 2 * len(printed_sheets(page))


def test_no_heading_ends_a_sheet(printed: Print) -> None:
    headings = {squeezed(each.text_content()) for each in printed.tree.xpath("//h2 | //h3")}
    last = [squeezed(lines[-1]) for text in printed.sheets if (lines := text.strip().splitlines())]
    assert headings
    assert [line for line in last if line in headings] == []


def test_it_is_printed_dark_on_light(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium, color_scheme="dark") as page:
        page.goto(flagship.root)
        page.emulate_media(media="print")
        style = page.evaluate_handle("getComputedStyle(document.body)")
        colours = style.evaluate("style => [style.backgroundColor, style.color]")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_the_word_on_a_dispute_stays_with_it(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium) as page:
        page.goto(f"{flagship.root}disputes/")
        sheets = printed_sheets(page)
    assert len(sheets) > 2
    assert [text for text in sheets if text.rstrip().endswith("\nDisputed")] == []
    last = [text.rstrip().splitlines()[-1] for text in sheets]
    assert [line for line in last if line.startswith("This is about")] == []


HEADING = "list => list.previousElementSibling.innerText"


def test_a_list_of_facts_goes_on_below_its_heading(chromium: Browser, flagship: ServedSite) -> None:
    with window(chromium) as page:
        page.goto(f"{flagship.root}facts/")
        label = page.locator(".fact-list dt").first.inner_text()
        heading = page.locator(".fact-list").first.evaluate(HEADING)
        sheets = [" ".join(text.split()) for text in printed_sheets(page)]
    assert any(heading in text and label in text for text in sheets)


def test_the_table_of_a_figure_stands_on_one_sheet(chromium: Browser, flagship: ServedSite) -> None:
    address = "what-is-the-csto/"
    with window(chromium) as page:
        page.goto(flagship.root + address)
        sheets = [squeezed(sheet) for sheet in printed_sheets(page)]
    tables = page_tree(flagship.output, address).xpath("//figure/details//tbody")
    told = [[squeezed(text) for text in table.itertext()] for table in tables]
    assert len(told) > 1
    torn = [cells for cells in told if not any(all(c in sheet for c in cells) for sheet in sheets)]
    assert torn == []
