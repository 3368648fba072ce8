"""How a source is named: from its fields to the text of its reference."""

from __future__ import annotations

import lxml.html
import pytest

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.template_runtime import commas_in, sentences, word_list
from explainer.renderers.templates import load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.parts import Day, Link
from explainer.resolve.published.source_pages import (
    Note,
    NoteItem,
    Notes,
    SourceListEntry,
    SourcesPage,
    SourceView,
)

TEMPLATES = load_templates([find_generator_root() / "templates"])
DAY = Day("6 January 2022", "2022-01-06")


def source(**fields: object) -> SourceView:
    named = {"key": "k", "address": "sources/k/", "type": "webpage", "kind": "Web page"}
    return SourceView(**{**named, "title": "Tides", **fields})  # type: ignore[arg-type]


def note(item: NoteItem, language: str = "en") -> lxml.html.HtmlElement:
    page = PlainPage(
        head=Head(address="about/", language=language, title="About"),
        notes=Notes((Note(note_id="fn-1", number=1, items=(item,)),)),
    )
    html = render(
        RenderJob(page, Chrome(site_title="Site", home="", navigation=(), footer=()), TEMPLATES)
    ).data
    return lxml.html.document_fromstring(html).get_element_by_id("fn-1")


def words(root: lxml.html.HtmlElement, name: str) -> str:
    return " ".join(root.find_class(name)[0].text_content().split())


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        ({}, "Tides. Undated."),
        ({"title": "How high?"}, "How high? Undated."),
        ({"title": "He said: “No!”"}, "He said: “No!” Undated."),
        ({"authors": ("A. Moreau",)}, "A. Moreau. Tides. Undated."),
        ({"authors": ("A. Moreau", "K. Osei")}, "A. Moreau and K. Osei. Tides. Undated."),
        ({"authors": ("A", "B", "C")}, "A, B and C. Tides. Undated."),
        ({"authors": ("A", "B", "C", "D")}, "A and others. Tides. Undated."),
        ({"publisher": "Akorda", "issued": DAY}, "Tides. Akorda, 6 January 2022."),
        ({"publisher": "Akorda"}, "Tides. Akorda, undated."),
        ({"publisher": "Lantern", "place": "London", "issued": Day("1974", "1974"),
          "edition": "2nd edition", "isbn": "978-0"},
         "Tides, 2nd edition. London: Lantern, 1974. ISBN 978-0."),
        ({"container": "Interfax", "issued": DAY}, "Tides. Interfax. 6 January 2022."),
        ({"container": "Post", "issued": Day("about 1974")}, "Tides. Post. About 1974."),
        ({"publisher": "Post", "issued": Day("about 1974")}, "Tides. Post, about 1974."),
        ({"container": "Journal", "volume": "12", "issue": "3", "pages": "41–67",
          "doi": "10.5/x", "issued": Day("1998")},
         "Tides. Journal, volume 12, issue 3, pp. 41–67. 1998. doi:10.5/x."),
        ({"container": "Handbook", "editors": ("R. Vance", "T. Abe"), "pages": "7"},
         "Tides. Handbook, edited by R. Vance and T. Abe, p. 7. Undated."),
        ({"container": "UN Treaty Series", "number": "32307", "issued": DAY},
         "Tides. UN Treaty Series, no. 32307. 6 January 2022."),
    ],
)  # fmt: skip
def test_a_reference_shows_what_is_recorded(fields: dict[str, object], reference: str) -> None:
    assert words(note(NoteItem(source(**fields))), "reference") == reference


def test_a_locator_follows_the_date() -> None:
    item = NoteItem(source(publisher="Akorda", issued=DAY), locator="para. 4")
    assert words(note(item), "reference") == "Tides. Akorda, 6 January 2022, para. 4."


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "Web page"),
        ({"language": "Russian", "language_code": "ru"}, "Web page, in Russian"),
        ({"party": "Kazakhstan"}, "Web page (Kazakhstan)"),
    ],
)
def test_kind_and_language_are_named(fields: dict[str, object], kind: str) -> None:
    assert words(note(NoteItem(source(**fields))), "kind") == kind


def test_the_title_leads_to_the_source_and_is_in_its_language() -> None:
    cite = note(NoteItem(source(url="https://example.org/", language_code="fa"))).find(".//cite")
    assert (cite.get("lang"), cite.get("dir")) == ("fa", "rtl")
    assert cite.find("a").get("href") == "https://example.org/"
    assert note(NoteItem(source())).find(".//cite").find("a") is None


@pytest.mark.parametrize(
    ("fields", "particulars"),
    [
        ({}, "Web page About this source"),
        ({"authors": ("A. Moreau",)}, "Web page"),
        ({"publisher": "Akorda"}, "Web page"),
        ({"archive_url": "https://example.org/copy"},
         "Web page Archived copy About this source"),
        ({"publisher": "A", "accessed": DAY}, "Web page Read on 6 January 2022"),
        ({"publisher": "A", "accessed": Day("January 2022", "2022-01")},
         "Web page Read (January 2022)"),
        ({"publisher": "A", "accessed": DAY, "read": "page"},
         "Web page The page itself was read on 6 January 2022"),
        ({"publisher": "A", "accessed": DAY, "read": "stored copy"},
         "Web page Read in a stored copy on 6 January 2022"),
        ({"publisher": "A", "accessed": DAY, "read": "print"},
         "Web page Read in print on 6 January 2022"),
        ({"publisher": "A", "accessed": DAY, "read": "excerpt"},
         "Web page An excerpt was read on 6 January 2022"),
        ({"publisher": "A", "read": "print"}, "Web page Read in print"),
        ({"publisher": "A", "accessed": Day("about 2022"), "read": "excerpt"},
         "Web page An excerpt was read (about 2022)"),
    ],
)  # fmt: skip
def test_what_else_is_recorded_stands_behind_the_reference(
    fields: dict[str, object], particulars: str
) -> None:
    assert words(note(NoteItem(source(**fields))), "particulars") == particulars


def test_the_title_leads_to_the_passage_and_the_speaker_to_the_record() -> None:
    where = source(url="https://example.org/", publisher="Akorda")
    item = NoteItem(where, quotes=("x",), quote_url="https://example.org/#:~:text=x")
    assert note(item).xpath(".//a[not(@role) and not(@class='close')]/@href") == [
        "https://example.org/#:~:text=x", "../sources/k/",
    ]  # fmt: skip


def test_a_source_named_before_is_named_in_short_and_leads_there() -> None:
    again = NoteItem(
        source(name="Akorda", issued=DAY, url="https://example.org/"), locator="para. 4",
        quotes=("x",), quote_url="https://example.org/#:~:text=x", named_in="fn-0",
    )  # fmt: skip
    found = note(again)
    assert words(found, "reference") == "Akorda, 6 January 2022, para. 4"
    assert found.find_class("again")[0].get("href") == "#fn-0"
    assert found.xpath(".//blockquote/p/a/@href") == ["https://example.org/#:~:text=x"]


def test_what_is_usual_on_the_page_is_said_once_above_the_notes() -> None:
    usual: dict[str, object] = {"accessed": DAY, "read": "excerpt"}
    other: dict[str, object] = {"kind": "Treaty", "read": "page"}
    page = PlainPage(
        head=Head(address="about/", language="en", title="About"),
        notes=Notes(
            tuple(
                Note(
                    note_id=f"fn-{n}",
                    number=n,
                    items=(NoteItem(source(publisher="A", **fields)),),
                )
                for n, fields in enumerate([usual, usual, usual, usual, other])
            ),
            kind="Web page", read="excerpt", accessed=DAY,
        ),
    )  # fmt: skip
    root = lxml.html.document_fromstring(
        render(
            RenderJob(page, Chrome(site_title="S", home="", navigation=(), footer=()), TEMPLATES)
        ).data
    )
    assert words(root, "usual").startswith(
        "Unless a note says otherwise: Web page. An excerpt was read on 6 January 2022."
    )
    said = [
        [" ".join(each.text_content().split()) for each in source.find_class("particulars")]
        for source in root.find_class("evidence")
    ]
    assert said == [[], [], [], [], ["Treaty The page itself was read"]]


def test_a_copy_names_its_original() -> None:
    item = NoteItem(source(copy_of=Link("The original", "sources/o/")))
    assert words(note(item), "copy") == "Repeats another source: The original"


def test_a_reference_is_written_in_the_pages_language() -> None:
    fields = {"authors": ("А", "Б"), "container": "Сб.", "pages": "4–7", "language": "английский"}
    found = note(NoteItem(source(**fields)), "ru")
    assert words(found, "reference") == "А и Б. Tides. Сб., с. 4–7. Без даты."
    assert words(found, "kind") == "Web page, язык: английский"


def test_in_a_list_the_title_leads_to_the_sources_own_page() -> None:
    page = SourcesPage(
        Head(address="sources/", language="en", title="Sources"),
        (SourceListEntry(source(url="https://example.org/"), 2),
         SourceListEntry(source(), 0)),
    )  # fmt: skip
    html = render(
        RenderJob(page, Chrome(site_title="Site", home="", navigation=(), footer=()), TEMPLATES)
    ).data
    items = lxml.html.document_fromstring(html).find_class("sources")[0].findall("li")
    assert items[0].xpath(".//cite/a/@href") == ["k/"]
    assert [words(item, "uses") for item in items] == [
        "Cited in 2 places",
        "Not cited on a page",
    ]


def test_phrases_escape_their_parts() -> None:
    assert commas_in("en")("<i>", "", " b ") == "&lt;i&gt;, b"
    assert sentences("a <b", "c.") == "a &lt;b. c."
    assert word_list("en")(["<a>", "b", "c"]) == "&lt;a&gt;, b and c"
    assert word_list("ru")(["<a>", "{0}", "c"]) == "&lt;a&gt;, {0} и c"
