"""Strips: each claim has its place and its name, and none touches another."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.figures.drawing import Dot, Drawing, Line, Rect
from explainer.figures.figure import Datum, Drawn, FigureFields
from explainer.figures.strip import KIND
from explainer.model.values.value import Quantity, Unknown
from tests.figures.drawings import check_drawn
from tests.figures.test_bar import NAMES, NUMBERS, values
from tests.figures.words import datum, speech

STANDINGS = ("written", "live", "set-aside", "withdrawn")


@st.composite
def claims(draw: st.DrawFn) -> list[Datum]:
    """At least one of them gives a number."""
    said = [Quantity(draw(NUMBERS)), *draw(st.lists(values(), max_size=6))]
    return [
        datum("Crowd", value, by=draw(NAMES), standing=draw(st.sampled_from(STANDINGS)))
        for value in draw(st.permutations(said))
    ]


def drawn(*data: Datum, language: str = "en") -> Drawn:
    return KIND.draw(FigureFields(title="t", facts=["x"]), data, speech(language))


def said(number: int, by: str = "Ann", standing: str = "live") -> Datum:
    return datum("Crowd", Quantity(Decimal(number), "people"), by=by, standing=standing)


def both(found: Drawn) -> tuple[Drawing, Drawing]:
    assert found.wide is not None
    assert found.narrow is not None
    return found.wide, found.narrow


def texts(drawing: Drawing) -> list[str]:
    return [words.text for words in drawing.words]


@given(claims(), st.sampled_from(["en", "ru", "ar"]))
def test_nothing_overlaps(data: list[Datum], language: str) -> None:
    check_drawn(drawn(*data, language=language))


def test_one_value_many_values_and_huge_ranges() -> None:
    check_drawn(drawn(said(0)))
    check_drawn(drawn(*(said(900, f"Paper {n}") for n in range(4))))
    check_drawn(drawn(*(said(n**9, f"Paper {n}") for n in range(40))))
    check_drawn(drawn(said(10**40), said(2 * 10**40)))


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=6, unique=True))
def test_dots_lie_as_far_apart_as_their_values(numbers: list[int]) -> None:
    for drawing in both(drawn(*map(said, numbers))):
        dots = [shape.x for shape in drawing.shapes if isinstance(shape, Dot)]
        least, *_, most = sorted(numbers)
        unit = (dots[-1] - dots[0]) / (most - least)
        for x, number in zip(dots, sorted(numbers), strict=True):
            assert abs(x - dots[0] - (number - least) * unit) < 0.01


def test_what_we_write_is_heavier_and_what_does_not_stand_is_hollow_and_named() -> None:
    data = [said(900, "Ann", "written"), said(1200, "Bo")]
    data += [said(150, "The council", "set-aside"), said(2000, "Radio", "withdrawn")]
    for drawing in both(drawn(*data)):
        dots = {shape.look: shape for shape in drawing.shapes if isinstance(shape, Dot)}
        assert dots["written"].radius > dots["said"].radius
        assert [s.look for s in drawing.shapes if isinstance(s, Dot)] == [
            "hollow", "written", "said", "hollow",
        ]  # fmt: skip
        for words in ("what we write", "Ann", "Bo", "set aside by us", "withdrawn"):
            assert words in texts(drawing)


def test_claims_of_one_value_share_its_dot() -> None:
    found = drawn(said(900, "Ann", "written"), said(900, "Bo"), said(900, "Cy", "set-aside"))
    for drawing in both(found):
        assert [s.look for s in drawing.shapes if isinstance(s, Dot)] == ["written", "hollow"]
        assert "Ann; Bo" in texts(drawing)


def on(day: str, number: int, by: str, standing: str = "live") -> Datum:
    value = Quantity(Decimal(number), "people")
    return datum("Crowd", value, by=by, standing=standing, when=parse_edtf(day))


def test_where_days_differ_they_stand_beside_speakers_and_claims_in_their_order() -> None:
    found = drawn(
        on("1962-05-03", 900, "Ann", "written"),
        on("1962-05-03", 2000, "Radio", "withdrawn"),
        on("1962-05-04", 150, "The council"),
        on("1962-05-06", 900, "Bo"),
    )
    for drawing in both(found):
        said_by = [text.replace("\u00a0", " ") for text in texts(drawing) if "May" in text]
        assert said_by == ["Ann, 3 May 1962; Bo, 6 May", "Radio, 3 May 1962", "The council, 4 May"]
    years = drawn(on("1962-05-03", 900, "Ann"), on("1963-01-01", 800, "Bo"))
    for drawing in both(years):
        said_by = [text.replace("\u00a0", " ") for text in texts(drawing) if "196" in text]
        assert said_by == ["Ann, 3 May 1962", "Bo, 1 January 1963"]


def test_of_one_day_the_least_comes_first_and_no_day_is_said() -> None:
    for drawing in both(drawn(on("1962-05-03", 900, "Ann"), on("1962-05-03", 150, "Bo"))):
        assert [text for text in texts(drawing) if text in ("Ann", "Bo")] == ["Bo", "Ann"]


def test_a_key_says_what_we_write_and_set_aside_mean() -> None:
    written, hollow = said(900, "Ann", "written"), said(150, "Bo", "set-aside")
    meant = ("written", "what we write: the number that this site goes by")
    aside = ("hollow", "set aside by us, or withdrawn: the fact’s page says why")
    assert drawn(written, said(1200, "Cy")).key == (meant,)
    assert drawn(said(1200, "Cy"), hollow).key == (aside,)
    assert drawn(written, hollow).key == (meant, aside)


def test_a_range_is_a_bar_and_an_open_end_an_arrow() -> None:
    low, high = Decimal(800), Decimal(1000)
    found = drawn(
        datum("Crowd", Quantity(None, "people", low=low, high=high), by="Ann"),
        datum("Crowd", Quantity(None, "people", low=high), by="Bo"),
    )
    for drawing in both(found):
        (bar,) = (shape for shape in drawing.shapes if isinstance(shape, Rect))
        (arrow,) = (s for s in drawing.shapes if isinstance(s, Line) and s.closed)
        assert abs(arrow.points[0][0] - (bar.x + bar.width)) < 0.01
        assert max(x for x, _ in arrow.points) > bar.x + bar.width


def test_what_is_not_known_is_said_in_words() -> None:
    found = drawn(said(900), datum("Crowd", Unknown(), by="Bo", standing="live"))
    for drawing in both(found):
        assert "not known (Bo)" in texts(drawing)
        assert len([shape for shape in drawing.shapes if isinstance(shape, Dot)]) == 1


def test_each_value_has_a_line() -> None:
    wide, _ = both(drawn(*(said(n, f"The Evening Post of town {n}") for n in range(0, 900, 100))))
    dots = [shape.y for shape in wide.shapes if isinstance(shape, Dot)]
    assert dots == sorted(set(dots))


def test_the_table_has_what_is_drawn() -> None:
    data = [said(900, "Ann", "written"), said(150, "The council", "set-aside")]
    found = drawn(*data)
    assert [[cell.plain for cell in row] for row in found.table.rows] == [
        ["Ann", "900", "what we write"],
        ["The council", "150", "set aside by us"],
    ]
    for drawing in both(found):
        for row in found.table.rows:
            assert {cell.plain for cell in row} <= set(texts(drawing))
    expected = "Claims on one axis: 150 (The council; set aside by us), 900 (Ann; what we write)."
    assert found.described == expected
