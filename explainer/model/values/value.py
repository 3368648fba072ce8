"""Kinds of value a claim can have, and when two values agree."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from explainer.edtf import CalendarDate, EdtfDate

ValueKind = Literal["quantity", "date", "text", "list"]
"""What ``kind:`` of a fact can say."""


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


def vagueness(value: Value | None) -> tuple[int, Decimal]:
    """A key by which the more exact of two values that agree is smaller."""
    match value:
        case Quantity(low=None, high=None):
            return (int(value.about), Decimal(0))
        case Quantity(low=Decimal() as low, high=Decimal() as high):
            return (2, high - low)
        case Quantity():
            return (3, Decimal(0))
        case DateValue():
            return (("day", "month", "year").index(value.date.precision), Decimal(0))
        case _:
            return (0, Decimal(0))


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
