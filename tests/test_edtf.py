"""Dates: what is read, what is refused and how that is said, and which is newer."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import (
    CalendarDate,
    EdtfDate,
    EdtfError,
    from_date_parts,
    looks_like_edtf,
    parse_edtf,
    suggest_edtf,
)


@st.composite
def calendar_dates(draw: st.DrawFn) -> CalendarDate:
    day = draw(st.dates())
    precision = draw(st.sampled_from(["day", "month", "year"]))
    return CalendarDate(
        day.year,
        day.month if precision != "year" else None,
        day.day if precision == "day" else None,
        approximate=draw(st.booleans()),
        uncertain=draw(st.booleans()),
    )


@st.composite
def edtf_dates(draw: st.DrawFn) -> EdtfDate:
    first, second = draw(calendar_dates()), draw(calendar_dates())
    if draw(st.booleans()):
        return EdtfDate(first, first)
    start, end = sorted((first, second), key=lambda part: (part.first_day, part.last_day))
    opened = draw(st.sampled_from(["neither", "start", "end"]))
    return EdtfDate(
        None if opened == "start" else start, None if opened == "end" else end, is_interval=True
    )


@given(edtf_dates())
def test_what_is_written_is_read_again(date: EdtfDate) -> None:
    assert parse_edtf(str(date)) == date


@given(edtf_dates())
def test_every_date_but_a_bare_year_looks_like_one(date: EdtfDate) -> None:
    assert looks_like_edtf(str(date)) is not str(date).isdigit()


@given(st.text("0123456789-/~?%. Xx", max_size=24))
def test_any_text_is_a_date_or_a_located_error(text: str) -> None:
    offset = 0
    try:
        assert str(parse_edtf(text)) == text
    except EdtfError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-01-06", (2022, 1, 6), (2022, 1, 6)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("1992~", (1992, 1, 1), (1992, 12, 31)),
        ("2022-01-06/2022-01", (2022, 1, 6), (2022, 1, 31)),
        ("../2022", None, (2022, 12, 31)),
        ("2022-01-06/..", (2022, 1, 6), None),
    ],
)
def test_bounds(
    text: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    date = parse_edtf(text)
    assert date.first_day == (datetime.date(*first) if first else None)
    assert date.last_day == (datetime.date(*last) if last else None)


def test_qualifiers_and_precision() -> None:
    date = parse_edtf("1992-05~/1999?")
    assert (date.approximate, date.uncertain, date.is_interval) == (True, True, True)
    assert date.precision == "year"
    assert parse_edtf("2022-01-06%").precision == "day"


@pytest.mark.parametrize(
    ("text", "message", "offset", "hint"),
    [
        ("2022-02-30", "February 2022 has 28 days, not 30", 8, ""),
        (
            "2022-13",
            "there is no month 13",
            5,
            "Months are 01 to 12; the order is year-month-day.",
        ),
        (
            "2022-21",
            "there is no month 21",
            5,
            "Seasons are not supported: write the months as an interval, 2022-03/2022-05.",
        ),
        ("0000", "there is no year 0000", 0, "The first year is 0001."),
        (
            "2022-01-19/2022-01-06",
            "the interval ends (2022-01-06) before it begins (2022-01-19)",
            11,
            'Did you mean "2022-01-06/2022-01-19"?',
        ),
        ("2022-01-06/2022-02-30", "February 2022 has 28 days, not 30", 19, ""),
        ("2022/", "an end of the interval is missing", 5, 'Write ".." for an open end.'),
        ("../..", "an interval that is open at both ends says nothing", 0, ""),
        (
            "22-1-5",
            '"22-1-5" is not a date',
            0,
            'Write year-month-day: "2022-01-05", "2022-01" or "2022".',
        ),
        ("2022-1-5", '"2022-1-5" is not written as a date', 0, 'Write "2022-01-05".'),
        ("2022/01/05", '"2022/01/05" is not written as a date', 0, 'Write "2022-01-05".'),
        ("5 January 2022", '"5 January 2022" is not written as a date', 0, 'Write "2022-01-05".'),
        ("2022-01-05T10:00", "a date has no time of day", 10, 'Write "2022-01-05".'),
        ("1990s", '"1990s" is not written as a date', 0, 'Write "1990/1999".'),
        ("19XX", '"19XX" is not written as a date', 0, 'Write "1900/1999".'),
        ("1992-1999", '"1992-1999" is not written as a date', 0, 'Write "1992/1999".'),
    ],
)
def test_what_is_no_date(text: str, message: str, offset: int, hint: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    error = caught.value
    assert (error.message, error.offset, error.hint) == (message, offset, hint)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Jan. 5, 2022", "2022-01-05"),
        ("5th Sept 2022", "2022-09-05"),
        ("May 1992", "1992-05"),
        ("05.01.2022", "2022-01-05"),
        ("13/01/2022", "2022-01-13"),
        ("05/01/2022", None),
        ("30 February 2022", None),
        ("5 Monday 2022", None),
        ("2022-01-05", None),
    ],
)
def test_suggestions(text: str, suggestion: str | None) -> None:
    assert suggest_edtf(text) == suggestion


@pytest.mark.parametrize("text", ["2022", "2030.5", "12", "2022-1", "ca. 1992", "1992~~", ""])
def test_what_does_not_look_like_a_date(text: str) -> None:
    assert not looks_like_edtf(text)


def test_newest_last() -> None:
    newest_last = ["2022-01", "2021/2022-01-05", "2022-01-10", "2022-01-06/2022-01-19", "2022/.."]
    dates = [parse_edtf(text) for text in reversed(newest_last)]
    assert [str(date) for date in sorted(dates, key=lambda d: d.sort_key)] == newest_last


def test_a_vague_date_is_not_newer_than_one_within_it() -> None:
    assert parse_edtf("2022").sort_key < parse_edtf("2022-06-01").sort_key
    assert parse_edtf("2022").sort_key == parse_edtf("2022-01~").sort_key


def test_date_parts_of_csl() -> None:
    assert str(from_date_parts([2022])) == "2022"
    assert str(from_date_parts([2022, 1])) == "2022-01"
    assert str(from_date_parts([2022, 1, 6], [2022, 1, 19])) == "2022-01-06/2022-01-19"
    assert str(from_date_parts([1992], circa=True)) == "1992~"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "date-parts holds a year, a month and a day, the last two if known"),
        ([2022, 0], "2022-0 is no date"),
        ([2022, 13], "there is no month 13"),
        ([10**50, 1], "1" + "0" * 19 + "-1 is no date"),
    ],
)
def test_impossible_date_parts(parts: list[int], message: str) -> None:
    with pytest.raises(EdtfError) as caught:
        from_date_parts(parts)
    assert caught.value.message == message
