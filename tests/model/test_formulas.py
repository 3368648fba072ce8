"""Formulas: what they say, what they come to, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.model.values.derivation import evaluate
from explainer.model.values.expressions import (
    Call,
    FormulaError,
    Number,
    Operand,
    Operation,
    matches_pattern,
    operands,
)
from explainer.model.values.formulas import parse_formula
from explainer.model.values.functions import FUNCTIONS
from explainer.model.values.value import DateValue, Quantity

FACTS: dict[str, Quantity | DateValue] = {
    "troops": Quantity(Decimal(2030), "people"),
    "announced": Quantity(Decimal(2500), "people", about=True),
    "contingent.belarus": Quantity(Decimal(100), "people"),
    "contingent.russian-base.tajikistan": Quantity(Decimal("70.50"), "people"),
    "dead": Quantity(Decimal(225), "people", low=Decimal(220), high=Decimal(238)),
    "at-least": Quantity(None, "people", low=Decimal(10)),
    "at-most": Quantity(None, "people", high=Decimal(10)),
    "some": Quantity(None, "people", about=True, low=Decimal(5), high=Decimal(9)),
    "up-to-five": Quantity(None, "people", low=Decimal(0), high=Decimal(5)),
    "loss": Quantity(None, "people", low=Decimal(-5), high=Decimal(0)),
    "planes": Quantity(Decimal(3)),
    "atoms": Quantity(Decimal("1E+25")),
    "nobody": Quantity(Decimal(0), "people"),
    "distance": Quantity(Decimal(4), "km"),
    "share": Quantity(Decimal("77.18"), "percent"),
    "arrival": DateValue(parse_edtf("2022-01-06")),
    "end": DateValue(parse_edtf("2022-01-19")),
    "stay": DateValue(parse_edtf("2022-01-06/2022-01-19")),
    "since": DateValue(parse_edtf("2022-01-06/..")),
    "around": DateValue(parse_edtf("2022-01-10~")),
    "month": DateValue(parse_edtf("2022-01")),
}


_MANY = "Write a function of many facts, as in sum(c.*)."


def _lookup(operand: Operand) -> tuple[Quantity | DateValue, ...]:
    return tuple(v for fact, v in FACTS.items() if matches_pattern(operand.pattern, fact))


def _value(formula: str) -> Quantity | DateValue:
    return evaluate(parse_formula(formula), _lookup)


def _error(formula: str) -> tuple[str, str, int]:
    with pytest.raises(FormulaError) as caught:
        _value(formula)
    return caught.value.message, caught.value.hint, caught.value.offset


def test_the_tree_and_its_offsets() -> None:
    assert parse_formula("= a.b-c - 2 * sum(d.*, e)") == Operation(
        "-",
        Operand("a.b-c", 2),
        Operation(
            "*",
            Number(Decimal(2), 10),
            Call("sum", (Operand("d.*", 18), Operand("e", 23)), 14),
            12,
        ),
        8,
    )


def test_typographic_operators() -> None:
    assert parse_formula("= a × b ÷ c − d") == parse_formula("= a * b / c - d")


def test_operands_in_their_order() -> None:
    found = operands(parse_formula("= percent(b - a, sum(c.*)) + (b)"))
    assert [(operand.pattern, operand.offset) for operand in found] == [
        ("b", 10),
        ("a", 14),
        ("c.*", 21),
        ("b", 30),
    ]


@pytest.mark.parametrize(
    ("pattern", "fact", "matches"),
    [
        ("a.b", "a.b", True),
        ("a.b", "a.b.c", False),
        ("a.*", "a.b", True),
        ("a.*", "a.b.c", True),
        ("a.*", "a", False),
        ("a.*", "ab.c", False),
        ("a.*.c", "a.b.c", True),
        ("a.*.c", "a.b.b.c", False),
    ],
)
def test_patterns(pattern: str, fact: str, matches: bool) -> None:
    assert matches_pattern(pattern, fact) is matches


@pytest.mark.parametrize(
    ("formula", "number", "unit"),
    [
        ("= troops + contingent.belarus", "2130", "people"),
        ("= sum(contingent.*)", "170.50", "people"),
        ("= troops - contingent.belarus - contingent.belarus", "1830", "people"),
        ("= troops - (contingent.belarus - contingent.belarus)", "2030", "people"),
        ("= 2 * troops + troops", "6090", "people"),
        ("= planes * troops", "6090", "people"),
        ("= troops / planes", "676.7", "people"),
        ("= troops / 4", "507.5", "people"),
        ("= troops / 8", "253.75", "people"),
        ("= troops / 9 + contingent.belarus", "325.6", "people"),
        ("= 10 * troops / planes", "6767", "people"),
        ("= troops / 1", "2030", "people"),
        ("= contingent.belarus / troops", "0.04926", None),
        ("= (planes + 2) / 32", "0.1563", None),
        ("= atoms / planes", "3333333333333333333333333.333", None),
        ("= nobody / (planes - 6)", "0", "people"),
        ("= nobody * (planes - 6)", "0", "people"),
        ("= planes / 16", "0.1875", None),
        ("= planes + 1", "4", None),
        ("= percent(contingent.belarus, troops)", "4.9", "percent"),
        ("= percent(contingent.belarus, contingent.belarus)", "100", "percent"),
        ("= percent(troops - planes * contingent.belarus / 300, troops)", "99.95", "percent"),
        ("= percent(contingent.belarus / 10000, troops)", "0.0005", "percent"),
        ("= percent(nobody - 9999 * troops, 10000 * troops)", "-99.99", "percent"),
        ("= percent(nobody - troops, troops)", "-100", "percent"),
        ("= percent(9996 * troops, 10000 * troops)", "99.96", "percent"),
        ("= percent(100001 * troops, 100000 * troops)", "100.001", "percent"),
        ("= percent(20004 * troops, 10000 * troops)", "200.04", "percent"),
        ("= percent(nobody - troops, 100000 * troops)", "-0.001", "percent"),
        ("= percent(99999999999 * troops, 100000000000 * troops)", "99.999999999", "percent"),
        ("= percent(troops / 3, troops) * 3", "100", "percent"),
        ("= percent(nobody - 9999 * troops, 10000 * troops) + 100", "0.01", "percent"),
        ("= 99996 / 100000 * troops / troops", "0.99996", None),
        ("= (planes - 100002) / 100000", "-0.99999", None),
        ("= planes / 9 * 3", "1", None),
        ("= planes * 9999999 / 300000", "99.99999", None),
        ("= 100 - share", "22.82", "percent"),
        ("= share - 7", "70.18", "percent"),
        ("= 2 * 50 - share", "22.82", "percent"),
        ("= min(troops, contingent.*)", "70.50", "people"),
        ("= max(troops, contingent.*)", "2030", "people"),
        ("= count(contingent.*, stay, arrival)", "4", None),
        ("= days(arrival, end)", "14", "days"),
        ("= days_between(arrival, end)", "13", "days"),
        ("= days(arrival, arrival)", "1", "days"),
        ("= days(stay)", "14", "days"),
    ],
)
def test_numbers_and_units(formula: str, number: str, unit: str | None) -> None:
    value = _value(formula)
    assert isinstance(value, Quantity)
    assert (str(value.number), value.unit) == (number, unit)
    assert (value.about, value.low, value.high) == (False, None, None)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("= troops + announced", Quantity(Decimal(4530), "people", about=True)),
        ("= days(arrival, around)", Quantity(Decimal(5), "days", about=True)),
        (
            "= troops + dead",
            Quantity(Decimal(2255), "people", low=Decimal(2250), high=Decimal(2268)),
        ),
        (
            "= troops - dead",
            Quantity(Decimal(1805), "people", low=Decimal(1792), high=Decimal(1810)),
        ),
        (
            "= (planes - 5) * dead",
            Quantity(Decimal(-450), "people", low=Decimal(-476), high=Decimal(-440)),
        ),
        (
            "= percent(dead, 2 * dead)",
            Quantity(Decimal(50), "percent", low=Decimal("46.2"), high=Decimal("54.1")),
        ),
        (
            "= percent(up-to-five, 50 * contingent.belarus / 100)",
            Quantity(None, "percent", low=Decimal(0), high=Decimal(10)),
        ),
        ("= troops + at-least", Quantity(None, "people", low=Decimal(2040))),
        ("= troops - at-least", Quantity(None, "people", high=Decimal(2020))),
        ("= troops + at-most", Quantity(None, "people", high=Decimal(2040))),
        ("= troops - at-most", Quantity(None, "people", low=Decimal(2020))),
        ("= (planes - 5) * at-most", Quantity(None, "people", low=Decimal(-20))),
        ("= min(troops, at-most)", Quantity(None, "people", high=Decimal(10))),
        (
            "= troops + some",
            Quantity(None, "people", about=True, low=Decimal(2035), high=Decimal(2039)),
        ),
        ("= (planes - 3) * at-least", Quantity(Decimal(0), "people")),
        ("= (planes - 3) * some", Quantity(Decimal(0), "people", about=True)),
        ("= at-least / at-least", Quantity(None, None, low=Decimal(0))),
        (
            "= max(troops, dead)",
            Quantity(Decimal(2030), "people", low=Decimal(2030), high=Decimal(2030)),
        ),
        ("= min(troops, at-least)", Quantity(None, "people", low=Decimal(10), high=Decimal(2030))),
    ],
)
def test_uncertainty_is_carried_through(formula: str, value: Quantity) -> None:
    assert _value(formula) == value


@pytest.mark.parametrize(
    ("formula", "message", "hint", "offset"),
    [
        ("= troops + distance", "people and km cannot be added", "Take facts of one unit.", 11),
        (
            "= troops - distance * 2",
            "people and km cannot be subtracted",
            "Take facts of one unit.",
            20,
        ),
        (
            "= troops + 5",
            "people and a number without unit cannot be added",
            "Give the number as a fact with its unit.",
            11,
        ),
        (
            "= troops * troops",
            "people cannot be multiplied by people",
            "One of the two factors has no unit.",
            11,
        ),
        (
            "= troops / distance",
            "people cannot be divided by km",
            "Divide by the same unit, or by a number without one.",
            11,
        ),
        (
            "= sum(troops, distance)",
            "people and km cannot be put together",
            "Take facts of one unit.",
            14,
        ),
        (
            "= percent(troops, distance)",
            "people and km cannot be compared",
            "Take facts of one unit.",
            18,
        ),
        (
            "= troops / nobody",
            "nothing can be divided by zero",
            "Take another fact to divide by.",
            11,
        ),
        (
            "= troops / (dead - dead)",
            "nothing can be divided by a range that holds zero",
            "Take another fact to divide by.",
            17,
        ),
        (
            "= troops / up-to-five",
            "nothing can be divided by a range that holds zero",
            "Take another fact to divide by.",
            11,
        ),
        (
            "= troops / loss",
            "nothing can be divided by a range that holds zero",
            "Take another fact to divide by.",
            11,
        ),
        (
            "= percent(dead, nobody)",
            "nothing can be divided by zero",
            "Take another fact to divide by.",
            16,
        ),
        (
            "= at-least - at-least",
            "nothing is known of the result: its range is open at both ends",
            "Take facts whose ranges end.",
            11,
        ),
        (
            "= arrival + troops",
            '"arrival" is a date, not a number',
            "Dates are for functions, as in days(first, last).",
            2,
        ),
        (
            "= days(arrival, troops)",
            '"troops" is a number, not a date',
            "Days are counted between dates.",
            16,
        ),
        (
            "= days(end, arrival)",
            '"arrival" is before the other date',
            "The earlier date comes first.",
            12,
        ),
        (
            "= days(arrival)",
            '"arrival" is one date, not an interval',
            "Write days(first, last).",
            7,
        ),
        (
            "= days(since)",
            '"since" is open at one end',
            "Days are counted between two days that are known.",
            7,
        ),
        (
            "= days(arrival, month)",
            '"month" is known to the month only',
            "Days are counted between two days that are known.",
            16,
        ),
        (
            "= days(arrival, stay)",
            '"stay" is an interval, not a day',
            "Days between two dates, or days(interval).",
            16,
        ),
        ("= nothing", 'there is no fact "nothing"', "Write the id of a fact.", 2),
        (
            "= troops-dead",
            'there is no fact "troops-dead"',
            "A minus stands between spaces.",
            2,
        ),
        ("= sum(nothing.*)", 'no fact is named "nothing.*"', "Write the id of a fact.", 6),
        (
            "= troops" + " * 99999999999999999999" * 3,
            "the result is too large or too small to be read",
            "It has at most 40 digits before or behind the point.",
            55,
        ),
    ],
)
def test_what_cannot_be_computed(formula: str, message: str, hint: str, offset: int) -> None:
    assert _error(formula) == (message, hint, offset)


@pytest.mark.parametrize(
    ("formula", "message", "hint", "offset"),
    [
        (
            "",
            "the formula ends where a fact or a number is expected",
            "Write the id of a fact, or a number.",
            0,
        ),
        (
            "= a +",
            "the formula ends where a fact or a number is expected",
            "Write the id of a fact, or a number.",
            5,
        ),
        (
            "= a + )",
            'a fact or a number is expected, not ")"',
            "Write the id of a fact, or a number.",
            6,
        ),
        (
            "= sum()",
            'a fact or a number is expected, not ")"',
            "Write the id of a fact, or a number.",
            6,
        ),
        ("= a b", '"b" follows without an operator', "Write + - * or / between two facts.", 4),
        ("= (a b)", '"b" follows without an operator', "Write + - * or / between two facts.", 5),
        (
            "= a)",
            '")" belongs to no bracket',
            "Delete it, or open the bracket that it belongs to.",
            3,
        ),
        (
            "= a, b",
            '"," belongs to no bracket',
            "Delete it, or open the bracket that it belongs to.",
            3,
        ),
        ("= (a + b", 'this "(" is never closed', 'Close it with ")".', 2),
        (
            "= 5 * 3",
            "the formula names no fact",
            "A number has a source: give it as a fact.",
            4,
        ),
        (
            "= a % b",
            '"%" means nothing in a formula',
            "A formula has facts, numbers, + - * /, brackets and functions.",
            4,
        ),
        (
            "= 2nd.fact",
            '"2nd.fact" is neither a number nor a fact',
            "A fact's id begins with a letter here; a number has no separators.",
            2,
        ),
        ("= sum(1,000, a)", '"000" begins with a zero', "A number has no separators.", 8),
        ("= a * " + "1" * 21, "a number has at most 20 digits here", "Round it.", 6),
        ("= c.*", '"c.*" names many facts', _MANY, 2),
        (
            "= sum(c.* + a)",
            '"c.*" names many facts',
            "Write a function of many facts, as in sum(c.*).",
            6,
        ),
        (
            "= percent(c.*, a)",
            'percent takes single facts, and "c.*" names many',
            "Write the ids, with commas between them.",
            10,
        ),
        (
            "= count(a + b)",
            "count takes facts alone, nothing computed",
            "Write ids of facts, with commas between them.",
            10,
        ),
        ("= summ(a)", 'there is no function "summ"', 'Did you mean "sum"?', 2),
        (
            "= f(a)",
            'there is no function "f"',
            f"There are {', '.join(FUNCTIONS)}.",
            2,
        ),
        ("= percent(a)", "percent takes 2 arguments, not 1", "Commas stand between them.", 2),
        ("= days(a, b, c)", "days takes 1 or 2 arguments, not 3", "Commas stand between them.", 2),
        (
            "=" + "(" * 21 + "a" + ")" * 21,
            "more than 20 brackets within each other",
            "Derive a part of it first.",
            21,
        ),
        (
            "=" + "max(a.*, " * 21 + "a" + ")" * 21,
            "more than 20 brackets within each other",
            "Derive a part of it first.",
            184,
        ),
        (
            "=" + "min(" * 21 + "a" + ")" * 21,
            "more than 20 brackets within each other",
            "Derive a part of it first.",
            84,
        ),
        (
            "=" + "((a) + " * 20 + "a" + ")" * 20,
            "more than 20 brackets within each other",
            "Derive a part of it first.",
            135,
        ),
        (
            "= sum(" + ",".join(["a.*"] * 200) + ")",
            "the formula is too long",
            "Derive a part of it first.",
            802,
        ),
        ("= a" + " + a" * 100, "the formula is too long", "Derive a part of it first.", 402),
        ("= (a)" + " + a" * 100, "the formula is too long", "Derive a part of it first.", 402),
        ("= (a)" + " * a" * 100, "the formula is too long", "Derive a part of it first.", 402),
        (
            "= " + "a" * 1000,
            "a formula has at most 1000 characters",
            "Derive a part of it first.",
            0,
        ),
    ],
)
def test_what_cannot_be_read(formula: str, message: str, hint: str, offset: int) -> None:
    assert _error(formula) == (message, hint, offset)


_WORDS = [*FACTS, "contingent.*", "sum(", "percent(", "min(", "days(", "count(", "2", "0", "99999"]
_SIGNS = [" + ", " - ", "*", "/", "(", ")", ", "]


@given(st.lists(st.sampled_from(_WORDS + _SIGNS), max_size=30).map("".join))
def test_any_words_are_a_formula_or_a_located_error(formula: str) -> None:
    offset = 0
    try:
        _value(formula)
    except FormulaError as error:
        offset = error.offset
    assert 0 <= offset <= len(formula)


@given(
    st.recursive(
        st.sampled_from([*FACTS, "2", "7.5"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({' '.join(t)})"),
            st.tuples(st.sampled_from(["sum", "min", "max", "percent"]), inner, inner).map(
                lambda t: f"{t[0]}({t[1]}, {t[2]})"
            ),
        ),
        max_leaves=12,
    )
)
def test_any_readable_formula_has_a_readable_result_or_a_located_error(formula: str) -> None:
    try:
        value = _value(formula)
    except FormulaError:
        return
    assert isinstance(value, Quantity)
    known = [end for end in (value.number, value.low, value.high) if end is not None]
    assert known
    assert all(end.is_finite() and abs(end.adjusted()) <= 41 for end in known if end)


def test_any_length_is_evaluated_without_deep_recursion() -> None:
    assert _value("= troops" + " + troops" * 99) == Quantity(Decimal(203000), "people")
    assert _value("= troops".ljust(1000)) == Quantity(Decimal(2030), "people")


def test_brackets_beside_each_other_are_not_deep() -> None:
    assert _value("= (troops)" + " + (troops)" * 20) == Quantity(Decimal(42630), "people")


def test_the_result_does_not_hang_on_the_caller_s_precision() -> None:
    with localcontext(prec=2):
        assert _value("= troops + contingent.belarus") == Quantity(Decimal(2130), "people")
