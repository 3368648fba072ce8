"""The functions of formulas, in one table for the parser, the computation and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from operator import add
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from explainer.edtf import CalendarDate, EdtfDate
from explainer.model.values.amounts import (
    Amount,
    Compute,
    as_percentage,
    check_unit,
    divide,
    exactly,
    join,
)
from explainer.model.values.expressions import Expression, FormulaError, Operand
from explainer.model.values.value import DateValue

Argument: TypeAlias = tuple[Expression, Amount | DateValue]
"""An expression and its value. A wildcard gives one argument for each fact that it matches."""
_Arguments: TypeAlias = Sequence[Argument]


class Function(Struct, frozen=True):
    """A function. ``usage`` and ``meaning`` are for the documentation; ``compute`` is called with
    an allowed number of arguments, and may raise ``FormulaError``."""

    usage: str
    meaning: str
    arguments: tuple[int, int | None]
    """The least and the greatest number of arguments; None if there is no limit."""
    compute: Callable[[_Arguments], Amount]
    facts_alone: bool = False
    """Whether each argument must be a fact, which may be a date, and not a computation."""
    wildcards: bool = False
    """Whether an argument may match many facts, as ``troops.*`` does."""

    @property
    def name(self) -> str:
        return self.usage.partition("(")[0]


def number_of(argument: Argument) -> Amount:
    """The argument's value. Raises ``FormulaError`` if it is a date."""
    expression, value = argument
    if isinstance(value, Amount):
        return value
    hint = "Dates are for functions, as in days(first, last)."
    raise FormulaError(f"{_name(expression)} is a date, not a number", hint, expression.offset)


def _gather(compute: Compute, arguments: _Arguments) -> Amount:
    total = number_of(arguments[0])
    for argument in arguments[1:]:
        amount = number_of(argument)
        unit = check_unit(total, amount, argument[0], "put together")
        ends = compute(total.low, amount.low), compute(total.high, amount.high)
        total = join(total, amount, unit, compute, ends)
    return total


def _count(arguments: _Arguments) -> Amount:
    return exactly(Decimal(len(arguments)))


def _percent(arguments: _Arguments) -> Amount:
    part, whole = (number_of(argument) for argument in arguments)
    at = arguments[1][0]
    check_unit(part, whole, at, "compared")
    return as_percentage(divide(part, whole, at))


def _days(arguments: _Arguments, *, both_ends: bool) -> Amount:
    dates = [(fact, _date_of(fact, value)) for fact, value in arguments]
    about = any(found.approximate or found.uncertain for _, found in dates)
    fact, found = dates[-1]
    first, last = _ends(fact, found) if len(dates) == 1 else (_single_day(*each) for each in dates)
    days = (last - first).days
    if days < 0:
        hint = "The earlier date comes first."
        raise FormulaError(f"{_name(fact)} is before the other date", hint, fact.offset)
    return exactly(Decimal(days + both_ends), "days", about)


def _date_of(fact: Expression, value: Amount | DateValue) -> EdtfDate:
    if not isinstance(value, DateValue):
        hint = "Days are counted between dates."
        raise FormulaError(f"{_name(fact)} is a number, not a date", hint, fact.offset)
    return value.date


def _ends(fact: Expression, found: EdtfDate) -> Iterator[date]:
    if not found.is_interval:
        hint = "Write days(first, last)."
        raise FormulaError(f"{_name(fact)} is one date, not an interval", hint, fact.offset)
    return (_day(fact, part) for part in (found.start, found.end))


def _single_day(fact: Expression, found: EdtfDate) -> date:
    if found.is_interval:
        hint = "Days between two dates, or days(interval)."
        raise FormulaError(f"{_name(fact)} is an interval, not a day", hint, fact.offset)
    return _day(fact, found.start)


def _day(fact: Expression, part: CalendarDate | None) -> date:
    hint = "Days are counted between two days that are known."
    if part is None:
        raise FormulaError(f"{_name(fact)} is open at one end", hint, fact.offset)
    if part.precision != "day":
        message = f"{_name(fact)} is known to the {part.precision} only"
        raise FormulaError(message, hint, fact.offset)
    return part.first_day


def _name(fact: Expression) -> str:
    return f'"{fact.pattern}"' if isinstance(fact, Operand) else "this"


_TABLE = (
    Function("sum(a, b, ...)", "all together", (1, None), partial(_gather, add), wildcards=True),
    Function("min(a, b, ...)", "the least", (1, None), partial(_gather, min), wildcards=True),
    Function("max(a, b, ...)", "the most", (1, None), partial(_gather, max), wildcards=True),
    Function(
        "count(a, b, ...)", "how many facts", (1, None), _count, facts_alone=True, wildcards=True
    ),
    Function("percent(part, whole)", "how much of the whole the part is", (2, 2), _percent),
    Function(
        "days(first, last)",
        "the days from the first to the last, both counted; `days(interval)` takes one fact",
        (1, 2),
        partial(_days, both_ends=True),
        facts_alone=True,
    ),
    Function(
        "days_between(first, last)",
        "the same, without counting the first",
        (2, 2),
        partial(_days, both_ends=False),
        facts_alone=True,
    ),
)
FUNCTIONS: Mapping[str, Function] = MappingProxyType({each.name: each for each in _TABLE})
