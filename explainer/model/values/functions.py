"""The operations and functions of formulas, which check units and keep uncertainty.

The functions are in one table for the parser, the computation and the documentation. Ranges are
computed by interval arithmetic. A fact that is used twice counts as two facts that vary
independently, so a range may be wider than necessary, but never too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import product
from operator import add, mul, sub, truediv
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import CalendarDate
from explainer.model.values.expressions import Expression, FormulaError, Operand, Operation
from explainer.model.values.value import DateValue

Compute = Callable[[Decimal, Decimal], Decimal]

PERCENT = "percent"
_UNITLESS = "a number without unit"
_ZERO = Decimal(0)


class Amount(Struct, frozen=True, kw_only=True):
    """A quantity while it is computed; ``low`` and ``high`` are infinite at an open end."""

    number: Decimal | None
    low: Decimal
    high: Decimal
    unit: str | None = None
    about: bool = False
    is_range: bool = False
    open: bool = False
    is_quotient: bool = False
    is_literal: bool = False


def exactly(
    number: Decimal, unit: str | None = None, about: bool = False, is_literal: bool = False
) -> Amount:
    """The amount of a number without a range."""
    return Amount(
        number=number, low=number, high=number, unit=unit, about=about, is_literal=is_literal
    )


def operate(operation: Operation, left: Amount, right: Amount) -> Amount:
    """The result of ``operation``. Raises ``FormulaError``."""
    match operation.symbol:
        case "+":
            return join(left, right, check_unit(left, right, operation.right, "added"), add)
        case "-":
            return join(left, right, check_unit(left, right, operation.right, "subtracted"), sub)
        case "*" if left.unit and right.unit:
            message = f"{left.unit} cannot be multiplied by {right.unit}"
            hint = "One of the two factors has no unit."
            raise FormulaError(message, hint, operation.right.offset)
        case "*":
            return join(left, right, left.unit or right.unit, mul)
        case _:
            return divide(left, right, operation.right)


def divide(left: Amount, right: Amount, divisor: Expression) -> Amount:
    """The quotient. Raises ``FormulaError`` at ``divisor``."""
    if right.low <= 0 <= right.high or right.number == 0:
        what = "a range that holds zero" if right.is_range else "zero"
        hint = "Take another fact to divide by."
        raise FormulaError(f"nothing can be divided by {what}", hint, divisor.offset)
    if right.unit and left.unit != right.unit:
        message = f"{left.unit or _UNITLESS} cannot be divided by {right.unit}"
        hint = "Divide by the same unit, or by a number without one."
        raise FormulaError(message, hint, divisor.offset)
    ratio = join(left, right, None if right.unit else left.unit, truediv)
    return replace(ratio, is_quotient=True)


def join(left: Amount, right: Amount, unit: str | None, compute: Compute) -> Amount:
    """The amount computed from both; its number is known if both numbers are."""
    a, b = left.number, right.number
    ends: list[Decimal] = []
    for pair in product((left.low, left.high), (right.low, right.high)):
        with suppress(InvalidOperation):  # infinity by infinity adds nothing to the others
            ends.append(compute(*pair))
    return Amount(
        number=None if a is None or b is None else compute(a, b),
        low=min(ends, default=_ZERO),  # 0 times infinity is 0 here
        high=max(ends, default=_ZERO),
        unit=unit,
        about=left.about or right.about,
        is_range=left.is_range or right.is_range,
        open=(any if compute in (add, sub) else all)((left.open, right.open)),
        is_quotient=left.is_quotient or right.is_quotient,
        is_literal=left.is_literal and right.is_literal,
    )


def check_unit(left: Amount, right: Amount, at: Expression, verb: str) -> str | None:
    """The unit of both; a literal number may be combined with a percentage. Raises
    ``FormulaError`` at ``at``; ``verb`` is for the message."""
    unit = left.unit or right.unit
    plain = left if left.unit is None else right
    if left.unit == right.unit or (unit == PERCENT and plain.unit is None and plain.is_literal):
        return unit
    first, second = (unit or _UNITLESS for unit in (left.unit, right.unit))
    hint = "Take facts of one unit."
    if right.is_literal:
        hint = "Give the number as a fact with its unit."
    raise FormulaError(f"{first} and {second} cannot be {verb}", hint, at.offset)


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
    raise _wrong(expression, "is a date, not a number", hint)


def _gather(compute: Compute, arguments: _Arguments) -> Amount:
    total = number_of(arguments[0])
    for argument in arguments[1:]:
        amount = number_of(argument)
        unit = check_unit(total, amount, argument[0], "put together")
        total = join(total, amount, unit, compute)
    return total


def _count(arguments: _Arguments) -> Amount:
    return exactly(Decimal(len(arguments)))


def _percent(arguments: _Arguments) -> Amount:
    part, whole = (number_of(argument) for argument in arguments)
    at = arguments[1][0]
    check_unit(part, whole, at, "compared")
    ratio = divide(part, whole, at)
    number = None if ratio.number is None else 100 * ratio.number
    return replace(ratio, number=number, low=100 * ratio.low, high=100 * ratio.high, unit=PERCENT)


def _days(arguments: _Arguments, *, both_ends: bool) -> Amount:
    first, last = (part for each in arguments for part in _parts(*each, len(arguments) == 1))
    days = (last.first_day - first.first_day).days
    if days < 0:
        fact = arguments[-1][0]
        raise _wrong(fact, "is before the other date", "The earlier date comes first.")
    about = any(part.approximate or part.uncertain for part in (first, last))
    return exactly(Decimal(days + both_ends), "days", about)


def _parts(
    fact: Expression, value: Amount | DateValue, of_interval: bool
) -> Iterator[CalendarDate]:
    """The day of a date, or the two of an interval."""
    if not isinstance(value, DateValue):
        raise _wrong(fact, "is a number, not a date", "Days are counted between dates.")
    found = value.date
    if of_interval and not found.is_interval:
        raise _wrong(fact, "is one date, not an interval", "Write days(first, last).")
    if found.is_interval and not of_interval:
        hint = "Days between two dates, or days(interval)."
        raise _wrong(fact, "is an interval, not a day", hint)
    hint = "Days are counted between two days that are known."
    for part in (found.start, found.end)[: 1 + of_interval]:
        if part is None:
            raise _wrong(fact, "is open at one end", hint)
        if part.precision != "day":
            raise _wrong(fact, f"is known to the {part.precision} only", hint)
        yield part


def _wrong(fact: Expression, what: str, hint: str) -> FormulaError:
    name = f'"{fact.pattern}"' if isinstance(fact, Operand) else "this"
    return FormulaError(f"{name} {what}", hint, fact.offset)


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
