"""Pages as PDF files: real text in our fonts, bookmarks, contents, notes; and no way out."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from explainer import cli
from explainer.resolve.published.frame import Chrome
from tests.figures.test_examples import EXAMPLES, example_site
from tests.sites import TinySite, explainer

if TYPE_CHECKING:
    from pypdf import PdfReader

QUESTIONS = """\
## When was it dry?

In June. [@log, p. 4] So says [the tide](tide.md#tide), and [who we are](../pages/about.md).

## Was it ever full?

*Қашан?* Nobody knows. [@log, p. 5]
"""
FILES = {
    "site.yaml": "title: Tides\ndescription: What the sea did.\nurl: https://example.org/tides/",
    "explainers/gauge.md": explainer(QUESTIONS),
    "explainers/tide.md": explainer("## Tide? {#tide}\n\nYes. [@log]", title="The tide"),
    "pages/about.md": "---\ntitle: About\n---\n\nA desk.\n",
    "sources/log.yaml": (
        "references:\n- {id: log, type: report, title: The log, URL: 'https://example.org/log'}\n"
    ),
}
DATA, MIXED, LAND, GROUP = "#46566b", "#8993a0", "#e8e8e9", "#99a2ae"
AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinySite:
    monkeypatch.chdir(tmp_path)
    found = TinySite(tmp_path)
    found.write(FILES)
    return found


def printed(*line: str, path: str) -> PdfReader:
    from pypdf import PdfReader

    assert cli.main(["print", *line, *AS_OF]) == 0
    return PdfReader(path)


def said(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def bookmarks(pdf: PdfReader) -> list[str]:
    found: list[str] = []
    waiting: list[Any] = [*pdf.outline]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting[:0] = each
        else:
            found.append(str(each.title))
    return found


def links(pdf: PdfReader) -> set[str]:
    notes = [each.get_object() for page in pdf.pages for each in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}


def painted(pdf: PdfReader) -> set[str]:
    """The colours with which areas are filled, as style sheets write them."""
    contents = (page.get_contents() for page in pdf.pages)
    data = b"\n".join(each.get_data() for each in contents if each is not None)
    filled = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", data)
    return {f"#{bytes(round(float(part) * 255) for part in rgb).hex()}" for rgb in filled}


def fonts(pdf: PdfReader) -> set[str]:
    """The names of the embedded fonts, without the letters that mark a subset."""
    found = (page["/Resources"]["/Font"].values() for page in pdf.pages)  # type: ignore[index]
    names = {str(each.get_object()["/BaseFont"]) for fonts in found for each in fonts}
    return {re.sub(r"/[A-Z]{6}\+", "", name) for name in names}


@pytest.mark.usefixtures("weasyprint")
def test_a_page_is_printed(site: TinySite, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = printed("gauge", path="gauge.pdf")
    assert capsys.readouterr().out == "Wrote gauge.pdf.\n"
    text = said(pdf)
    assert "In June.1 So says the tide, and who we are." in text
    assert "Nobody knows.2" in text
    assert re.search(r"1\. .*The log <example\.org/log>.*, p\. 4\.", text)
    assert "When was it dry?" in bookmarks(pdf)
    assert bookmarks(pdf)[0] == "The gauge"
    assert all(name.startswith("SS4") for name in fonts(pdf)), fonts(pdf)
    assert links(pdf) == {
        "https://example.org/log",
        "https://example.org/tides/tide/",  # related
        "https://example.org/tides/tide/#tide",
        "https://example.org/tides/about/",
        "https://example.org/tides/sources/log/",
    }
    assert pdf.metadata is not None
    assert pdf.metadata.title == "The gauge"
    assert str(pdf.metadata.creation_date).startswith("2026-11-22")


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    ("name", "words", "colours"),
    [
        ("bar", "disputed: others say", {DATA}),
        ("membership", "since 1893", {DATA, MIXED}),
        ("locator", "1,000 km", {LAND, GROUP}),
    ],
)
def test_a_figure_is_drawn_once_in_its_colours_without_what_is_for_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str, colours: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    site = example_site(tmp_path, next(each for each in EXAMPLES if each.name == name))
    site.write({"site.yaml": "title: Tides\nurl: https://example.org/tides/\n"})
    pdf = printed("gauge", path="gauge.pdf")
    text = said(pdf)
    assert text.count(words) == 1
    assert colours <= painted(pdf)
    assert [each for each in ("Figure alone", "CSV", "iframe", "Share") if each in text] == []


@pytest.mark.usefixtures("weasyprint")
def test_a_figure_is_parted_rather_than_leave_a_page_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    site = example_site(tmp_path, next(each for each in EXAMPLES if each.name == "bar"))
    site.edit("explainers/gauge.md", "Boats.\n", "Boats.\n\n" * 12)
    pdf = printed("gauge", path="gauge.pdf")
    first, second = (each.extract_text() for each in pdf.pages[:2])
    assert "Most came from the north" in first
    assert "disputed: others say" in first
    assert "Counted from the pier." in second


@pytest.mark.usefixtures("weasyprint")
def test_all_explainers_are_bound_with_contents(site: TinySite) -> None:
    pdf = printed("--all", "--output", "all.pdf", path="all.pdf")
    first = pdf.pages[0].extract_text()
    assert re.sub(r" ?\.{9,} ?", " ... ", first).split("\n") == [
        "Tides",
        "1. The gauge ... 2",
        "2. The tide ... 3",
        "1 / 3",
    ]
    assert [page.extract_text().split("\n")[-2:] for page in pdf.pages][1:] == [
        ["Tides The gauge", "2 / 3"],
        ["Tides The tide", "3 / 3"],
    ]
    assert [each for each in bookmarks(pdf) if each.startswith("The")] == ["The gauge", "The tide"]
    assert "https://example.org/tides/tide/#tide" not in links(pdf)  # it is a place in the file
    assert {"chapter-2-tide", "chapter-1-notes"} <= pdf.named_destinations.keys()


@pytest.mark.usefixtures("weasyprint")
def test_the_same_site_gives_the_same_bytes(site: TinySite) -> None:
    for name in ("a.pdf", "b.pdf"):
        printed("gauge", "--output", name, path=name)
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


@pytest.mark.usefixtures("weasyprint")
def test_without_a_public_address_links_to_other_pages_are_words(site: TinySite) -> None:
    site.write({"site.yaml": "title: Tides\n"})
    assert links(printed("gauge", path="gauge.pdf")) == {"https://example.org/log"}


@pytest.mark.usefixtures("weasyprint")
def test_nothing_is_loaded_but_files_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader

    from explainer.renderers.pdf import render_pdf

    def no_network(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", no_network)
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>secret</text></svg>'
    )
    pictures = "".join(
        f'<img src="{each}" alt="">'
        for each in (secret.as_uri(), "http://127.0.0.1:9/a.svg", "../../secret.svg", "a.svg")
    )
    page = f"<html lang=en dir=ltr><title>Page</title><body><h1>Page</h1>{pictures}</body></html>"
    drawn = secret.read_text().replace("secret", "drawn")
    files: Mapping[str, bytes] = {"a/index.html": page.encode(), "a/a.svg": drawn.encode()}
    chrome = Chrome(site_title="Tides", home="", navigation=(), footer=())
    (tmp_path / "a.pdf").write_bytes(render_pdf(files, ["a/"], chrome, date(2026, 11, 22)))
    text = said(PdfReader(tmp_path / "a.pdf"))
    assert "drawn" in text
    assert "secret" not in text


def test_what_cannot_be_printed_is_refused(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("there.pdf").write_text("mine")
    one = "name a page, or --all for all explainers."
    for line, refusal in (
        ([], one),
        (["gauge", "--all"], one),
        (["guage"], 'there is no page "guage". Did you mean "gauge"?'),
        (["there"], "there.pdf is there already; --force writes over it."),
        (["gauge", "--output", "there.pdf"], "there.pdf is there already; --force writes over it."),
        (
            ["gauge", "--output", "content/gauge.pdf"],
            "content/gauge.pdf lies inside content/, which is read, not written; choose another",
        ),
    ):
        assert cli.main(["print", *line, *AS_OF]) == 2
        assert capsys.readouterr().err == f"explainer: {refusal}\n"
    assert Path("there.pdf").read_text() == "mine"


def test_a_site_with_errors_is_not_printed(
    site: TinySite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.edit("explainers/gauge.md", "[@log, p. 4]", "[@lost]")
    assert cli.main(["print", "gauge", *AS_OF]) == 1
    assert "unknown-source" in capsys.readouterr().err
    assert not Path("gauge.pdf").exists()


def test_what_it_needs_is_named(
    site: TinySite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert cli.main(["print", "gauge", *AS_OF]) == 2
    assert capsys.readouterr().err == (
        "explainer: printing needs WeasyPrint: python -m pip install "
        '"weasyprint>=70,<71" (the extra "pdf")\n'
    )

    def without_libraries(*_: object) -> bytes:
        raise OSError("cannot load library 'libpango-1.0-0'\nand more")

    monkeypatch.setattr("explainer.renderers.pdf.render_pdf", without_libraries)
    assert cli.main(["print", "gauge", *AS_OF]) == 2
    assert capsys.readouterr().err == (
        "explainer: WeasyPrint lacks a library: cannot load library 'libpango-1.0-0'; "
        "see docs/publishing.md.\n"
    )
