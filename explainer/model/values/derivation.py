"""The value of a formula: exact decimals, units checked, uncertainty carried through.

Ranges are computed end by end (interval arithmetic), so the same fact named twice
counts as two that vary apart: the range can only come out too wide. 28 digits are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from itertools import product
from operator import add, mul, sub, truediv

from explainer.model.values.day_counts import count_days
from explainer.model.values.expressions import (
    Call,
    Expression,
    FormulaError,
    Number,
    Operand,
    Operation,
)
from explainer.model.values.value import DateValue, Quantity

Lookup = Callable[[Operand], tuple[Quantity | DateValue, ...]]

_Compute = Callable[[Decimal, Decimal], Decimal]
_Ends = tuple[Decimal, Decimal]

_CONTEXT = Context(prec=28)
_ENDLESS = Decimal("Infinity")
_LARGEST_RESULT = 40
_PERCENT = "percent"
_UNITLESS = "a number without unit"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantity on its way: ``low`` and ``high`` are always there, endless where open."""

    number: Decimal | None
    low: Decimal
    high: Decimal
    unit: str | None = None
    about: bool = False
    is_range: bool = False
    is_quotient: bool = False
    is_literal: bool = False

    @property
    def ends(self) -> _Ends:
        return self.low, self.high


def _lesser(a: Decimal, b: Decimal) -> Decimal:
    return min(a, b)


def _greater(a: Decimal, b: Decimal) -> Decimal:
    return max(a, b)


_GATHERING: dict[str, _Compute] = {"sum": add, "min": _lesser, "max": _greater}


def evaluate(expression: Expression, lookup: Lookup) -> Quantity:
    """The formula's value; ``lookup`` gives the current values of the facts an operand names,
    one for an id, and may itself raise ``FormulaError``, for an unknown value say.

    ``+``, ``-``, ``sum``, ``min`` and ``max`` want one unit; ``*`` and ``/`` a factor without
    unit, or ``/`` two of the same, whose ratio has none. Raises ``FormulaError``.

    What was divided is rounded at the very end, half up: a percentage to one decimal, or to
    as many as show that it is not 0 or 100; any other ratio to four digits, none before the
    point, unless it ends within four decimals.
    """
    try:
        with localcontext(_CONTEXT):
            return _to_quantity(_evaluate(expression, lookup), expression)
    except DecimalException:
        raise _out_of_bounds(expression) from None


def _evaluate(expression: Expression, lookup: Lookup) -> _Amount:
    match expression:
        case Number():
            value = expression.value
            return _Amount(value, value, value, is_literal=True)
        case Operand():
            return _amounts_of(expression, lookup)[0]
        case Operation():
            left = _evaluate(expression.left, lookup)
            right = _evaluate(expression.right, lookup)
            return _operate(expression, left, right)
        case Call():
            return _call(expression, lookup)


def _call(call: Call, lookup: Lookup) -> _Amount:
    if call.function == "count":
        count = Decimal(sum(len(_find(fact, lookup)) for fact in call.arguments))
        return _Amount(count, count, count)
    if call.function in ("days", "days_between"):
        dates = [(fact, _find(fact, lookup)[0]) for fact in call.arguments]
        days, about = count_days(call, dates)
        return _Amount(Decimal(days), Decimal(days), Decimal(days), "days", about)
    if call.function == "percent":
        part, whole = (_evaluate(argument, lookup) for argument in call.arguments)
        _check_unit(part, whole, call.arguments[1], "compared")
        return _as_percentage(_divide(part, whole, call.arguments[1]))
    return _gather(call, lookup)


def _gather(call: Call, lookup: Lookup) -> _Amount:
    """``sum``, ``min`` or ``max`` of all that the arguments name."""
    found: list[tuple[Expression, _Amount]] = []
    for argument in call.arguments:
        if isinstance(argument, Operand):
            found += [(argument, amount) for amount in _amounts_of(argument, lookup)]
        else:
            found.append((argument, _evaluate(argument, lookup)))
    compute = _GATHERING[call.function]
    _, total = found[0]
    for argument, amount in found[1:]:
        unit = _check_unit(total, amount, argument, "put together")
        ends = compute(total.low, amount.low), compute(total.high, amount.high)
        total = _join(total, amount, unit, compute, ends)
    return total


def _operate(operation: Operation, left: _Amount, right: _Amount) -> _Amount:
    match operation.symbol:
        case "+":
            unit = _check_unit(left, right, operation.right, "added")
            ends = left.low + right.low, left.high + right.high
            return _join(left, right, unit, add, ends)
        case "-":
            unit = _check_unit(left, right, operation.right, "subtracted")
            ends = left.low - right.high, left.high - right.low
            return _join(left, right, unit, sub, ends)
        case "*":
            return _multiply(left, right, operation.right)
        case _:
            return _divide(left, right, operation.right)


def _multiply(left: _Amount, right: _Amount, factor: Expression) -> _Amount:
    if left.unit and right.unit:
        message = f"{left.unit} cannot be multiplied by {right.unit}"
        raise FormulaError(message, "One of the two factors has no unit.", factor.offset)
    # Nothing times an endless end is nothing.
    products = [a * b if a and b else _ZERO for a, b in product(left.ends, right.ends)]
    return _join(left, right, left.unit or right.unit, mul, (min(products), max(products)))


def _divide(left: _Amount, right: _Amount, divisor: Expression) -> _Amount:
    if right.low <= 0 <= right.high or right.number == 0:
        what = "a range that holds zero" if right.is_range else "zero"
        hint = "Take another fact to divide by."
        raise FormulaError(f"nothing can be divided by {what}", hint, divisor.offset)
    if right.unit and left.unit != right.unit:
        message = f"{left.unit or _UNITLESS} cannot be divided by {right.unit}"
        hint = "Divide by the same unit, or by a number without one."
        raise FormulaError(message, hint, divisor.offset)
    pairs = product(left.ends, right.ends)
    # Endless by endless says nothing that the other three quotients do not.
    quotients = [a / b for a, b in pairs if a.is_finite() or b.is_finite()]
    unit = None if right.unit else left.unit
    ratio = _join(left, right, unit, truediv, (min(quotients), max(quotients)))
    return replace(ratio, is_quotient=True)


def _as_percentage(ratio: _Amount) -> _Amount:
    number = None if ratio.number is None else 100 * ratio.number
    return replace(ratio, number=number, low=100 * ratio.low, high=100 * ratio.high, unit=_PERCENT)


def _join(
    left: _Amount, right: _Amount, unit: str | None, compute: _Compute, ends: _Ends
) -> _Amount:
    """What is computed of both; its number is known where both of theirs are."""
    a, b = left.number, right.number
    return _Amount(
        None if a is None or b is None else compute(a, b),
        *ends,
        unit,
        about=left.about or right.about,
        is_range=left.is_range or right.is_range,
        is_quotient=left.is_quotient or right.is_quotient,
        is_literal=left.is_literal and right.is_literal,
    )


def _check_unit(left: _Amount, right: _Amount, at: Expression, verb: str) -> str | None:
    """The unit of both. A number written into the formula may stand beside a percentage."""
    unit = left.unit or right.unit
    plain = left if left.unit is None else right
    if left.unit == right.unit or (unit == _PERCENT and plain.unit is None and plain.is_literal):
        return unit
    first, second = (unit or _UNITLESS for unit in (left.unit, right.unit))
    hint = "Take facts of one unit."
    if right.is_literal:
        hint = "Give the number as a fact with its unit."
    raise FormulaError(f"{first} and {second} cannot be {verb}", hint, at.offset)


def _amounts_of(fact: Operand, lookup: Lookup) -> list[_Amount]:
    return [_to_amount(fact, value) for value in _find(fact, lookup)]


def _find(fact: Expression, lookup: Lookup) -> tuple[Quantity | DateValue, ...]:
    assert isinstance(fact, Operand), "parse_formula lets facts alone stand here"
    values = lookup(fact)
    if not values:
        what = "no fact is named" if fact.is_wildcard else "there is no fact"
        hint = "Write the id of a fact."
        if "-" in fact.pattern:
            hint = "A minus stands between spaces."
        raise FormulaError(f'{what} "{fact.pattern}"', hint, fact.offset)
    return values


def _to_amount(fact: Operand, value: Quantity | DateValue) -> _Amount:
    if isinstance(value, DateValue):
        hint = "Dates are for days, days_between and count."
        raise FormulaError(f'"{fact.pattern}" is a date, not a number', hint, fact.offset)
    if value.is_range:
        low = -_ENDLESS if value.low is None else value.low
        high = _ENDLESS if value.high is None else value.high
        return _Amount(value.number, low, high, value.unit, value.about, is_range=True)
    if value.number is None:
        raise FormulaError(f'"{fact.pattern}" has no number', "Take another fact.", fact.offset)
    return _Amount(value.number, value.number, value.number, value.unit, value.about)


def _to_quantity(amount: _Amount, expression: Expression) -> Quantity:
    """Raises ``FormulaError`` where nothing is known, or more than anyone could read."""
    round_off = _round_percentage if amount.unit == _PERCENT else _round_ratio

    def finish(value: Decimal | None) -> Decimal | None:
        if value is None or value.is_infinite():
            return None
        if value and abs(value.adjusted()) > _LARGEST_RESULT:
            raise _out_of_bounds(expression)
        return round_off(value) if amount.is_quotient else value + 0

    number = finish(amount.number)
    low, high = (finish(end) if amount.is_range else None for end in amount.ends)
    if number is None and low is None and high is None:
        message = "nothing is known of the result: its range is open at both ends"
        raise FormulaError(message, "Take facts whose ranges end.", expression.offset)
    if number is None and low == high:
        return Quantity(low, amount.unit, amount.about)
    return Quantity(number, amount.unit, amount.about, low, high)


def _round_percentage(value: Decimal) -> Decimal:
    rounded = value
    for places in range(1, 7):
        rounded = _round(value, places)
        if rounded == value or rounded not in (0, 100):
            break
    return rounded


def _round_ratio(value: Decimal) -> Decimal:
    short = _round(value, 4)
    return short if short == value or not value else _round(value, max(0, 3 - value.adjusted()))


def _round(value: Decimal, places: int) -> Decimal:
    """Half up, without zeros at the end."""
    if value.adjusted() + places < _CONTEXT.prec - 1:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Decimal(f"{value.normalize() + 0:f}")


def _out_of_bounds(expression: Expression) -> FormulaError:
    hint = f"It has at most {_LARGEST_RESULT} digits before or behind the point."
    message = "the result is too large or too small to be read"
    return FormulaError(message, hint, expression.offset)
