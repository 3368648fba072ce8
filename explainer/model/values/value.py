"""Kinds of value a claim can have, and how a YAML scalar is read as one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from explainer.edtf import CalendarDate, EdtfDate, EdtfError, looks_like_edtf, parse_edtf
from explainer.edtf import suggest_edtf as suggest_date
from explainer.model.values.everyday_units import BUILT_IN_UNITS
from explainer.model.values.expressions import FUNCTIONS
from explainer.model.values.written_numbers import (
    QUOTE_FOR_TEXT,
    ValueProblem,
    is_number,
    nearly_a_number,
    read_number,
    shown,
)

__all__ = [
    "DateValue",
    "Formula",
    "Items",
    "Quantity",
    "Text",
    "Unknown",
    "Value",
    "ValueKind",
    "ValueProblem",
    "read_number",
    "read_value",
    "same_value",
]

_DATE_AND_TIME = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:")
_NUMBER_AND_WORD = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)[ \u00a0]?([A-Za-z][A-Za-z0-9-]*)")
_FORMULA_IN_TYPOGRAPHIC_QUOTES = re.compile("[“”„«‘’]\\s*=\\s*(.+?)\\s*[“”»‘’]?")
_CALL = re.compile(rf"(?:{'|'.join(FUNCTIONS)})\(.*\)")
_THREE_NUMBERS = re.compile("[0-9]{1,4}([-/.])[0-9]{1,2}\\1[0-9]{1,4}")

ValueKind = Literal["quantity", "date", "text", "list"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of ``unit`` (its id), or a range of which one end may be open.

    ``number`` is None where only a range is known; with both, it is the best estimate.
    """

    number: Decimal | None
    unit: str | None = None
    about: bool = False
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_range(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class DateValue:
    date: EdtfDate


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """People, places or words, in the order in which they were written."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not published, or not known to anyone."""


@dataclass(frozen=True, slots=True)
class Formula:
    """``text`` is as written, with its ``=``."""

    text: str


Value = Quantity | DateValue | Text | Items | Unknown | Formula


def read_value(text: str, plain: bool, kind: ValueKind | None = None) -> Value:
    """The value that the scalar ``text`` stands for; ``plain`` if it had no quotation marks.

    ``kind`` is what the fact says it is; without it the scalar's shape decides. A Quantity
    comes without unit, ``about`` and range, which are fields of their own. Raises
    ``ValueProblem``, with code ``value-missing``, ``value-number``, ``value-date``,
    ``value-list`` or ``formula``.
    """
    if not text.strip() or (plain and text in ("~", "null", "Null", "NULL")):
        hint = 'Write one, or "unknown" and its reason under "why".'
        raise ValueProblem("value-missing", "there is no value", hint)
    if text.casefold() == "unknown":
        return Unknown()
    if kind == "text":
        return Text(text)
    if text.startswith("="):
        return Formula(text)
    if kind == "list":
        hint = f"Write [{shown(text)}]."
        raise ValueProblem("value-list", "this is one value, and the fact is a list", hint)
    if kind == "date" or (kind is None and looks_like_edtf(text)):
        return DateValue(_read_date(text))
    if kind == "quantity":
        return Quantity(read_number(text, plain))
    if problem := _nearly_a_formula(text):
        raise problem
    return _read_plain(text) if plain else Text(text)


def same_value(a: Value, b: Value) -> bool:
    """Whether two claims agree; rivals that do not are a dispute.

    | kind       | agree                                                                   |
    |------------|-------------------------------------------------------------------------|
    | quantities | of one unit (none is a unit too): two numbers when equal, so 2500 and   |
    |            | about 2500, not 2030 and about 2500; a number and a range that holds    |
    |            | it; two ranges that overlap, an open end being endless                  |
    | dates      | when one holds the other, as 2022-01 holds 2022-01-05, whatever their   |
    |            | qualifiers; intervals when both their ends do; never one with the other |
    | texts      | but for case, width of spaces and Unicode form                          |
    | lists      | as sets of such texts                                                   |
    | formulas   | but for spaces                                                          |
    | unknown    | with unknown                                                            |

    Kinds that differ differ. Symmetric and reflexive, but not transitive: 5 and 8 both
    agree with "4 to 9".
    """
    match a, b:
        case Quantity(), Quantity():
            return a.unit == b.unit and _quantities_agree(a, b)
        case DateValue(), DateValue():
            return _dates_agree(a.date, b.date)
        case Text(), Text():
            return _fold(a.text) == _fold(b.text)
        case Items(), Items():
            return {_fold(item) for item in a.items} == {_fold(item) for item in b.items}
        case Formula(), Formula():
            return "".join(a.text.split()) == "".join(b.text.split())
        case _:
            return a == b


def _nearly_a_formula(text: str) -> ValueProblem | None:
    """What is wrong with a formula without its ``=``, or in quotation marks that YAML does not
    know; it would pass for text unnoticed."""
    if match := _FORMULA_IN_TYPOGRAPHIC_QUOTES.fullmatch(text):
        message = "YAML knows straight quotation marks only"
        return ValueProblem("formula", message, f'Write "= {match[1]}".')
    if _CALL.fullmatch(text):
        hint = f'Write "= {text}", or kind: text if it is meant as text.'
        return ValueProblem("formula", "a formula begins with =", hint)
    return None


def _read_date(text: str) -> EdtfDate:
    try:
        return parse_edtf(text)
    except EdtfError as error:
        hint = error.hint or "Write year-month-day, as in 2022-01-05."
        raise ValueProblem("value-date", error.message, hint, error.offset) from None


def _read_plain(text: str) -> Value:
    """A number or a text. What is nearly a number or a date would pass for text unnoticed."""
    if is_number(text):
        return Quantity(read_number(text))
    if problem := nearly_a_number(text):
        raise problem
    match = _NUMBER_AND_WORD.fullmatch(text)
    if match and match[2] in BUILT_IN_UNITS:
        message = f'"{shown(text)}" is a number with its unit'
        hint = f'Write {match[1]}, and "unit: {match[2]}" under it. {QUOTE_FOR_TEXT}'
        raise ValueProblem("value-number", message, hint)
    timed = _DATE_AND_TIME.match(text)
    suggestion = timed[1] if timed else suggest_date(text)
    if suggestion or _THREE_NUMBERS.fullmatch(text):
        message = f'"{shown(text)}" is not written as a date'
        hint = (
            f'Write "{suggestion}".' if suggestion else 'Write year-month-day, as in "2022-01-05".'
        )
        raise ValueProblem("value-date", message, f"{hint} {QUOTE_FOR_TEXT}")
    return Text(text)


def _quantities_agree(a: Quantity, b: Quantity) -> bool:
    if not a.is_range and not b.is_range:
        return a.number == b.number
    lows = [low for low in (_ends(a)[0], _ends(b)[0]) if low is not None]
    highs = [high for high in (_ends(a)[1], _ends(b)[1]) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if quantity.is_range:
        return quantity.low, quantity.high
    return quantity.number, quantity.number


def _dates_agree(a: EdtfDate, b: EdtfDate) -> bool:
    if a.is_interval != b.is_interval:
        return False
    return _one_holds_the_other(a.start, b.start) and _one_holds_the_other(a.end, b.end)


def _one_holds_the_other(a: CalendarDate | None, b: CalendarDate | None) -> bool:
    if a is None or b is None:
        return a is b
    (first, last), (other_first, other_last) = _days(a), _days(b)
    return (first <= other_first and other_last <= last) or (
        other_first <= first and last <= other_last
    )


def _days(part: CalendarDate) -> tuple[date, date]:
    return part.first_day, part.last_day


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
