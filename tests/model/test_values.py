"""How a scalar is read as a value, and when two values agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.model.values.value import (
    DateValue,
    Formula,
    Items,
    Quantity,
    Text,
    Unknown,
    Value,
    ValueKind,
    same_value,
    vagueness,
)
from explainer.model.values.written_values import ValueProblem, read_value

_ANY_DATE = 'Write year-month-day, as in "2022-01-05", or a span, as in "2021-03-23/2021-03-29".'
_QUOTE = "Put it in quotation marks if it is meant as text."


def _date(text: str) -> DateValue:
    return DateValue(parse_edtf(text))


def _range(low: int | None, high: int | None, unit: str | None = None) -> Quantity:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    low_end, high_end = ends
    return Quantity(None, unit, False, low_end, high_end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2030", Quantity(Decimal(2030))),
        ("-5", Quantity(Decimal(-5))),
        ("77.18", Quantity(Decimal("77.18"))),
        ("1e3", Quantity(Decimal("1E+3"))),
        ("1e30", Quantity(Decimal("1E+30"))),
        ("1e-30", Quantity(Decimal("1E-30"))),
        ("9" * 40, Quantity(Decimal("9" * 40))),
        ("2022", Quantity(Decimal(2022))),
        ("2022-01-05", _date("2022-01-05")),
        ("2022-01-06/2022-01-19", _date("2022-01-06/2022-01-19")),
        ("1992~", _date("1992~")),
        ("unknown", Unknown()),
        ("= sum(contingent.*)", Formula("= sum(contingent.*)")),
        ("Almaty", Text("Almaty")),
        ("49th parallel", Text("49th parallel")),
    ],
)
def test_plain_scalars(text: str, value: Value) -> None:
    assert read_value(text, plain=True) == value


def test_decimals_are_kept_as_written() -> None:
    value = read_value("1.10", plain=True)
    assert isinstance(value, Quantity)
    assert str(value.number) == "1.10"


@pytest.mark.parametrize("text", ["2030", "1,234", "2022", "2022/01/05", "5 January 2022", "~"])
def test_quoted_it_is_text(text: str) -> None:
    assert read_value(text, plain=False) == Text(text)


def test_a_quoted_date_is_a_date() -> None:
    assert read_value("2022-01-05", plain=False) == _date("2022-01-05")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2022", "date", _date("2022")),
        ("2022-01-05", "text", Text("2022-01-05")),
        ("1984", "text", Text("1984")),
        ("= a", "text", Text("= a")),
        ("= a", "quantity", Formula("= a")),
        ("unknown", "date", Unknown()),
    ],
)
def test_the_kind_decides(text: str, kind: ValueKind, value: Value) -> None:
    assert read_value(text, plain=True, kind=kind) == value


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1,234", '"1,234" has separators between its digits', "Write 1234."),
        ("2 030", '"2 030" has separators between its digits', "Write 2030."),
        ("2\u00a0030", '"2\u00a0030" has separators between its digits', "Write 2030."),
        ("1.234.567", '"1.234.567" has separators between its digits', "Write 1234567."),
        ("1.234,56", '"1.234,56" has separators between its digits', "Write 1234.56."),
        ("-2'030", '"-2\'030" has separators between its digits', "Write -2030."),
        ("1_000", '"1_000" has separators between its digits', "Write 1000."),
        ("1,5", '"1,5" has a decimal comma', "Write 1.5."),
        ("007", '"007" begins with a zero', "Write 7."),
        ("0x1F", '"0x1F" is not a decimal number', "Write an ordinary number."),
        (".inf", '".inf" is not a finite number', "Write an ordinary number."),
        ("2000–2500", '"2000–2500" is a range', 'Write "low: 2000" and "high: 2500" instead.'),
        ("225+", '"225+" is an end of a range', 'Write "low: 225" instead.'),
        ("≤ 5", '"≤ 5" is an end of a range', 'Write "high: 5" instead.'),
        ("<5", '"<5" is an end of a range', 'Write "high: 5" instead, and "open: true" under it.'),
        ("≥ 5", '"≥ 5" is an end of a range', 'Write "low: 5" instead.'),
        (">5", '">5" is an end of a range', 'Write "low: 5" instead, and "open: true" under it.'),
        ("~2500", '"~2500" is about a number', 'Write 2500, and "about: true" under it.'),
        ("77.18%", '"77.18%" is a number with its unit',
         'Write 77.18, and "unit: percent" under it.'),
        ("$5", '"$5" is a number with its unit', 'Write 5, and "unit: USD" under it.'),
        ("5 €", '"5 €" is a number with its unit', 'Write 5, and "unit: EUR" under it.'),
        ("£5", '"£5" is a number with its unit', 'Write 5, and "unit: GBP" under it.'),
        ("24 m", '"24 m" is a number with its unit', 'Write 24, and "unit: metres" under it.'),
        ("24m", '"24m" is a number with its unit', 'Write 24, and "unit: metres" under it.'),
        ("about 20,000", '"about 20,000" is about a number',
         'Write 20000, and "about: true" under it.'),
        ("1.5 million", '"1.5 million" is a number with a word', "Write 1500000."),
        ("$1.5m", '"$1.5m" is a number with its unit', 'Write 1500000, and "unit: USD" under it.'),
        ("about 20,000 people", '"about 20,000 people" is about a number',
         'Write 20000, and "about: true" and "unit: people" under it.'),
        ("5 to 7 km", '"5 to 7 km" is a range',
         'Write "low: 5" and "high: 7" instead, and "unit: km" under it.'),
        ("12 nautical miles", '"12 nautical miles" is a number with its unit',
         'Write 12, and "unit: nautical-miles" under it. Declare the unit in content/units.yaml.'),
        ("> 100", '"> 100" is an end of a range',
         'Write "low: 100" instead, and "open: true" under it.'),
        ("100+ ships", '"100+ ships" is an end of a range',
         'Write "low: 100" instead, and "unit: ships" under it. '
         "Declare the unit in content/units.yaml."),
        ("5±1", '"5±1" is a range', 'Write 5, and "low: 4" and "high: 6" under it.'),
        ("½", '"½" is not written in digits 0 to 9', "Write 0.5."),
        ("3/4", '"3/4" is not written in digits 0 to 9', "Write 0.75."),
        ("٣٤", '"٣٤" is not written in digits 0 to 9', "Write 34."),
        ("−5", '"−5" is not written in digits 0 to 9', "Write -5."),
        ("5×10^6", '"5×10^6" is a power, as in 5e6', "Write an ordinary number."),
        ("1992-1999", '"1992-1999" is a range',
         'Write "low: 1992" and "high: 1999" instead. If these are years, write "1992/1999".'),
        ("1992–99", '"1992–99" is a span of years', 'Write "1992/1999".'),
        ("±5", '"±5" is a range', 'Write "low: -5" and "high: 5" instead.'),
        ("5 Prozent", '"5 Prozent" is a number with its unit',
         'Write 5, and "unit: percent" under it.'),
        ("CHF 12.-", '"CHF 12.-" is a number with its unit', 'Write 12, and "unit: CHF" under it.'),
        ("5 ft 3 in", '"5 ft 3 in" is in several units',
         'Write one number in one of them, with "unit:" under it.'),
        ("2 h 30 min", '"2 h 30 min" is in several units',
         'Write one number in one of them, with "unit:" under it.'),
        ("6'2\"", '"6\'2"" is in several units',
         'Write one number in one of them, with "unit:" under it.'),
        ("“24”", '"“24”" is in quotation marks', "Write 24 without them."),
        ("2½", '"2½" is not written in digits 0 to 9', "Write 2.5."),
    ],
)  # fmt: skip
def test_what_is_nearly_a_number(text: str, message: str, hint: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(text, plain=True)
    problem = caught.value
    assert (problem.code, problem.message, problem.offset) == ("value-number", message, 0)
    assert problem.hint == f"{hint} {_QUOTE}"


@pytest.mark.parametrize(
    ("text", "message", "hint", "offset"),
    [
        ("2022-02-30", "February 2022 has 28 days, not 30",
         "Write year-month-day, as in 2022-01-05.", 8),
        ("2022/01/05", '"2022/01/05" is not written as a date',
         f'Write "2022-01-05". {_QUOTE}', 0),
        ("5 January 2022", '"5 January 2022" is not written as a date',
         f'Write "2022-01-05". {_QUOTE}', 0),
        ("22-1-5", '"22-1-5" is not written as a date',
         f'{_ANY_DATE} {_QUOTE}', 0),
        ("2021-03-23 to 2021-03-29", '"2021-03-23 to 2021-03-29" is not written as a date',
         f'Write "2021-03-23/2021-03-29". {_QUOTE}', 0),
    ],
)  # fmt: skip
def test_what_is_nearly_a_date(text: str, message: str, hint: str, offset: int) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(text, plain=True)
    problem = caught.value
    assert (problem.code, problem.message) == ("value-date", message)
    assert (problem.hint, problem.offset) == (hint, offset)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("6-8 January 2022", "2022-01-06/2022-01-08"),
        ("January 6-8, 2022", "2022-01-06/2022-01-08"),
        ("6 January – 8 March 2022", "2022-01-06/2022-03-08"),
        ("March 2021 until May 2022", "2021-03/2022-05"),
        ("23.-29.03.2021", "2021-03-23/2021-03-29"),
        ("from 23 to 29 March 2021", "2021-03-23/2021-03-29"),
        ("2021-03-23 to 29", "2021-03-23/2021-03-29"),
        ("2021-03-23 / 2021-03-29", "2021-03-23/2021-03-29"),
        ("March 2021", "2021-03"),
        ("23.03.2021", "2021-03-23"),
        ("03/23/2021", "2021-03-23"),
        ("Tuesday, 23 March 2021", "2021-03-23"),
        ("Q1 2021", "2021-01/2021-03"),
        ("since March 2021", "2021-03/.."),
        ("until 2021-03-29", "../2021-03-29"),
        ("c. March 2021", "2021-03~"),
        ("the 1990s", "1990/1999"),
    ],
)
def test_what_is_certainly_a_date_is_taught(text: str, suggestion: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(text, plain=True)
    assert caught.value.hint == f'Write "{suggestion}". {_QUOTE}'
    parse_edtf(suggestion)


def test_of_an_ambiguous_date_both_readings_are_given() -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value("05/01/2022", plain=True)
    assert caught.value.hint == f'Write "2022-01-05" or "2022-05-01". {_QUOTE}'


@pytest.mark.parametrize(
    "text",
    [
        *("spring 2021", "late 2021", "mid-March 2021", "19th century", "23 March", "AD 79"),
        *(
            "23 марта 2021",
            "23 mars 2021",
            "end of March 2021",
            "first half of 2021",
            "before 2010",
            "2021-W12",
        ),
    ],
)
def test_what_is_a_date_in_words_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(text, plain=True)
    assert (caught.value.code, caught.value.hint) == ("value-date", f"{_ANY_DATE} {_QUOTE}")


@pytest.mark.parametrize(
    "text",
    [
        *("10 Downing Street", "49th parallel", "World War 2", "March 2021 crisis", "May Day"),
        *("4x4", "2 to 1", "3 out of 5", "5G", "12:30", "yes", "No. 5", "Easter 2021", "twenty"),
        *("some 40 kilometres north of the city", "Sunday", "greater than before"),
        *("IMO 9811000", "ISO 8601", "24/7", "192.168.0.1", "1 in 5", "“Heroes”"),
    ],
)
def test_words_with_a_number_in_them_stay_text(text: str) -> None:
    assert read_value(text, plain=True) == Text(text)


@pytest.mark.parametrize(
    ("text", "plain", "kind", "code", "message"),
    [
        ("", True, None, "value-missing", "there is no value"),
        ("null", True, None, "value-missing", "there is no value"),
        (" ", False, "text", "value-missing", "there is no value"),
        ("n/a", True, None, "value-missing", '"n/a" is no value'),
        ("TBD", False, "quantity", "value-missing", '"TBD" is no value'),
        ("many", True, "quantity", "value-number", '"many" is not a number'),
        ("2030", False, "quantity", "value-number", "a quoted number is text"),
        ("9" * 41, True, None, "value-number", "a number has at most 40 digits"),
        ("1e31", True, None, "value-number", "an exponent is at most 30"),
        ("1e-" + "9" * 5000, True, None, "value-number", "an exponent is at most 30"),
        ("Almaty", True, "list", "value-list", "this is one value, and the fact is a list"),
    ],
)
def test_other_problems(
    text: str, plain: bool, kind: ValueKind | None, code: str, message: str
) -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value(text, plain, kind)
    assert (caught.value.code, caught.value.message) == (code, message)


def test_an_exponent_that_is_too_large_is_told_where_it_begins() -> None:
    with pytest.raises(ValueProblem) as caught:
        read_value("1.50e31", plain=True)
    assert caught.value.offset == len("1.50e")


@given(st.text(max_size=60), st.booleans(), st.sampled_from([None, "quantity", "date", "text"]))
def test_any_scalar_is_a_value_or_a_located_problem(
    text: str, plain: bool, kind: ValueKind | None
) -> None:
    offset = 0
    try:
        read_value(text, plain, kind)
    except ValueProblem as problem:
        offset = problem.offset
    assert 0 <= offset <= len(text)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Quantity(Decimal(2500)), Quantity(Decimal(2500), about=True), True),
        (Quantity(Decimal(2030)), Quantity(Decimal(2500), about=True), False),
        (Quantity(Decimal("1.10")), Quantity(Decimal("1.1")), True),
        (Quantity(Decimal(5), "people"), Quantity(Decimal(5), "states"), False),
        (Quantity(Decimal(5), "people"), Quantity(Decimal(5)), False),
        (Quantity(Decimal(5)), _range(4, 9), True),
        (Quantity(Decimal(3)), _range(4, 9), False),
        (Quantity(Decimal(225)), _range(225, None), True),
        (Quantity(Decimal(224)), _range(225, None), False),
        (_range(1, 4), _range(4, 9), True),
        (_range(1, 3), _range(4, 9), False),
        (_range(None, 3), _range(4, None), False),
        (_date("2022-01"), _date("2022-01-05"), True),
        (_date("1992~"), _date("1992"), True),
        (_date("2022-01-05"), _date("2022-01-06"), False),
        (_date("2022-01-06/2022-01-19"), _date("2022-01-06/2022-01"), True),
        (_date("2022-01-06/2022-01-19"), _date("2022-01-06/2022-01-15"), False),
        (_date("2022-01-06/2022-01-19"), _date("2022-01-06"), False),
        (_date("2022-01-06/.."), _date("2022-01/.."), True),
        (_date("2022-01-06/.."), _date("2022-01-06/2022-01-19"), False),
        (Text("Nur  Sultan"), Text("nur\nsultan"), True),
        (Text("Astana"), Text("Almaty"), False),
        (Items(("Armenia", "Russia")), Items(("russia", "Armenia", "Russia")), True),
        (Items(("Armenia",)), Items(("Armenia", "Russia")), False),
        (Formula("= a + b"), Formula("=a+b"), True),
        (Unknown(), Unknown(), True),
        (Unknown(), Text("unknown"), False),
        (Quantity(Decimal(2022)), _date("2022"), False),
        (_date("2022-01"), _date("2022-01-01"), True),
        (_date("2022-01"), _date("2022-01-31"), True),
        (_date("2022-01"), _date("2022-02-01"), False),
        (_date("2022-01"), _date("2021-12-31"), False),
        (_date("2022"), _date("2022-01-01"), True),
        (_date("2022-01-01"), _date("2022-01-01/2022-01-01"), False),
        (_date("2022-01/2022-03"), _date("2022-01-01/2022-03-31"), True),
        (_date("2022-01/2022-03"), _date("2022-01-01/2022-04-01"), False),
    ],
)
def test_agreement(a: Value, b: Value, same: bool) -> None:
    assert same_value(a, b) is same
    assert same_value(b, a) is same


@pytest.mark.parametrize(
    ("exact", "vague"),
    [
        (Quantity(Decimal(5)), Quantity(Decimal(5), about=True)),
        (Quantity(Decimal(5), about=True), _range(4, 9)),
        (_range(4, 9), _range(4, 10)),
        (_range(0, 99), _range(80, None)),
        (_range(0, 99), _range(None, 80)),
        (_date("2022-01-05"), _date("2022-01")),
        (_date("2022-01"), _date("2022")),
    ],
)
def test_of_two_values_that_agree_one_is_more_exact(exact: Value, vague: Value) -> None:
    assert vagueness(exact) < vagueness(vague)


@pytest.mark.parametrize("value", [Text("5"), Items(("5",)), Unknown(), Formula("= a"), None])
def test_what_has_no_measure_is_as_exact_as_can_be(value: Value | None) -> None:
    assert vagueness(value) == vagueness(Quantity(Decimal(5)))


numbers = st.none() | st.decimals(-9, 9, places=1)
ends = st.tuples(numbers, numbers).map(
    lambda pair: pair if None in pair else tuple(sorted(pair, key=lambda end: end or 0))
)
words = st.text("aAbß é\u0301", max_size=4)
values: st.SearchStrategy[Value] = st.one_of(
    st.builds(
        lambda number, unit, about, ends: Quantity(number, unit, about, *ends),
        numbers,
        st.sampled_from([None, "people"]),
        st.booleans(),
        ends,
    ),
    st.sampled_from(["2022", "2022-01", "2022-01-05~", "2022/..", "2022-01/2023"]).map(_date),
    st.builds(Text, words),
    st.builds(Items, st.lists(words, max_size=3).map(tuple)),
    st.builds(Formula, words),
    st.just(Unknown()),
)


@given(values, values)
def test_agreement_is_mutual_and_every_value_agrees_with_itself(a: Value, b: Value) -> None:
    assert same_value(a, b) is same_value(b, a)
    assert same_value(a, a)
