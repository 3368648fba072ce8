"""How many days lie between two dates, or within one interval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from explainer.edtf import CalendarDate, EdtfDate
from explainer.model.values.expressions import Call, Expression, FormulaError, Operand
from explainer.model.values.value import DateValue, Quantity


def count_days(
    call: Call, facts: Sequence[tuple[Expression, Quantity | DateValue]]
) -> tuple[int, bool]:
    """The number of days, and whether it is approximate. ``days`` counts both ends and also
    takes one interval; ``days_between`` does not count the first. Raises ``FormulaError``."""
    dates = [(fact, _date_of(fact, value)) for fact, value in facts]
    about = any(found.approximate or found.uncertain for _, found in dates)
    if len(dates) == 1:
        fact, interval = dates[0]
        if not interval.is_interval:
            hint = f"Write {call.function}(first, last)."
            raise FormulaError(f"{_name(fact)} is one date, not an interval", hint, fact.offset)
        first, last = _day(fact, interval.start), _day(fact, interval.end)
    else:
        first, last = (_single_day(fact, found) for fact, found in dates)
    days = (last - first).days
    if days < 0:
        fact = dates[-1][0]
        hint = "The earlier date comes first."
        raise FormulaError(f"{_name(fact)} is before the other date", hint, fact.offset)
    return days + (call.function == "days"), about


def _date_of(fact: Expression, value: Quantity | DateValue) -> EdtfDate:
    if not isinstance(value, DateValue):
        hint = "Days are counted between dates."
        raise FormulaError(f"{_name(fact)} is a number, not a date", hint, fact.offset)
    return value.date


def _single_day(fact: Expression, found: EdtfDate) -> date:
    if found.is_interval:
        hint = "Days between two dates, or days(interval)."
        raise FormulaError(f"{_name(fact)} is an interval, not a day", hint, fact.offset)
    return _day(fact, found.start)


def _day(fact: Expression, part: CalendarDate | None) -> date:
    if part is None:
        hint = "Days are counted between two days that are known."
        raise FormulaError(f"{_name(fact)} is open at one end", hint, fact.offset)
    if part.precision != "day":
        hint = "Days are counted between two days that are known."
        message = f"{_name(fact)} is known to the {part.precision} only"
        raise FormulaError(message, hint, fact.offset)
    return part.first_day


def _name(fact: Expression) -> str:
    return f'"{fact.pattern}"' if isinstance(fact, Operand) else "this"
