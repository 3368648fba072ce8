"""Running text: marks, values, terms and figures in it."""

from __future__ import annotations

import lxml.html
import pytest
from markupsafe import Markup

from explainer.config import find_generator_root
from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import load_templates
from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.parts import (
    Cell,
    Figure,
    Fragment,
    NoteMark,
    Table,
    TermLink,
    ValueSpan,
)

TEMPLATES = load_templates([find_generator_root() / "templates"])
MARK = NoteMark(1, "fn-1", "fnref-1", "Wire\nNews report")


def text(*parts: str | NoteMark | ValueSpan | TermLink | Figure) -> Fragment:
    return Fragment(tuple(Markup(p) if isinstance(p, str) else p for p in parts))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def inline(*parts: str | NoteMark | ValueSpan | TermLink | Figure) -> str:
    """The markup that the parts become in the body of a plain page."""
    page = PlainPage(head=Head(address="about/", language="en", title="About"), body=text(*parts))
    html = render(
        RenderJob(page, Chrome(site_title="Site", home="", navigation=(), footer=()), TEMPLATES)
    ).data.decode()
    return html.partition('<div class="body prose">\n')[2].partition("\n</div>\n\n</main>")[0]


def test_a_mark_shows_its_number_only() -> None:
    assert inline("<p>Old.", MARK, "</p>") == (
        '<p>Old.<sup class="ref"><a class="mark hidden-in-text" id="fnref-1"'
        ' href="#fn-1" role="doc-noteref"'
        ' aria-label="Note 1" data-src="1&#8194;Wire\nNews report">1</a></sup></p>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (ValueSpan(text="225", fact_id="f"), "225"),
        (ValueSpan(text="225", fact_id="f", disputed=True), "225 (Disputed)"),
        (ValueSpan(text="225", fact_id="f", unconfirmed=True), "225 (Unconfirmed)"),
        (ValueSpan(text="225", fact_id="f", speaker="A. B."), "225 (according to A. B.)"),
        (ValueSpan(text="225", fact_id="f", disputed=True, speaker="A", mark=MARK),
         "225 (Disputed) (according to A)1"),
    ],
)  # fmt: skip
def test_a_value_never_leaves_without_the_words_for_its_state(value: ValueSpan, shown: str) -> None:
    assert words(lxml.html.fragment_fromstring(inline("<p>", value, "</p>"))) == shown


def test_a_date_in_the_text_is_one_for_machines_too() -> None:
    value = ValueSpan(text="6 May 1891", fact_id="gauge.built", iso="1891-05-06")
    assert inline(value) == (
        '<span class="value" data-fact="gauge.built">'
        '<data value="1891-05-06">6 May 1891</data></span>'
    )


def test_a_term_leads_to_where_it_is_explained() -> None:
    assert inline("A ", TermLink("well", "glossary/#term-well"), ".") == (
        'A <a class="term" href="../glossary/#term-well" role="doc-glossref">well</a>.'
    )
    assert inline(TermLink("Ann", "people/ann/", glossary=False)) == (
        '<a class="term" href="../people/ann/">Ann</a>'
    )


def test_a_figure_is_a_caption_and_a_table() -> None:
    rows = (
        (Cell("Board"), Cell(value=ValueSpan(text="12", fact_id="f.a", mark=MARK)), Cell("1962")),
        (Cell("Town"), Cell(value=ValueSpan(text="2", fact_id="f.b", disputed=True)), Cell()),
    )
    figure = Figure(
        figure_id="figure-1",
        shape="table",
        title="Who paid",
        measure="Marks, by 1962",
        table=Table(("Fact", "Loss", "As of"), rows),
        note=text("Books are ", "lost."),
    )
    tree = lxml.html.fragment_fromstring(inline(figure))
    assert (tree.tag, tree.get("id"), tree.get("class")) == (
        "figure",
        "figure-1",
        "figure figure-table",
    )
    assert tree.find(".//table").get("aria-labelledby") == tree.find("figcaption").get("id")
    assert [[words(cell) for cell in row] for row in tree.iter("tr")] == [
        ["Fact", "Loss", "As of"],
        ["Board", "121", "1962"],
        ["Town", "2 (Disputed)", "–"],
    ]
    assert words(tree.find_class("figure-note")[0]) == "Books are lost."
