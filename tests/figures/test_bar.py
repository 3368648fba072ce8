"""Bars: what is drawn says what the facts say, wherever its words have room."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.figures.bar import KIND, BarFields
from explainer.figures.drawing import Line, Rect
from explainer.figures.figure import Datum, Drawn
from explainer.model.values.value import Quantity, Unknown, Value
from tests.figures.drawings import check_drawn
from tests.figures.words import datum, speech
from tests.sites import TinySite, explainer, sources, words

NUMBERS = st.decimals(0, Decimal(10) ** 12, allow_nan=False, places=2)
NAMES = st.text("abcdefgh WMЖ漢", min_size=1, max_size=80).filter(str.strip)


@st.composite
def values(draw: st.DrawFn) -> Value:
    low, number, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    found: list[Value] = [
        Unknown(),
        Quantity(number, "people"),
        Quantity(-number, "people"),
        Quantity(number, "people", about=True),
        Quantity(number, "people", low=low, high=high),
        Quantity(None, "people", low=low, high=high),
        Quantity(None, "people", low=low),
        Quantity(None, "people", high=high),
    ]
    return draw(st.sampled_from(found))


@st.composite
def bars(draw: st.DrawFn) -> Datum:
    return datum(draw(NAMES), draw(values()), rivals=tuple(draw(st.lists(values(), max_size=2))))


def drawn(*data: Datum, language: str = "en") -> Drawn:
    return KIND.draw(BarFields(title="t", facts=["x"]), data, speech(language))


@given(st.lists(bars(), min_size=1, max_size=8), st.sampled_from(["en", "ru", "ar"]))
def test_nothing_overlaps(data: list[Datum], language: str) -> None:
    check_drawn(drawn(*data, language=language))


def test_what_others_say_has_room_far_below_zero() -> None:
    """Once it stood in a column as wide as a letter."""
    data = [
        datum("Isle", Unknown()),
        datum("Most", Quantity(None, "people", high=Decimal("10922.2"))),
        datum("Loss", Quantity(Decimal("-117167.64"), "people"), rivals=(Unknown(),)),
    ]
    check_drawn(drawn(*data, language="ar"))


def test_forty_bars_and_huge_ranges() -> None:
    data = [datum(f"Harbour {n}", Quantity(Decimal(n) ** 9)) for n in range(40)]
    check_drawn(drawn(*data))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_a_bar_is_as_long_as_its_number(numbers: list[int]) -> None:
    found = drawn(*(datum("A", Quantity(Decimal(n))) for n in numbers))
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        rects = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
        unit = max(rect.width for rect in rects) / max(*numbers, 1)
        expected = [max(n * unit, 1) for n in numbers]
        assert [rect.width for rect in rects] == pytest.approx(expected, abs=0.2)


def test_the_table_has_what_is_drawn() -> None:
    data = [
        datum("North", Quantity(Decimal(1480), "people")),
        datum("Isle", Unknown()),
        datum("Cape", Quantity(None, "people", low=Decimal(2), high=Decimal(3))),
    ]
    found = drawn(*data)
    assert [[cell.plain for cell in row] for row in found.table.rows] == [
        ["North", "1,480"],
        ["Isle", "not known"],
        ["Cape", "2–3"],
    ]
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        assert [each.text for each in drawing.words] == [
            "North", "1,480", "Isle", "not known", "Cape", "2–3",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "solid", "line"),
    [
        (Quantity(None, low=Decimal(2), high=Decimal(3)), (0, 2), (2, 3)),
        (Quantity(None, low=Decimal(-3), high=Decimal(-2)), (-2, 0), (-3, -2)),
        (Quantity(None, high=Decimal(3)), (0, 0), (0, 3)),
        (Quantity(Decimal(2), low=Decimal(1), high=Decimal(3)), (0, 2), (1, 3)),
    ],
)
def test_what_is_not_certain_is_a_line(
    value: Quantity, solid: tuple[int, int], line: tuple[int, int]
) -> None:
    data = [datum("A", value), datum("B", Quantity(Decimal(-4))), datum("C", Quantity(Decimal(4)))]
    drawing = drawn(*data).wide
    assert drawing is not None
    first, below, above = (shape for shape in drawing.shapes if isinstance(shape, Rect))
    unit, zero = below.width / 4, above.x
    lines = [s.points for s in drawing.shapes if isinstance(s, Line) and "range" in s.look]
    across = [x for points in lines for x, _ in points]
    assert first.x == pytest.approx(zero + solid[0] * unit)
    assert first.width == pytest.approx(max(1, (solid[1] - solid[0]) * unit))
    assert (min(across), max(across)) == pytest.approx([zero + end * unit for end in line])


def test_a_line_on_its_bar_is_seen_against_it() -> None:
    drawing = drawn(datum("A", Quantity(Decimal(2), low=Decimal(1), high=Decimal(3)))).wide
    assert drawing is not None
    looks = [s.look for s in drawing.shapes if isinstance(s, Line) and "range" in s.look]
    assert looks == ["range inside", "range", "range inside", "range"]


def test_numbers_below_zero_stand_on_the_other_side_of_it() -> None:
    found = drawn(datum("A", Quantity(Decimal(-5))), datum("B", Quantity(Decimal(5))))
    for drawing in (found.wide, found.narrow):
        assert drawing is not None
        (zero,) = {s.points[0][0] for s in drawing.shapes if isinstance(s, Line)}
        number = next(each for each in drawing.words if each.text == "−5")
        assert number.box[0] > zero


def test_what_is_unknown_comes_last_by_value(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": """\
boats.isle: {label: Isle, value: unknown, why: Nobody counted., unit: people, sources: [log]}
boats.east: {label: East, value: -3, unit: people, sources: [log]}
boats.cape: {label: Cape, value: unknown, why: Nobody counted., unit: people, sources: [log]}
boats.north: {label: North, value: 4, unit: people, sources: [log]}
""",
            "explainers/gauge.md": explainer(
                "## How many? {#many}\n\nBoats.\n\n```bar\ntitle: Boats\norder: value\n"
                "facts: [boats.isle, boats.east, boats.cape, boats.north]\n```"
            ),
        }
    )
    site.build()
    rows = site.tree("gauge/").xpath("//figure//tbody//th")
    assert [words(row) for row in rows] == ["North", "East", "Isle", "Cape"]


@pytest.mark.parametrize("kind", ["bar", "strip"])
@pytest.mark.parametrize(
    ("language", "unit", "measure", "label"),
    [
        ("en", "EUR", "€", "€5"),
        ("de", "EUR", "€", "5 €"),
        ("en", "percent", "%", "5%"),
        ("en", "people", "People", "5"),
    ],
)
def test_a_unit_that_is_a_sign_stands_at_its_numbers(
    tmp_path: Path, kind: str, language: str, unit: str, measure: str, label: str
) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": f"title: The Tide Desk\nlanguage: {language}\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": f"boats: {{label: Boats, value: 5, unit: {unit}, sources: [log]}}\n",
            "explainers/gauge.md": explainer(
                f"## How many? {{#many}}\n\nBoats.\n\n```{kind}\ntitle: Boats\nfacts: boats\n```"
            ),
        }
    )
    site.build()
    figure = site.tree("gauge/").xpath("//figure")[0]
    assert words(figure.xpath(".//*[@class='measure']")[0]) == measure
    assert label in [words(text) for text in figure.xpath(".//*[local-name()='text']")]
