"""Arithmetic with quantities that checks units and keeps uncertainty.

Ranges are computed by interval arithmetic. A fact that is used twice counts as two facts that
vary independently, so a range may be wider than necessary, but never too narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from operator import add, mul, sub, truediv

from msgspec import Struct
from msgspec.structs import replace

from explainer.model.values.expressions import Expression, FormulaError, Operation

Compute = Callable[[Decimal, Decimal], Decimal]
Ends = tuple[Decimal, Decimal]

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
    is_quotient: bool = False
    is_literal: bool = False

    @property
    def ends(self) -> Ends:
        return self.low, self.high


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
            unit = check_unit(left, right, operation.right, "added")
            ends = left.low + right.low, left.high + right.high
            return join(left, right, unit, add, ends)
        case "-":
            unit = check_unit(left, right, operation.right, "subtracted")
            ends = left.low - right.high, left.high - right.low
            return join(left, right, unit, sub, ends)
        case "*":
            return _multiply(left, right, operation.right)
        case _:
            return divide(left, right, operation.right)


def _multiply(left: Amount, right: Amount, factor: Expression) -> Amount:
    if left.unit and right.unit:
        message = f"{left.unit} cannot be multiplied by {right.unit}"
        raise FormulaError(message, "One of the two factors has no unit.", factor.offset)
    # 0 times infinity is 0 here.
    products = [a * b if a and b else _ZERO for a, b in product(left.ends, right.ends)]
    return join(left, right, left.unit or right.unit, mul, (min(products), max(products)))


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
    pairs = product(left.ends, right.ends)
    # Infinity by infinity adds nothing to the other three quotients.
    quotients = [a / b for a, b in pairs if a.is_finite() or b.is_finite()]
    unit = None if right.unit else left.unit
    ratio = join(left, right, unit, truediv, (min(quotients), max(quotients)))
    return replace(ratio, is_quotient=True)


def as_percentage(ratio: Amount) -> Amount:
    number = None if ratio.number is None else 100 * ratio.number
    return replace(ratio, number=number, low=100 * ratio.low, high=100 * ratio.high, unit=PERCENT)


def join(left: Amount, right: Amount, unit: str | None, compute: Compute, ends: Ends) -> Amount:
    """The amount computed from both; its number is known if both numbers are."""
    a, b = left.number, right.number
    return Amount(
        number=None if a is None or b is None else compute(a, b),
        low=ends[0],
        high=ends[1],
        unit=unit,
        about=left.about or right.about,
        is_range=left.is_range or right.is_range,
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
