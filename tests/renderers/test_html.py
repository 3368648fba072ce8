"""Pages to HTML: the pieces a reader, a browser and a screen reader rely on."""

from __future__ import annotations

import pickle

import lxml.html
from markupsafe import Markup
from msgspec.structs import replace

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.list_pages import ChangeEntry, HomePage, TermEntry
from explainer.resolve.published.pages import (
    ExplainerPage,
    NotFoundPage,
    Page,
    PlainPage,
    Question,
    RedirectPage,
    RelatedPage,
)
from explainer.resolve.published.parts import (
    Contributor,
    Day,
    FactEntry,
    Figure,
    Fragment,
    Link,
    NoteMark,
    TermLink,
    ValueSpan,
)
from explainer.resolve.published.source_pages import Backlink, Note, NoteItem, Notes, SourceView

TEMPLATES = load_templates([find_generator_root() / "templates"])
CHROME = Chrome(
    site_title="Tides",
    home="",
    navigation=(Link("Sources", "sources/"),),
    footer=(Link("About", "about/"),),
)
WIRE = SourceView(
    key="wire",
    address="sources/wire/",
    type="webpage",
    kind="News report",
    title="Прилив",
    url="https://example.org/wire",
    language_code="ru",
    language="Russian",
)
MARK = NoteMark(1, "fn-1", "fnref-1", "Wire\nNews report")


def text(*parts: str | NoteMark | ValueSpan | TermLink | Figure) -> Fragment:
    return Fragment(tuple(Markup(p) if isinstance(p, str) else p for p in parts))


def html_of(page: Page, chrome: Chrome = CHROME) -> str:
    return render(RenderJob(page, chrome, TEMPLATES)).data.decode()


def tree_of(page: Page, chrome: Chrome = CHROME) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html_of(page, chrome))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


FULL = ExplainerPage(
    head=Head(address="gauge/", language="en", title="The gauge", breadcrumb=(Link("Home", ""),)),
    standfirst=text("One gauge."),
    short_answer=text("It is old."),
    key_facts=(FactEntry("Built", ValueSpan(text="1891", fact_id="gauge.built", mark=MARK)),),
    introduction=text("<p>First.</p>"),
    questions=(
        Question(
            id="what",
            heading=text("What is it?"),
            text="What is it?",
            answer=text("A gauge."),
            body=text("<p>Yes.</p>"),
        ),
    ),
    unknowns=(text("The winter of 1917."),),
    method=text("We read it."),
    terms=(
        TermEntry(
            id="term-well",
            name="well",
            kind="term",
            address="glossary/#term-well",
            text=text("A hole."),
        ),
    ),
    corrections=(ChangeEntry(Link("Gauge", "gauge/"), Day("4 May"), text("1891"), text("1890")),),
    changes=(
        ChangeEntry(Link("Gauge", "gauge/"), Day("5 May"), text("More.")),
        ChangeEntry(Link("Gauge", "gauge/"), Day("4 May"), text("1891"), text("1890")),
    ),
    notes=Notes(
        (
            Note(
                note_id="fn-1",
                number=1,
                items=(NoteItem(WIRE),),
                backlinks=(Backlink("fnref-1", 1, 1),),
            ),
        )
    ),
    related=(RelatedPage(Link("Lights", "lights/")),),
    citation="Cite me.",
)


def test_an_explainer_has_its_parts_in_reading_order() -> None:
    tree = tree_of(FULL)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert ids == [
        "top",
        "main",
        "short-answer",
        "key-facts",
        "fnref-1",
        "contents",
        "introduction",
        "what",
        "unknowns",
        "method",
        "terms",
        "term-well",
        "changes",
        "related",
        "cite",
        "notes",
        "notes-heading",
        "fn-1",
    ]


def test_empty_parts_vanish_entirely() -> None:
    tree = tree_of(ExplainerPage(head=Head(address="gauge/", language="en", title="The gauge")))
    assert [words(h) for h in tree.iter("h1", "h2", "h3")] == ["The gauge"]
    assert tree.xpath("//main//*[self::section or self::ul or self::ol or self::dl]") == []


def test_a_question_has_its_answer_a_permalink_and_its_former_ids() -> None:
    asked = replace(FULL.questions[0], former_ids=("old", "older"))
    section = tree_of(replace(FULL, questions=(asked,))).get_element_by_id("what")
    assert section.get("class") == "qa"
    assert [words(p) for p in section.find_class("answer")] == ["A gauge."]
    link = section.find_class("permalink")[0]
    assert (link.get("href"), link.get("aria-label")) == (
        "#what",
        "Link to this question: What is it?",
    )
    assert [span.get("id") for span in section.findall("span")] == ["old", "older"]


def test_notes_are_a_labelled_list_whose_numbers_are_the_notes_own() -> None:
    notes = (
        Note(
            note_id="fn-1",
            number=1,
            items=(NoteItem(WIRE, "p. 3", ("Вода",), "https://example.org/wire#:~:text=x"),),
        ),
        Note(note_id="fn-2", number=2, text=text("Our own words.")),
        Note(note_id="fn-3", number=3, formula="= sum(a.*)", inference=True),
    )
    section = tree_of(replace(FULL, notes=Notes(notes))).get_element_by_id("notes")
    assert section.get("role") == "doc-endnotes"
    assert section.get("aria-labelledby") == section.find("h2").get("id") == "notes-heading"
    items = section.find("ol").findall("li")
    assert [(li.get("id"), li.get("value"), li.get("role")) for li in items] == [
        ("fn-1", "1", None),
        ("fn-2", "2", None),
        ("fn-3", "3", None),
    ]
    title, about = items[0].xpath(".//div//a")
    assert title.get("href") == "https://example.org/wire#:~:text=x"
    assert title.get("rel") == "external noreferrer"
    assert title.getparent().get("lang") == "ru"
    assert about.get("href") == "../sources/wire/"
    quote = items[0].find(".//blockquote")
    assert (quote.get("lang"), words(quote)) == ("ru", "Вода")
    assert words(items[1].find_class("words")[0]) == "Our own words."
    assert words(items[2]).startswith("Our own inference How we worked it out: = sum(a.*)")


def test_the_ways_back_have_names_of_their_own() -> None:
    notes = (
        Note(
            note_id="fn-1",
            number=1,
            backlinks=(Backlink("fnref-1", 1, 2), Backlink("fnref-1-2", 2, 2)),
        ),
        Note(note_id="fn-2", number=2, backlinks=(Backlink("fnref-2", 1, 1),)),
    )
    links = tree_of(replace(FULL, notes=Notes(notes))).xpath('//a[@role="doc-backlink"]')
    assert [(a.get("href"), a.find("span").text) for a in links] == [
        ("#fnref-1", "Back to note 1 in the text, place 1 of 2"),
        ("#fnref-1-2", "Back to note 1 in the text, place 2 of 2"),
        ("#fnref-2", "Back to note 2 in the text"),
    ]


def test_closing_a_note_leads_to_the_id_of_nothing() -> None:
    tree = tree_of(FULL)
    assert [a.get("href") for a in tree.find_class("close")] == ["#closed"]
    assert tree.xpath('//*[@id="closed"]') == []


def test_the_stamp_says_who_when_and_how_much() -> None:
    page = replace(
        FULL,
        authors=(Contributor("Ann", "people/ann/"), Contributor("Bo", "people/bo/")),
        checked_by=(Contributor("Cy", "people/cy/"),),
        published=Day("2 March 2026", "2026-03-02"),
        checked=Day("20 November 2026", "2026-11-20"),
        source_count=1,
    )
    stamp = tree_of(page).find_class("stamp")[0]
    assert words(stamp) == (
        "By Ann and Bo, checked by Cy Published 2 March 2026"
        " Facts checked as of 20 November 2026 1 source on this page 1 correction"
    )


def test_languages_are_named_where_they_change() -> None:
    head = Head(
        address="gauge/",
        language="en",
        title="The gauge",
        alternates=(
            Link("English", "gauge/", language="en"),
            Link("Русский", "ru/gauge/", language="ru"),
        ),
    )
    tree = tree_of(ExplainerPage(head=head))
    assert [
        (li.get("hreflang"), li.get("href")) for li in tree.xpath('//link[@rel="alternate"]')
    ] == [
        ("en", "./"),
        ("x-default", "./"),
        ("ru", "../ru/gauge/"),
    ]
    switch = tree.find_class("languages")[0]
    assert switch.xpath(".//span[@aria-current]/text()") == ["English"]
    link = switch.find(".//a")
    assert (link.get("lang"), link.get("hreflang"), link.text) == ("ru", "ru", "Русский")


def test_a_page_speaks_its_own_language() -> None:
    page = replace(FULL, head=replace(FULL.head, language="ru"), source_count=5)
    tree = tree_of(page)
    assert (tree.get("lang"), tree.get("dir")) == ("ru", "ltr")
    assert "5 источников на этой странице" in words(tree)
    assert tree_of(PlainPage(head=Head(address="a/", language="ar", title="A"))).get("dir") == "rtl"


def test_a_draft_and_a_machine_translation_say_so() -> None:
    head = Head(
        address="ru/a/",
        language="en",
        title="A",
        draft=True,
        machine_translation=True,
        original=Link("B", "a/"),
    )
    tree = tree_of(PlainPage(head=head))
    assert [words(p) for p in tree.find_class("banner")] == [
        "Draft. This page is not published; its facts may be wrong.",
        "This page was translated by a machine. The original: B",
    ]
    assert tree.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_links_are_relative_but_for_the_page_that_is_not_found() -> None:
    page = HomePage(head=Head(address="ru/", language="ru", title="Книга"))
    assert 'href="../sources/"' in html_of(page)
    lost = NotFoundPage(
        Head(address="404.html", language="en", title="Lost"), (Link("What?", "gauge/#what"),)
    )
    tree = tree_of(lost, replace(CHROME, base="/tides/", stylesheet="assets/style.css"))
    assert tree.xpath("//a/@href") == [
        "#main",
        "/tides/",
        "/tides/sources/",
        "/tides/gauge/#what",
        "/tides/questions/",
        "/tides/",
        "/tides/about/",
    ]
    assert tree.xpath('//link[@rel="stylesheet"]/@href') == ["/tides/assets/style.css"]


def test_a_former_address_leads_on() -> None:
    html = html_of(
        RedirectPage(Head(address="old/", language="en", title="The gauge"), "gauge/#what")
    )
    assert '<meta http-equiv="refresh" content="0; url=../gauge/#what">' in html
    assert '<link rel="canonical" href="../gauge/#what">' in html
    assert '<a href="../gauge/#what">The gauge</a>' in html


def test_a_file_stands_at_its_pages_address() -> None:
    heads = [Head(address=a, language="en", title="T") for a in ("", "gauge/", "404.html")]
    paths = [render(RenderJob(HomePage(head=head), CHROME, TEMPLATES)).path for head in heads]
    assert paths == ["index.html", "gauge/index.html", "404.html"]


def test_a_job_travels_and_renders_to_the_same_bytes() -> None:
    job = RenderJob(FULL, CHROME, TEMPLATES)
    assert render(pickle.loads(pickle.dumps(job))) == render(job)
