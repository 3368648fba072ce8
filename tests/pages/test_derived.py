"""Values that the site makes itself: their notes say how, and from what."""

from __future__ import annotations

from tests.pages.conftest import SiteMaker
from tests.sites import explainer, sources, words

FILES = {"sources/s.yaml": sources("a", "b")}


def test_a_derived_value_shows_its_formula_and_all_its_evidence(make_site: SiteMaker) -> None:
    facts = """
start: {value: 2022-01-06, sources: [a]}
end: {value: 2022-01-19, sources: [b]}
lasted: {value: "= days(start, end)"}
"""
    site = make_site(
        {**FILES, "facts/f.yaml": facts, "explainers/gauge.md": explainer("{{ lasted }}")}
    )
    site.build()
    (note,) = site.tree("gauge/").xpath('//section[@id="notes"]/ol/li')
    assert words(note.find_class("formula")[0]) == (
        "How we worked it out: days from “Start” (6 January 2022) to “End” (19 January 2022), "
        "both counted"
    )
    assert [words(p) for p in note.find_class("reference")] == [
        "Report a. Undated.", "Report b. Undated.",
    ]  # fmt: skip


def test_a_formula_names_each_fact_by_its_label_in_the_pages_language(
    make_site: SiteMaker,
) -> None:
    facts = """
force.a: {label: Armenia, value: 100, sources: [a]}
force.b: {label: Belarus, label.ru: Беларусь, value: 200, sources: [b]}
share: {value: "= percent(force.a, sum(force.*)) + 1"}
"""
    text = explainer("{{ share }}")
    files = {"facts/f.yaml": facts, "explainers/g.md": text, "explainers/g.ru.md": text}
    settings = "title: T\nlanguages: [en, ru]\n"
    site = make_site({**FILES, "site.yaml": settings, **files})
    site.build()
    shown = [words(site.tree(page).find_class("formula")[0]) for page in ("g/", "ru/g/")]
    assert shown == [
        "How we worked it out: (“Armenia” (100) as a percentage of (the sum of “Armenia” (100) and "
        "“Belarus” (200))) plus 1",
        "Как мы это посчитали: («Armenia» (100) в процентах от (сумма: «Armenia» (100) и "
        "«Беларусь» (200))) плюс 1",
    ]


def test_a_derived_value_names_each_passage_of_its_evidence_once(make_site: SiteMaker) -> None:
    facts = """
one: {value: 1, sources: [{source: a, at: p. 1}, b]}
two: {value: 2, sources: [{source: a, at: p. 2}, {source: a, at: p. 1}]}
three: {value: 3, sources: [{source: a, at: p. 1, quote: three}, b]}
total: {value: "= one + two + three"}
"""
    site = make_site({**FILES, "facts/f.yaml": facts, "explainers/g.md": explainer("{{ total }}")})
    site.build()
    (note,) = site.tree("g/").xpath('//section[@id="notes"]/ol/li')
    assert [words(each) for each in note.find_class("evidence")] == [
        "Report a. Undated, p. 1; p. 2. Report About this source",
        "P. 1 three",
        "Report b. Undated. Report About this source",
    ]


def test_a_pattern_names_the_other_facts_in_the_order_of_their_ids(make_site: SiteMaker) -> None:
    facts = """
force.all: {value: "= sum(force.*)"}
force.b: {value: 200, sources: [b]}
force.a: {value: 100, sources: [a]}
"""
    text = explainer("{{ force.all }}")
    site = make_site({**FILES, "facts/f.yaml": facts, "explainers/g.md": text})
    site.build()
    (note,) = site.tree("g/").xpath('//section[@id="notes"]/ol/li')
    assert words(note.find_class("formula")[0]) == (
        "How we worked it out: the sum of “Force a” (100) and “Force b” (200)"
    )
    assert [words(p) for p in note.find_class("reference")] == [
        "Report a. Undated.", "Report b. Undated.",
    ]  # fmt: skip


def test_our_own_inference_is_labelled(make_site: SiteMaker) -> None:
    facts = "guess: {value: 7, by: us, why: By halves., sources: [a]}\n"
    site = make_site(
        {**FILES, "facts/f.yaml": facts, "explainers/gauge.md": explainer("{{ guess }}")}
    )
    site.build()
    (note,) = site.tree("gauge/").xpath('//section[@id="notes"]/ol/li')
    assert words(note).startswith("Our own inference")
