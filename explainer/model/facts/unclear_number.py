"""Find numbers that are read otherwise than they may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from explainer.model.facts.claims import Claim
from explainer.model.shared.reading import Reader
from explainer.model.values.units import is_counted, is_currency
from explainer.model.values.value import Quantity

_YEARS = range(1000, 2101)


def warn_of_unclear_number(reader: Reader, claims: Iterable[Claim]) -> None:
    """Warn of the first value that may be meant otherwise, of a fact that states no kind."""
    for claim in claims:
        value = claim.value
        if not isinstance(value, Quantity):
            continue
        numbers = [n for n in (value.number, value.low, value.high) if n is not None]
        found = next(filter(None, (_other_reading(n, value.unit or "") for n in numbers)), None)
        if found:
            length = len(str(value.number)) if value.number is not None else 1
            reader.warn("unclear-number", claim.offset, *found, length)
            return


def _has_no_thousandths(unit: str) -> bool:
    """Whether it is no measure, which may have any number of decimals, and none of the few
    currencies that have three."""
    if not unit or is_counted(unit):
        return True
    from babel.numbers import get_currency_precision

    return is_currency(unit) and get_currency_precision(unit) < 3


def _other_reading(number: Decimal, unit: str) -> tuple[str, str] | None:
    """Message and hint if the number may be thousands, a year or a day."""
    whole, _, decimals = str(number).partition(".")
    if len(decimals) == 3 and abs(number) < 1000 and _has_no_thousandths(unit):
        kept = "kind: quantity says that the decimals are meant."
        return (
            f"{number} is read as {whole} and a fraction, not as {whole},{decimals}",
            f"For {whole},{decimals} write {whole}{decimals}; {kept}",
        )
    if unit or not whole.isdecimal() or decimals:
        return None
    if number in _YEARS:
        return (
            f"{number} is read as a number, and printed as {number:,}",
            "For the year add kind: date; a unit, or kind: quantity, says that it is a number.",
        )
    try:
        day = date.fromisoformat(whole) if len(whole) == 8 and int(whole[:4]) in _YEARS else None
    except ValueError:
        return None
    hint = f"For the day write {day}; a unit, or kind: quantity, says that it is a number."
    return (f"{number} is read as a number, and printed as {number:,}", hint) if day else None
