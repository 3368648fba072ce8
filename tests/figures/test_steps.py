"""Steps: values stand at their dates, hold until the next, and touch no other's words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.figures.drawing import Dot, Drawing, Line, Rect, meet
from explainer.figures.figure import Datum, Drawn, FigureFields
from explainer.figures.steps import KIND
from explainer.model.values.value import Quantity, Unknown, Value
from tests.figures.drawings import check_drawn
from tests.figures.test_bar import NUMBERS, values
from tests.figures.words import datum, speech

DAYS = st.dates(date(1, 1, 1), date(2100, 1, 1)).map(str)
DATES = st.one_of(DAYS, DAYS.map(lambda day: f"{day}~"), DAYS.map(lambda day: f"{day}/.."))


def reported(day: str, value: Value, standing: str = "live") -> Datum:
    when = parse_edtf(day)
    words = speech().date(when)
    return datum("Deaths", value, when=when, day=words, by="Ann", standing=standing)


def number(day: str, value: int, standing: str = "live") -> Datum:
    return reported(day, Quantity(Decimal(value), "people"), standing)


@st.composite
def reports(draw: st.DrawFn) -> list[Datum]:
    """At least one of them gives a number."""
    said = [Quantity(draw(NUMBERS)), *draw(st.lists(values(), max_size=8))]
    standings = st.sampled_from(["live", "set-aside", "withdrawn"])
    found = [reported(draw(DATES), value, draw(standings)) for value in said]
    return [*found, reported(draw(DATES), Quantity(draw(NUMBERS)), "written")]


def drawn(*data: Datum, language: str = "en") -> Drawn:
    return KIND.draw(FigureFields(title="t", facts=["x"]), data, speech(language))


def both(found: Drawn) -> tuple[Drawing, Drawing]:
    assert found.wide is not None
    assert found.narrow is not None
    return found.wide, found.narrow


def texts(drawing: Drawing) -> list[str]:
    return [words.text for words in drawing.words]


@given(reports(), st.sampled_from(["en", "ru", "ar"]))
def test_nothing_overlaps(data: list[Datum], language: str) -> None:
    check_drawn(drawn(*data, language=language))


@given(reports())
def test_no_value_stands_on_a_mark_or_a_line(data: list[Datum]) -> None:
    for drawing in both(drawn(*data)):
        marks = [
            shape.box
            for shape in drawing.shapes
            if isinstance(shape, Dot | Rect | Line) and shape.look not in ("rule", "leader")
        ]
        values_drawn = [words for words in drawing.words if "halo" in words.look]
        assert values_drawn
        assert not [w.text for w in values_drawn if any(meet(w.box, mark) for mark in marks)]


def test_one_value_equal_values_and_forty_days() -> None:
    check_drawn(drawn(number("2022-01-05", 0, "written")))
    check_drawn(drawn(*(number(f"2022-01-0{n}", 7) for n in range(1, 9))))
    first = date(2022, 1, 1)
    many = [number(str(first + timedelta(days=n)), n**9) for n in range(40)]
    check_drawn(drawn(*many))


def test_a_value_without_room_at_its_dot_is_told_below() -> None:
    many = [number(f"2022-01-{n:02}", 1000 + n) for n in range(1, 29)]
    for drawing in both(drawn(*many)):
        beside = {words.text for words in drawing.words if "halo" in words.look}
        below = " ".join(w.text for w in drawing.words if w.x == 0 and "halo" not in w.look)
        below = below.replace("\u00a0", " ")
        for n in range(1, 29):
            value, told = f"1,0{n:02}", f"{n} January 2022: 1,0{n:02}"
            assert (value in beside) != (told in below)


def test_dates_stand_in_two_rows() -> None:
    days = ("2022-01-15", "2022-01-24", "2022-01-27", "2022-01-30", "2022-02-11")
    wide, _ = both(drawn(*(number(day, n) for n, day in enumerate(days, 1))))
    rows = [words.y for words in wide.words if "ary" in words.text]
    assert len(rows) == 5
    assert len(set(rows)) == 2


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2, max_size=9, unique=True))
def test_days_are_true_to_scale(days: list[date]) -> None:
    for drawing in both(drawn(*(number(str(day), 7) for day in days))):
        dots = [shape.x for shape in drawing.shapes if isinstance(shape, Dot)]
        first, *_, last = sorted(days)
        for x, day in zip(dots, sorted(days), strict=True):
            share = (day - first) / (last - first)
            assert abs(x - dots[0] - share * (dots[-1] - dots[0])) < 0.01


def test_a_value_holds_until_the_next_report() -> None:
    data = [number("2022-01-01", 10), number("2022-01-03", 20), number("2022-01-05", 20, "written")]
    for drawing in both(drawn(*data)):
        dots = [shape for shape in drawing.shapes if isinstance(shape, Dot)]
        steps = [s.points for s in drawing.shapes if isinstance(s, Line) and s.look == "step"]
        assert steps[:2] == [
            ((dots[0].x, dots[0].y), (dots[1].x, dots[0].y)),
            ((dots[1].x, dots[0].y), (dots[1].x, dots[1].y)),
        ]
        assert steps[-1] == ((dots[2].x, dots[2].y), (drawing.width, dots[2].y))


def test_what_does_not_stand_is_hollow_and_off_the_line() -> None:
    data = [number("2022-01-01", 10), number("2022-01-03", 60, "set-aside")]
    for drawing in both(drawn(*data, number("2022-01-05", 20, "written"))):
        aside = next(s for s in drawing.shapes if isinstance(s, Dot) and s.look == "hollow")
        steps = [s.points for s in drawing.shapes if isinstance(s, Line) and s.look == "step"]
        assert not [points for points in steps for _, y in points if y == aside.y]
        assert {"20", "60", "set aside by us"} <= set(texts(drawing))


def test_a_range_is_a_band_and_what_is_not_known_a_gap() -> None:
    uncertain = Quantity(None, "people", low=Decimal(10), high=Decimal(20))
    data = [reported("2022-01-01", uncertain), reported("2022-01-03", Unknown())]
    for drawing in both(drawn(*data, number("2022-01-05", 20, "written"))):
        (band,) = (s for s in drawing.shapes if isinstance(s, Rect) and s.look == "band")
        (step,) = (s for s in drawing.shapes if isinstance(s, Line) and s.look == "step")
        assert band.x + band.width < step.points[0][0]
        assert "3 January 2022: not known" in " ".join(texts(drawing)).replace("\u00a0", " ")


def test_the_year_is_said_once() -> None:
    data = [number("2022-01-01", 10), number("2022-02-03", 20, "written")]
    for drawing in both(drawn(*data)):
        found = [text.replace("\u00a0", " ") for text in texts(drawing)]
        assert found[-2:] == ["1 January 2022", "3 February"]


def test_the_month_is_said_once_if_all_are_days_of_it() -> None:
    found = drawn(number("2022-01-07", 10), number("2022-01-10", 20), number("2022-01-11", 30))
    for drawing in both(found):
        dates = [text.replace("\u00a0", " ") for text in texts(drawing)][-3:]
        assert dates == ["7 January 2022", "11", "10"]
    about = drawn(number("2022-01-07", 10), number("2022-01-19~", 20))
    for drawing in both(about):
        assert texts(drawing)[-1].replace("\u00a0", " ") == "about 19 January"


def test_what_we_write_is_told_by_the_key_and_not_between_values() -> None:
    found = drawn(number("2022-01-07", 10), number("2022-01-11", 30, "written"))
    assert found.key == (("written", "what we write: the number that this site goes by"),)
    for drawing in both(found):
        assert "30" in texts(drawing)
        assert "what we write" not in texts(drawing)


def test_several_facts_are_dated_values() -> None:
    price = Quantity(Decimal(50), "people")
    data = [
        datum("Spring", price, when=parse_edtf("2022-03"), day="March 2022"),
        datum("Autumn", price, when=parse_edtf("2022-09"), day="September 2022"),
    ]
    found = drawn(*data)
    assert [[cell.plain for cell in row] for row in found.table.rows] == [
        ["Spring", "50", "March 2022"],
        ["Autumn", "50", "September 2022"],
    ]
    assert found.key == ()
    for drawing in both(found):
        assert "what we write" not in texts(drawing)


def test_the_table_has_what_is_drawn() -> None:
    found = drawn(number("2022-01-01", 10), number("2022-01-05", 20, "written"))
    assert [[cell.plain.replace("\u00a0", " ") for cell in row] for row in found.table.rows] == [
        ["Ann", "10", "1 January 2022", ""],
        ["Ann", "20", "5 January 2022", "what we write"],
    ]
    described = "Steps by date: 1 January 2022: 10; 5 January 2022: 20 (what we write)."
    assert found.described.replace("\u00a0", " ") == described


def test_the_axis_of_billions_has_numbers() -> None:
    found = drawn(number("2022-01-01", 10**9), number("2022-01-05", 2 * 10**9, "written"))
    check_drawn(found)
    for drawing in both(found):
        assert {"0", "1,000,000,000"} <= {w.text for w in drawing.words if w.anchor == "end"}
