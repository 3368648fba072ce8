"""Memberships: each bar lies where its dates do, wherever its words have room."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import CalendarDate, EdtfDate, parse_edtf
from explainer.figures.drawing import Drawing, Line, Rect
from explainer.figures.figure import Datum, Drawn
from explainer.figures.membership import KIND, MembershipFields
from explainer.model.values.value import DateValue, Unknown, Value
from tests.figures.drawings import check_drawn
from tests.figures.words import datum, speech
from tests.sites import TODAY, TinySite, explainer, sources

NAMES = st.text("abcdefgh WMЖ漢", min_size=1, max_size=80).filter(str.strip)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 30))
NEAR = st.dates(TODAY - timedelta(40), TODAY + timedelta(40))


@st.composite
def parts(draw: st.DrawFn, day: date) -> CalendarDate:
    month, exact = draw(st.sampled_from([(None, None), (day.month, None), (day.month, day.day)]))
    return CalendarDate(day.year, month, exact, draw(st.booleans()), draw(st.booleans()))


@st.composite
def spans(draw: st.DrawFn) -> Value:
    first, last = sorted(draw(st.one_of(st.tuples(DAYS, DAYS), st.tuples(NEAR, NEAR))))
    start, end = draw(parts(first)), draw(parts(last))
    ends = draw(st.sampled_from([(start, end), (start, None), (None, end)]))
    found: list[Value] = [DateValue(EdtfDate(*ends, is_interval=True)), Unknown()]
    return draw(st.sampled_from(found))


@st.composite
def members(draw: st.DrawFn) -> Datum:
    return datum(draw(NAMES), draw(spans()), rivals=tuple(draw(st.lists(spans(), max_size=2))))


def drawn(*data: Datum, language: str = "en") -> Drawn:
    return KIND.draw(MembershipFields(title="t", facts=["x"]), data, speech(language))


def written(**values: str) -> Drawn:
    return drawn(*(datum(name, DateValue(parse_edtf(value))) for name, value in values.items()))


def drawings(found: Drawn) -> tuple[Drawing, Drawing]:
    """The wide one and the narrow one."""
    assert found.wide is not None
    assert found.narrow is not None
    return found.wide, found.narrow


def bars(drawing: Drawing) -> list[tuple[str, float, float]]:
    """Looks with left and right edges, from the drawing's left to its right."""
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Line) and shape.closed:
            across = [x for x, _ in shape.points]
            found.append((shape.look, min(across), max(across)))
        elif isinstance(shape, Rect):
            found.append((shape.look, shape.x, shape.x + shape.width))
    return sorted(found, key=lambda each: each[1])


@given(st.lists(members(), min_size=1, max_size=6), st.sampled_from(["en", "ru", "ar"]))
def test_nothing_overlaps(data: list[Datum], language: str) -> None:
    check_drawn(drawn(*data, language=language))


def test_forty_members() -> None:
    found = drawn(
        *(datum(f"Harbour {n}", DateValue(parse_edtf(f"{1900 + n}/.."))) for n in range(40))
    )
    check_drawn(found)
    dates = [words.y for words in drawings(found)[0].words if words.text == "1920"]
    assert len(dates) == 2  # above and below


@given(st.lists(DAYS, min_size=4, max_size=4, unique=True))
def test_bars_are_as_long_as_their_times(days: list[date]) -> None:
    first, second, third, fourth = sorted(days)
    found = written(A=f"{first}/{third}", B=f"{second}/{fourth}")
    for drawing in drawings(found):
        (_, a, c), (_, b, d) = bars(drawing)
        unit = (d - a) / ((fourth - first).days + 1)
        assert b - a == pytest.approx((second - first).days * unit, abs=1.1)
        assert c - a == pytest.approx(((third - first).days + 1) * unit, abs=1.1)


def test_what_is_known_to_the_year_is_hollow_over_the_year() -> None:
    (first, solid, last) = bars(drawings(written(A="1990/2000"))[0])
    assert [look for look, _, _ in (first, solid, last)] == ["unsure", "bar former", "unsure"]
    year = (last[2] - first[1] + 1) / 11
    assert first[2] - first[1] + 1 == pytest.approx(year, abs=0.3)
    assert solid[1] - first[1] + 0.5 == pytest.approx(year, abs=0.3)


def test_a_year_that_is_too_short_to_be_seen_is_solid() -> None:
    found = written(A="1000/2000")
    assert [look for look, _, _ in bars(drawings(found)[0])] == ["bar former"]
    assert found.key == ()


def test_about_a_day_is_hollow_on_both_sides_of_it() -> None:
    found = written(A="1990-01-01/2000", B="1995-01-01~/1999-12-31")
    exact, about = bars(drawings(found)[0])[:2]
    assert (exact[0], about[0]) == ("bar former", "unsure")
    assert about[2] - about[1] >= 4


def test_what_has_no_end_is_pointed_and_reaches_this_day() -> None:
    found = written(A="1990-01-01/..", B="../1995-12-31")
    for drawing in drawings(found):
        (before, left, _), (still, _, right) = bars(drawing)
        assert (before, still) == ("bar former", "bar")
        points = [len(s.points) for s in drawing.shapes if isinstance(s, Line) and s.closed]
        assert points == [5, 5]
        assert drawing.width - right >= -0.01
        assert left >= 0
    assert right == pytest.approx(drawing.width)


def test_spans_of_one_name_share_a_row() -> None:
    data = [
        datum("East", DateValue(parse_edtf("1992-05-15/1999"))),
        datum("East", DateValue(parse_edtf("2006-06-23/2012-12-19"))),
    ]
    found = drawn(*data)
    for drawing in drawings(found):
        assert [words.text for words in drawing.words][:2] == ["East", "1992–1999, 2006–2012"]


def test_the_table_has_exact_dates() -> None:
    data = [
        datum("North", DateValue(parse_edtf("1992-05-15/.."))),
        datum("Mill Bay", DateValue(parse_edtf("../1921~"))),
        datum("Isle", Unknown()),
    ]
    assert [[cell.plain for cell in row] for row in drawn(*data).table.rows] == [
        ["North", "15 May 1992", "still in"],
        ["Mill Bay", "not known", "about 1921"],
        ["Isle", "not known", ""],
    ]


def test_what_others_say_is_drawn_and_said() -> None:
    rival = DateValue(parse_edtf("1931-04-01/1975"))
    found = drawn(datum("Cape", DateValue(parse_edtf("1931-04-01/1968")), rivals=(rival,)))
    for drawing in drawings(found):
        assert "rival" in [look for look, _, _ in bars(drawing)]
        assert "others say 1931–1975" in [words.text for words in drawing.words]
    assert found.described == "From when to when: Cape 1931–1968 others say 1931–1975."


def test_years_that_are_alike_are_told_apart_by_their_days() -> None:
    rival = DateValue(parse_edtf("1931-05-01/1968-09-30"))
    value = DateValue(parse_edtf("1931-04-01/1968-09-30"))
    found = drawn(datum("Cape", value, rivals=(rival,)))
    assert "1\u00a0May\u00a01931" in found.described


@pytest.mark.parametrize(
    ("order", "labels"),
    [
        ("written", ["Mill", "East", "Isle", "North"]),
        ("start", ["East", "North", "Mill", "Isle"]),
        ("end", ["Mill", "East", "North", "Isle"]),
    ],
)
def test_the_order_is_as_asked(tmp_path: Path, order: str, labels: list[str]) -> None:
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: The Tide Desk\n",
            "sources/a.yaml": sources("log"),
            "facts/a.yaml": """\
in.mill: {label: Mill, value: 1995/1997, sources: [log]}
in.east.2: {label: East again, short: East, value: 1998/2001, sources: [log]}
in.isle: {label: Isle, value: unknown, why: Nobody wrote it down., sources: [log]}
in.north: {label: North, value: 1992/.., sources: [log]}
in.east.1: {label: East, value: 1991/1993, sources: [log]}
""",
            "explainers/gauge.md": explainer(
                "## Who? {#who}\n\nBoats.\n\n```membership\ntitle: Boats\n"
                f"facts: [in.mill, in.east.2, in.isle, in.north, in.east.1]\norder: {order}\n```"
            ),
        }
    )
    site.build()
    found = site.tree("gauge/").xpath("//*[@class='narrow']//text[@font-size='15']/text()")
    assert found == labels


def test_who_is_not_in_yet_is_not_drawn_as_in() -> None:
    found = written(A="2090-01-01/2099-12-31", B="2090-01-01/..", C="1990-01-01/..")
    for drawing in drawings(found):
        looks = [s.look for s in drawing.shapes if isinstance(s, Line) and s.closed]
        assert looks == ["bar former", "bar former", "bar"]
    assert [row[2].plain for row in found.table.rows] == ["31 December 2099", "", "still in"]
