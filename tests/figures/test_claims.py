"""Tables of claims: who says what, and what became of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from explainer.edtf import parse_edtf
from explainer.figures.figure import Datum, Drawn, FigureFields
from explainer.figures.tables import CLAIMS
from explainer.model.values.value import DateValue, Quantity, Unknown, Value
from tests.figures.words import datum, speech
from tests.sites import TinySite, explainer, sources, words


def said(label: str, value: Value, **fields: str) -> Datum:
    return datum(label, value, **fields)


def drawn(*data: Datum) -> Drawn:
    return CLAIMS.draw(FigureFields(title="t", facts=["x"]), data, speech())


def rows(found: Drawn) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in found.table.rows]


def test_of_one_fact_it_begins_with_who_says_so() -> None:
    nine = Quantity(Decimal(900), "people")
    found = drawn(
        said("Crowd", nine, by="Ann", day="3 May", standing="written"),
        said("Crowd", Unknown(), source="The Post", day="4 May", standing="live"),
        said("Crowd", nine, by="Bo", standing="withdrawn"),
    )
    assert found.table.heads == ("Who says so", "People", "As of", "What became of it")
    assert rows(found) == [
        ["Ann", "900", "3 May", "what we write"],
        ["The Post", "not known", "4 May", ""],
        ["Bo", "900", "", "withdrawn"],
    ]


def test_of_several_facts_it_begins_with_the_fact() -> None:
    day = DateValue(parse_edtf("1962-05-03"))
    found = drawn(
        said("Crowd", Quantity(Decimal(900)), by="Ann", standing="live"),
        said("Lamp", day, standing="set-aside"),
    )
    assert found.table.heads == ("Fact", "Who says so", "People", "What became of it")
    assert [row[:2] for row in rows(found)] == [["Crowd", "Ann"], ["Lamp", "Not named"]]


def test_a_column_that_tells_nothing_is_left_out() -> None:
    found = drawn(said("Crowd", Quantity(Decimal(900)), by="Ann", standing="live"))
    assert found.table.heads == ("Who says so", "People")


def test_claims_are_by_age_and_those_with_another_subject_are_left_out(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": (
                "crowd:\n  label: Crowd\n  unit: people\n  claims:\n"
                "    - {value: 900, by: Ann, sources: [log]}\n"
                "    - {value: 30, what: boats, by: Cy, as_of: 1962-05-01, sources: [log]}\n"
                "    - {value: 800, by: Bo, as_of: 1962-05-09, sources: [log]}\n"
                "    - {value: 700, by: Bo, as_of: 1962-05-02, sources: [log]}\n"
            ),
            "explainers/gauge.md": explainer(
                "## Who? {#who}\n\nThree.\n\n```claims\ntitle: Three counts\nfacts: crowd\n```\n"
            ),
        }
    )
    site.build()
    table = site.tree("gauge/").xpath("//figure//tbody")[0]
    assert [words(row.xpath("./td[1]")[0]) for row in table] == [
        "700 people1",
        "800 people1",
        "900 people1",
    ]


def test_what_the_site_infers_is_told_as_its_inference(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": "crowd:\n  label: Crowd\n  claims:\n"
            "  - {value: 900, by: us, as_of: 1962, sources: [log]}\n"
            "  - {value: 40, by: Ann, as_of: 1961, sources: [log]}\n",
            "explainers/gauge.md": explainer(
                "## Who? {#who}\n\nTwo.\n\n```claims\ntitle: Two counts\nfacts: crowd\n```\n"
            ),
        }
    )
    site.build()
    rows = site.tree("gauge/").xpath("//figure//tbody/tr/th")
    assert [words(each) for each in rows] == ["Ann", "our inference"]
