"""Compute the value of a formula, in decimals of 28 digits."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext

from explainer.model.values.expressions import (
    Call,
    Expression,
    FormulaError,
    Number,
    Operand,
    Operation,
)
from explainer.model.values.functions import (
    FUNCTIONS,
    PERCENT,
    Amount,
    Argument,
    exactly,
    number_of,
    operate,
)
from explainer.model.values.value import DateValue, Quantity

Lookup = Callable[[Operand], tuple[Quantity | DateValue, ...]]

_CONTEXT = Context(prec=28)
_ENDLESS = Decimal("Infinity")
_LARGEST_RESULT = 40
_MOST_PLACES = 20


def evaluate(expression: Expression, lookup: Lookup) -> Quantity:
    """The value of a formula. Raises ``FormulaError``.

    ``lookup`` returns the current values of the facts that an operand names, one for an id. It may
    raise ``FormulaError`` too, for example for an unknown value.

    ``+`` and ``-`` need operands of one unit. One operand of ``*`` or ``/`` has no unit, or both
    of ``/`` have the same, and their ratio has none.

    Quotients are rounded once, half up: a percentage to one decimal, any other ratio to four
    decimals if that is exact, else to four digits, but never before the point. Either has as many
    decimals more as show that it is not 0, 1 or 100 (a percentage: no multiple of 100), or the
    negative of one.
    """
    try:
        with localcontext(_CONTEXT):
            return _to_quantity(_evaluate(expression, lookup), expression)
    except DecimalException:
        raise _out_of_bounds(expression) from None


def _evaluate(expression: Expression, lookup: Lookup) -> Amount:
    match expression:
        case Number():
            return exactly(expression.value, is_literal=True)
        case Operand():
            return number_of(_find(expression, lookup)[0])
        case Operation(left=left, right=right):
            return operate(expression, _evaluate(left, lookup), _evaluate(right, lookup))
        case Call(arguments=arguments):
            found = [each for argument in arguments for each in _values(argument, lookup)]
            return FUNCTIONS[expression.function].compute(found)


def _values(argument: Expression, lookup: Lookup) -> list[Argument]:
    if isinstance(argument, Operand):
        return _find(argument, lookup)
    return [(argument, _evaluate(argument, lookup))]


def _find(fact: Operand, lookup: Lookup) -> list[Argument]:
    """The facts that the operand names, with their values; at least one."""
    values = lookup(fact)
    if not values:
        what = "no fact is named" if fact.is_wildcard else "there is no fact"
        hint = "Write the id of a fact."
        if "-" in fact.pattern:
            hint = "A minus stands between spaces."
        raise FormulaError(f'{what} "{fact.pattern}"', hint, fact.offset)
    return [
        (fact, value if isinstance(value, DateValue) else _to_amount(fact, value))
        for value in values
    ]


def _to_amount(fact: Operand, value: Quantity) -> Amount:
    if value.is_range:
        return Amount(
            number=value.number,
            low=-_ENDLESS if value.low is None else value.low,
            high=_ENDLESS if value.high is None else value.high,
            unit=value.unit,
            about=value.about,
            is_range=True,
            open=value.open,
        )
    if value.number is None:
        raise FormulaError(f'"{fact.pattern}" has no number', "Take another fact.", fact.offset)
    return exactly(value.number, value.unit, value.about)


def _to_quantity(amount: Amount, expression: Expression) -> Quantity:
    """The rounded result. Raises ``FormulaError`` if it is unknown or has too many digits."""

    def finish(value: Decimal | None) -> Decimal | None:
        if value is None or value.is_infinite():
            return None
        if value and abs(value.adjusted()) > _LARGEST_RESULT:
            raise _out_of_bounds(expression)
        return _round_off(value, amount.unit == PERCENT) if amount.is_quotient else value + 0

    number = finish(amount.number)
    ends = (amount.low, amount.high) if amount.is_range else (None, None)
    low, high = map(finish, ends)
    if number is None and low is None and high is None:
        message = "nothing is known of the result: its range is open at both ends"
        raise FormulaError(message, "Take facts whose ranges end.", expression.offset)
    if number is None and low == high:
        return Quantity(low, amount.unit, amount.about)
    is_open = amount.open and number is None and None in (low, high)
    return Quantity(number, amount.unit, amount.about, low, high, is_open)


def _round_off(value: Decimal, is_percentage: bool) -> Decimal:
    """``value`` rounded to the least places at which it is exact or does not say too much. What
    differs at none is a trace of 28 digits, as in 1 / 3 * 3."""
    if not is_percentage and (short := _round(value, 4)) == value:
        return short
    places = 1 if is_percentage else max(0, 3 - value.adjusted())
    while (rounded := _round(value, places)) != value and places <= _MOST_PLACES:
        if not (rounded % 100 == 0 if is_percentage else abs(rounded) in (1, 100)):
            break
        places += 1
    return rounded


def _round(value: Decimal, places: int) -> Decimal:
    """``value`` rounded half up, without trailing zeros."""
    if value.adjusted() + places < _CONTEXT.prec - 1:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Decimal(f"{value.normalize() + 0:f}")


def _out_of_bounds(expression: Expression) -> FormulaError:
    hint = f"It has at most {_LARGEST_RESULT} digits before or behind the point."
    message = "the result is too large or too small to be read"
    return FormulaError(message, hint, expression.offset)
