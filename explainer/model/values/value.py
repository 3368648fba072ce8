"""The kinds of values, and when two values agree."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from explainer.edtf import CalendarDate, EdtfDate

ValueKind = Literal["quantity", "date", "text", "list"]
"""The values of the field ``kind`` of a fact."""


class Quantity(Struct, frozen=True, tag=True):
    """A number with a ``unit`` (its id), or a range, which may be open at one end.

    ``number`` is None if only a range is known, and the best estimate if both are given.
    """

    number: Decimal | None
    unit: str | None = None
    about: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    open: bool = False
    """The number is more than ``low``, or less than ``high``, and not that end itself."""

    @property
    def is_range(self) -> bool:
        return self.low is not None or self.high is not None


class DateValue(Struct, frozen=True, tag=True):
    date: EdtfDate


class Text(Struct, frozen=True, tag=True):
    text: str


class Items(Struct, frozen=True, tag=True):
    """People, places or words, in the order in which they were written."""

    items: tuple[str, ...]


class Unknown(Struct, frozen=True, tag=True):
    """A value that has not been published or is not known; ``number`` if it would be one."""

    number: bool = False


class Formula(Struct, frozen=True, tag=True):
    """A formula as written, including its ``=``."""

    text: str


Value = Quantity | DateValue | Text | Items | Unknown | Formula


def plain_value(value: Value | None) -> dict[str, Any]:
    """What a claim says, as the open data have it: its ``kind``, and what there is of ``value``,
    ``low``, ``high``, ``about`` and ``unit``."""
    match value:
        case Quantity():
            numbers = {"value": value.number, "low": value.low, "high": value.high}
            written = {
                name: f"{number:f}" for name, number in numbers.items() if number is not None
            }
            signs = {"about": value.about, "open": value.open}
            return {"kind": "quantity", **written, **signs, "unit": value.unit}
        case DateValue(found):
            return {"kind": "date", "value": str(found), "about": found.approximate}
        case Text(text):
            return {"kind": "text", "value": text}
        case Items(items):
            return {"kind": "list", "value": items}
        case Unknown():
            return {"kind": "unknown"}
        case Formula():
            return {"kind": "quantity"}
        case None:
            return {"kind": "statement"}


def same_value(a: Value, b: Value) -> bool:
    """Whether two claims agree; rival claims that do not agree are a dispute.

    | kind       | agree                                                                   |
    |------------|-------------------------------------------------------------------------|
    | quantities | if their units are equal or both missing, and: two numbers are equal,   |
    |            | like 2500 and about 2500, not 2030 and about 2500; or a range contains  |
    |            | the number; or two ranges overlap, where an open end is infinite        |
    | dates      | if one contains the other, as 2022-01 contains 2022-01-05, whatever     |
    |            | their qualifiers; intervals if both ends do; a date and an interval     |
    |            | never                                                                   |
    | texts      | if they differ only in case, spaces and Unicode form                    |
    | lists      | if they contain the same texts, in any order                            |
    | formulas   | if they differ only in spaces                                           |
    | unknown    | always                                                                  |

    Values of different kinds never agree. The relation is symmetric and reflexive, but not
    transitive: 5 and 8 both agree with "4 to 9".
    """
    match a, b:
        case Quantity(), Quantity():
            return a.unit == b.unit and _quantities_agree(a, b)
        case DateValue(), DateValue():
            return _dates_agree(a.date, b.date)
        case Text(), Text():
            return fold_text(a.text) == fold_text(b.text)
        case Items(), Items():
            return {fold_text(item) for item in a.items} == {fold_text(item) for item in b.items}
        case Formula(), Formula():
            return "".join(a.text.split()) == "".join(b.text.split())
        case _:
            return a == b


def vagueness(value: Value | None) -> tuple[int, Decimal]:
    """A sort key by which the more exact of two values that agree comes first."""
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
    beyond = {end for each in (a, b) if each.open for end in (each.low, each.high)}
    if not lows or not highs or max(lows) < min(highs):
        return True
    return max(lows) == min(highs) and max(lows) not in beyond


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if quantity.is_range:
        return quantity.low, quantity.high
    return quantity.number, quantity.number


def _dates_agree(a: EdtfDate, b: EdtfDate) -> bool:
    pairs = (a.start, b.start), (a.end, b.end)
    return a.is_interval == b.is_interval and all(_one_holds_the_other(*pair) for pair in pairs)


def _one_holds_the_other(a: CalendarDate | None, b: CalendarDate | None) -> bool:
    if a is None or b is None:
        return a is b
    pairs = ((a, b), (b, a))
    return any(x.first_day <= y.first_day and y.last_day <= x.last_day for x, y in pairs)


def fold_text(text: str) -> str:
    """``text`` for comparing: without case, in Unicode form NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
