"""Bars: what is drawn says what the facts say, wherever its words have room."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.figures.bar import KIND, BarFields
from explainer.figures.drawing import Rect
from explainer.figures.figure import Datum, Drawn
from explainer.model.values.value import Quantity, Unknown, Value
from tests.figures.drawings import check_drawn
from tests.figures.words import datum, speech

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
        assert [words.text for words in drawing.words] == [
            "North", "1,480", "Isle", "not known", "Cape", "2–3",
        ]  # fmt: skip
