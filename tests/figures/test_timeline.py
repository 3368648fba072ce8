"""Timelines: each fact in its place, and nothing said of time that is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.figures.figure import Datum, Drawn
from explainer.figures.timeline import KIND, TimelineFields, by_date
from explainer.model.values.value import DateValue, Unknown, Value
from explainer.resolve.published.parts import Step
from tests.figures.words import datum, speech

DAYS = st.dates(date(1800, 1, 1), date(2030, 1, 1))


@st.composite
def dates(draw: st.DrawFn) -> Value:
    first, last = sorted(draw(st.tuples(DAYS, DAYS)))
    texts = [f"{first}", f"{first}~", f"{first}"[:7], f"{first}"[:4], f"{first}/{last}"]
    texts += [f"{first}/..", f"../{last}", f"{first}"[:4] + f"/{last}"]
    found: list[Value] = [Unknown(), *(DateValue(parse_edtf(text)) for text in texts)]
    return draw(st.sampled_from(found))


def at(text: str, label: str = "", group: str = "", language: str = "en") -> Datum:
    value = DateValue(parse_edtf(text)) if text else Unknown()
    return datum(label or text, value, language, group=group)


def drawn(*data: Datum, language: str = "en", **fields: object) -> Drawn:
    made = TimelineFields(**{"title": "t", "facts": ["x"], **fields})  # type: ignore[arg-type]
    ordered = sorted(data, key=lambda each: by_date(each.value))
    return KIND.draw(made, ordered, speech(language))


def days(*texts: str, language: str = "en", **fields: object) -> list[str]:
    found = drawn(*(at(text, language=language) for text in texts), language=language, **fields)
    return [step.day.text.replace("\u00a0", " ") for step in found.steps]


def steps(*texts: str, language: str = "en") -> tuple[Step, ...]:
    return drawn(*(at(text, language=language) for text in texts), language=language).steps


# ---- order ----


@given(st.lists(dates(), min_size=1, max_size=12), st.sampled_from(["en", "ru", "ar"]))
def test_each_fact_stands_once_in_list_and_table(found: list[Value], language: str) -> None:
    data = [datum(f"Fact {n}", value, language) for n, value in enumerate(found)]
    made = drawn(*data, language=language)
    listed = [item.text for step in made.steps for s in step.strands for item in s.items]
    assert sorted(listed) == sorted(each.label for each in data)
    assert [row[0].plain for row in made.table.rows] == listed
    assert len({step.day.text for step in made.steps}) == len(made.steps)


def test_facts_of_one_day_stand_under_one_date() -> None:
    found = drawn(at("1962-05-03", "Leak"), at("1962-05-04", "Help"), at("1962-05-03", "Call"))
    assert [[item.text for s in step.strands for item in s.items] for step in found.steps] == [
        ["Leak", "Call"],
        ["Help"],
    ]


def test_a_month_stands_behind_its_days_and_a_year_behind_its_months() -> None:
    written = days("1962", "", "1962-05-03/1962-06-01", "1962-05", "1963", "1962-05-03", "1961~")
    assert written == [
        "about 1961", "3 May 1962", "3 May – 1 June 1962", "May 1962", "1962", "1963",
        "date not known",
    ]  # fmt: skip


def test_before_the_common_era() -> None:
    assert days("-0043-03-15", "0014", "-0048") == ["49 BCE", "15 March 44 BCE", "14"]


def test_a_vague_date_says_so_only_among_exact_ones() -> None:
    found = steps("1962-05-03", "1962-05", "1962", "1963", "1964-01", "1965-01/1965-03")
    assert [step.remark for step in found] == ["", "day not known", "month not known", "", "", ""]


# ---- years ----


def test_the_year_of_all_dates_is_said_once() -> None:
    found = drawn(at("1962-05-03"), at("1962-05-06/1962-05-19"), at("1962-06"))
    assert [step.day.text.replace("\u00a0", " ") for step in found.steps] == [
        "3 May", "6–19 May", "June 1962",
    ]  # fmt: skip
    assert found.measure == "1962"


@pytest.mark.parametrize(
    ("title", "measure", "day", "line"),
    [
        ("Help came", None, "3 May", "1962"),
        ("Help came in 1962", None, "3 May", ""),
        ("Help came", "At sea, 1962", "3 May", "1962"),
        ("Help came in 1962", "At sea", "3 May", ""),
        ("Help came", "At sea", "3 May 1962", ""),
    ],
)
def test_an_editor_may_say_the_year(title: str, measure: str, day: str, line: str) -> None:
    found = drawn(at("1962-05-03"), at("1962-05-04"), title=title, measure=measure)
    assert found.steps[0].day.text.replace("\u00a0", " ") == day
    assert found.measure == line


@pytest.mark.parametrize("other", ["1963-01-01", "1962-06-01/..", "1962-06-01/1963-01-01"])
def test_days_of_several_years_keep_them(other: str) -> None:
    found = drawn(at("1962-05-03"), at(other))
    assert found.steps[0].day.text == "3\u00a0May\u00a01962"
    assert found.measure == ""


def test_dates_that_others_give_are_said() -> None:
    rivals = tuple(DateValue(parse_edtf(text)) for text in ("1962-05-04", "1963"))
    disputed = datum("Call", DateValue(parse_edtf("1962-05-03")), rivals=rivals)
    [[item]] = [s.items for step in drawn(disputed).steps for s in step.strands]
    assert item.rivals == "others say 4\u00a0May; 1963"


# ---- intervals and gaps ----


def test_the_line_is_thick_while_an_interval_runs() -> None:
    looks = [s.look for s in steps("1962-01-01", "1962-01-06/1962-01-19", "1962-01-10", "1962-02")]
    assert looks == ["", "running", "ending", ""]
    looks = [s.look for s in steps("1962-01-06/1962-01-10", "1962-01-10", "1962-01-11/..")]
    assert looks == ["running", "", "running"]
    assert [s.look for s in steps("../1962-01-06", "1962-01-10")] == ["", ""]


@pytest.mark.parametrize(
    ("texts", "gaps"),
    [
        (("1962", "1963", "1964", "1975"), ["", "", "", "Eleven years later"]),
        (("1962-01-03", "1962-02", "1962-03", "1975-04"), ["", "", "", "More than 13 years later"]),
        (
            ("1962-01-03", "1962-02", "1962-03", "1966-12"),
            ["", "", "", "More than four years later"],
        ),
        (("1962-01-03", "1962-02", "1962-03", "1967-01"), ["", "", "", "Almost five years later"]),
        (("1962-01-03", "1962-01-04", "1963-01-04"), ["", "", "One year later"]),
        (("1962-01-03", "1962-01-04", "1962-12-31"), ["", "", ""]),
        (("1962", "1966", "1975"), ["", "", ""]),
        (("1962", "1995"), ["", ""]),
        (("1962/1974", "1963", "1964", "1975"), ["", "", "", ""]),
        (("1962-01-01/..", "1963", "1964", "1990"), ["", "", "", ""]),
        (("-0002", "-0001", "0001", "0020", ""), ["", "", "", "19 years later", ""]),
    ],
)
def test_a_gap_unlike_the_others_is_said(texts: tuple[str, ...], gaps: list[str]) -> None:
    assert [step.gap for step in steps(*texts)] == gaps


def test_a_gap_in_russian() -> None:
    found = steps("1962", "1963", "1964", "1986", language="ru")
    assert found[-1].gap == "Через 22 года"


# ---- strands ----


def in_strands(*names: str) -> list[list[tuple[str, str]]]:
    data = [at(f"1962-05-{n + 3:02}", group=name) for n, name in enumerate(names)]
    found = drawn(*data, strands={name: ["x"] for name in names})
    return [[(strand.name, strand.look) for strand in step.strands] for step in found.steps]


def test_two_strands_have_columns_whose_heads_stand_in_the_first_step() -> None:
    assert in_strands("Pier", "Sea") == [
        [("Pier", "first"), ("Sea", "second")],
        [("Sea", "second")],
    ]


@pytest.mark.parametrize("names", [("Pier",), ("A", "B", "C", "D"), ("Pier", "W" * 30)])
def test_where_columns_have_no_room_each_item_says_its_strand(names: tuple[str, ...]) -> None:
    assert in_strands(*names) == [[(name, "")] for name in names]
