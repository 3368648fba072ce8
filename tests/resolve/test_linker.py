"""Texts linked on a page: what its references become, its notes, and what is booked as used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.facts.claims import Evidence
from explainer.model.site.assembly import assemble
from explainer.pipeline import parse_site
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.linking.library import make_library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.notebook import Basis, Place, Use, basis_of
from explainer.resolve.published.parts import (
    Figure,
    Fragment,
    Link,
    NoteMark,
    TermLink,
    ValueSpan,
)
from explainer.resolve.published.source_pages import Backlink
from explainer.resolve.references.links import map_site
from tests.pictures import png
from tests.sites import TODAY, TinySite, explainer, sources, words

FACTS = """
depth: {label: Depth, label.ru: Глубина, value: 3, unit: days, as_of: 2022-01-10, sources: [map]}
built: {label: Built, value: 1891-07-02, as_of: 2022-01-10, sources: [{source: map, at: p. 2}]}
width: {value: "= depth * 2"}
boats.a: {label: Cutters, label.ru: Катера, value: 1, unit: days, sources: [log]}
boats.b: {label: Tugs, value: 5, unit: days, sources: [log]}
left: {value: "= sum(boats.*) - 2 * depth"}
guess: {value: 7, by: us, why: By halves., sources: [log]}
said: {value: 900, by: Ann & Co, standing: asserted, sources: [log]}
crowd:
  statement: They differ.
  claims:
  - {value: 1, by: Bo, as_of: 2022, rank: preferred, why: So., standing: asserted, sources: [map]}
  - {value: 2, by: Cy, as_of: 2022, sources: [log]}
"""
FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "facts/f.yaml": FACTS,
    "sources/s.yaml": sources("map", "log"),
    "glossary.yaml": "well: {term: stilling well, term.ru: колодец, definition: A shaft.}\n",
    "people.yaml": "ann: {name: Ann}\n",
    "images/gauge.png": png(20, 10),
    "explainers/lights.md": explainer("## Why? {#why}\n\nSo.\n"),
    "explainers/lights.ru.md": explainer("## Why? {#why}\n\nSo.\n"),
}
PAGE = Link("The gauge", "gauge/")
PATH = "content/explainers/gauge.md"


class Linked:
    """An introduction, linked under the question *Why?* of the page ``gauge/``."""

    def __init__(self, folder: Path, body: str, language: str = "en", **options: Any) -> None:
        TinySite(folder).write({**FILES, "explainers/gauge.md": explainer(body)})
        site, clashes = assemble(parse_site(folder)[0], TODAY, False)
        ledger, problems = compute_ledger(site)
        assert (clashes, problems) == ((), ())
        self.library = make_library(site, ledger, map_site(site), language)
        self.linker = PageLinker(library=self.library, page=PAGE, **options)
        page = site.pages["gauge", "en"]
        self.own_notes = {note.name: note.text for note in page.body.notes}
        self.text: ParsedText = page.body.introduction
        self.why = Place(PAGE, PATH).under("Why?", "why")
        self.fragment = self.linker.fragment(self.text, self.why)


def shown(fragment: Fragment) -> str:
    """A fragment in short: a mark is ``[1]``, a value ``{7}``, a term of the glossary
    ``<well: address>``, another entry ``(Ann: address)``."""
    pieces = []
    for part in fragment.parts:
        match part:
            case NoteMark():
                pieces.append(f"[{part.number}]")
            case ValueSpan():
                pieces.append(f"{{{part.text}}}" + (f"[{part.mark.number}]" if part.mark else ""))
            case TermLink():
                entry = f"{part.text}: {part.address}"
                pieces.append(f"<{entry}>" if part.glossary else f"({entry})")
            case Figure():
                pieces.append(f"<{part.figure_id}>")
            case _:
                pieces.append(part)
    return "".join(pieces).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A. [@map] B.", "<p>A.[1] B.</p>"),
        ("A.[@map] [@log]", "<p>A.[1] [2]</p>"),
        ("A.[@map, p. 2; @log; @map, p. 2] B.[@map, p. 2; @log]", "<p>A.[1] B.[1]</p>"),
        ("It is {{ depth }}.[@map] So {{ depth | plain }}.", "<p>It is {3}.[1] So {3}.</p>"),
        ("It is {{ width }}.", "<p>It is {6}[1].</p>"),
        ("See [[well]].", "<p>See <stilling well: glossary/#term-well>.</p>"),
        ("See [[Stilling well]].", "<p>See <Stilling well: glossary/#term-well>.</p>"),
        ("See [[well|the shaft]].", "<p>See <the shaft: glossary/#term-well>.</p>"),
        ("See [[ann]].", "<p>See (Ann: people/ann/).</p>"),
        ("A.[^own]\n\n[^own]: Mine.", "<p>A.[1]</p>"),
        ("See [it](lights.md#why).", '<p>See <a href="../lights/#why">it</a>.</p>'),
        ("[{{ said | plain }}](#a)\n\n## A? {#a}\n\nB.",
         '<p><a href="#a">900 (according to Ann &amp; Co)</a></p>'),
        ("![It](../images/gauge.png)",
         '<p><picture>'
         '<source type="image/avif" sizes="(min-width: 46rem) 38rem, 92vw"'
         ' srcset="../assets/images/20/gauge.png.avif 20w">'
         '<source type="image/webp" sizes="(min-width: 46rem) 38rem, 92vw"'
         ' srcset="../assets/images/20/gauge.png.webp 20w">'
         '<img width="20" height="10" alt="It" loading="lazy" src="../assets/images/gauge.png">'
         '</picture></p>'),
    ],
)  # fmt: skip
def test_what_references_become(tmp_path: Path, body: str, expected: str) -> None:
    assert shown(Linked(tmp_path, body).fragment) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [[well]].", "<p>See <колодец: ru/glossary/#term-well>.</p>"),
        ("See [it](lights.md#why).", '<p>See <a href="../ru/lights/#why">it</a>.</p>'),
    ],
)
def test_what_references_become_in_another_language(
    tmp_path: Path, body: str, expected: str
) -> None:
    assert shown(Linked(tmp_path, body, "ru").fragment) == expected


def test_a_page_that_explains_a_term_leads_to_its_own_explanation(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "[[well]], [[ann]]", explained=frozenset({("term", "well")}))
    expected = "<p><stilling well: gauge/#term-well>, (Ann: people/ann/)</p>"
    assert shown(linked.fragment) == expected


def test_an_author_s_notes_have_no_marks_where_they_are_not_printed(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A.[^own] B.[@map]\n\n[^own]: Mine.", marks="no author's")
    assert shown(linked.fragment) == "<p>A. B.[1]</p>"


BODY = """
A.[@map, p. 2] It is {{ depth }}.[^own] So {{ depth | plain }}, {{ width }}, {{ guess }}.

[^own]: Mine, {{ said }}.[@log, p. 9]
"""


def test_where_facts_and_sources_are_used(tmp_path: Path) -> None:
    """A note's own text counts where the note was first referred to."""
    linked = Linked(tmp_path, BODY)
    linked.linker.notes(linked.own_notes)
    why = Link("Why?", "gauge/#why")
    assert [use for use in linked.linker.uses if use.fact and not use.role] == [
        Use(PAGE, why, fact) for fact in ("depth", "depth", "width", "guess", "said")
    ]
    relied_on = (("map", "p. 2"), ("map", ""), ("map", ""), ("log", ""), ("log", ""),
                 ("log", "p. 9"))  # fmt: skip
    assert [use for use in linked.linker.uses if use.source] == [
        Use(PAGE, why, "", key, at) for key, at in relied_on
    ]


def test_a_text_from_another_file_counts_where_it_stands_and_links_from_its_own(
    tmp_path: Path,
) -> None:
    linked = Linked(tmp_path, "[It](../explainers/lights.md).[@map]")
    fragment = linked.linker.fragment(linked.text, linked.why.written_in("content/facts/f.yaml"))
    assert shown(fragment) == '<p><a href="../lights/">It</a>.[1]</p>'
    assert linked.linker.uses[-1] == Use(PAGE, Link("Why?", "gauge/#why"), "", "map")


def test_what_a_claim_set_aside_cites_is_used_against_it(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A.[@map]")
    mark = linked.linker.mark(
        Basis((("log", "p. 1", ""), ("map", "", ""))), linked.why, against=True
    )
    assert mark.number == 2
    assert [(use.source, use.role) for use in linked.linker.uses if use.source] == [
        ("map", ""), ("log", "against"), ("map", "against"),
    ]  # fmt: skip


def test_the_notes_of_a_page(tmp_path: Path) -> None:
    linked = Linked(tmp_path, BODY)
    found = linked.linker.notes(linked.own_notes)
    rests_on = [", ".join(filter(None, (item.source.key, item.locator, *item.quotes)))
                for note in found for item in note.items]  # fmt: skip
    assert rests_on == ["map, p. 2", "map", "map", "log", "log", "log, p. 9"]
    assert [len(note.items) for note in found] == [1, 1, 0, 1, 1, 1, 1]
    assert [note.number for note in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [shown(note.text) for note in found if note.text] == ["<p>Mine, {900}[6].[7]</p>"]
    formula = "“Depth” (3\u00a0days) times 2"
    assert [note.formula for note in found] == ["", "", "", formula, "", "", ""]
    assert [note.number for note in found if note.inference] == [5]


def test_a_formula_names_facts_by_their_labels(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A {{ left }}.", "ru")
    (note,) = linked.linker.notes(linked.own_notes)
    assert note.formula.replace("\u00a0", " ") == (
        "(сумма: «Катера» (1 день) и «Tugs» (5 дней)) минус (2 умножить на «Глубина» (3 дня))"
    )


def test_ids_of_notes_and_the_ways_back(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A.[@map] B.[^own] C.[@map, p. 2] D.[@map] E.[@map, p. 2]\n\n"
                              "[^own]: Mine.")  # fmt: skip
    found = linked.linker.notes(linked.own_notes).entries
    assert [re.sub("[0-9a-f]{10}$", "digest", note.note_id) for note in found] == ["fn-digest"] * 3
    marks = [part for part in linked.fragment.parts if isinstance(part, NoteMark)]
    assert [mark.note_id for mark in marks] == [found[n].note_id for n in (0, 1, 2, 0, 2)]
    assert [mark.ref_id for mark in marks] == [f"fnref-{n}" for n in range(1, 6)]
    assert [note.backlinks for note in found] == [
        (Backlink("fnref-1", 1, 2), Backlink("fnref-4", 2, 2)),
        (Backlink("fnref-2", 1, 1),),
        (Backlink("fnref-3", 1, 2), Backlink("fnref-5", 2, 2)),
    ]


def test_each_passage_of_a_source_has_a_note_with_an_id(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A.[@map, p. 2] B.[@map, p. 3] C.[@map, p. 4]")
    found = linked.linker.notes({})
    assert len({note.note_id for note in found}) == 3


def test_a_claim_s_evidence_shares_the_note_of_a_citation(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "A.[@map, p. 2]")
    evidence = (Evidence("map", 0, "p. 2"), Evidence("map", 9, "p. 2"))
    assert linked.linker.mark(basis_of(evidence), linked.why).number == 1
    assert linked.linker.mark(basis_of(evidence, derived="depth"), linked.why).number == 2
    assert linked.linker.mark(basis_of(evidence, inference=True), linked.why).number == 3


def test_a_figure(tmp_path: Path) -> None:
    body = "```table\ntitle: All {{ depth | plain }}\nfacts: [depth, built]\nnote: N.[@log]\n```\n"
    twice = f"{body}\n```table\ntitle: B\nfacts: [width]\n```\n"
    figure, second = (
        part for part in Linked(tmp_path, twice, "ru").fragment.parts if isinstance(part, Figure)
    )
    assert (figure.figure_id, figure.shape, figure.title) == ("figure-all", "table", "All 3")
    assert [[cell.plain for cell in row] for row in figure.table.rows] == [
        ["Глубина", "3\u00a0дня", "10\u00a0января\u00a02022"],
        ["Built", "2\u00a0июля\u00a01891", ""],
    ]
    assert figure.note is not None
    assert shown(figure.note) == "N.[3]"
    assert (second.figure_id, second.shape, second.note) == ("figure-b", "table", None)
    assert second.table.heads == ("Факт", "Дней")


@pytest.mark.parametrize(
    ("fact", "filters", "expected"),
    [
        ("depth", (), ("3", "", False, False, "", "", "facts/depth/")),
        ("built", (), ("2 July 1891", "1891-07-02", False, False, "", "", "facts/built/")),
        ("built", ("plain",), ("2 July 1891", "", False, False, "", "", "facts/built/")),
        ("said", (), ("900", "", False, False, "Ann & Co", "according to Ann & Co",
                      "facts/said/")),
        ("crowd", (), ("1", "", True, False, "Bo", "disputed, according to Bo", "#crowd")),
        ("crowd", ("statement",), ("They differ.", "", False, False, "", "", "#crowd")),
    ],
)  # fmt: skip
def test_a_value_with_the_words_for_its_state(
    tmp_path: Path, fact: str, filters: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    linked = Linked(tmp_path, "A.", claims_at={"crowd": "#crowd"})
    span = linked.linker.span(fact, filters)
    text = span.text.replace("\u00a0", " ")
    state = (span.disputed, span.unconfirmed, span.speaker, span.caveat)
    assert (text, span.iso, *state, span.address) == expected
    assert (span.fact_id, span.mark) == (fact, None)
    assert linked.linker.uses == []


def test_a_text_that_is_only_named_uses_nothing(tmp_path: Path) -> None:
    linked = Linked(tmp_path, "It is *{{ said }}* of [it](lights.md).[@map]")
    before = linked.linker.uses
    named = text_in_words(linked.library, linked.text, PATH)
    assert named == "It is 900 (according to Ann & Co) of it."
    assert linked.linker.uses == before


@pytest.mark.parametrize(
    ("label", "caveat"),
    [("Ann Key calls it low", ""), ("Low water", "according to Ann Key, keeper")],
)
def test_a_figure_s_row_does_not_name_twice_who_says_so(
    tmp_path: Path, label: str, caveat: str
) -> None:
    site = TinySite(tmp_path)
    claim = "{value: 1962-05-03, by: 'Ann Key, keeper', standing: asserted, sources: [map]}"
    figure = "```timeline\ntitle: A day\nfacts: [low]\n```"
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "sources/a.yaml": sources("map"),
            "people.yaml": "ann: {name: Ann Key}\n",
            "facts/a.yaml": f"low: {{label: {label}, claims: [{claim}]}}\n",
            "explainers/gauge.md": explainer(f"## When?\n\nThen.\n\n{figure}\n"),
        }
    )
    site.build()
    found = words(site.tree("gauge/").find_class("strand")[0])
    assert found == (f"{label} ({caveat})1" if caveat else f"{label}1")
