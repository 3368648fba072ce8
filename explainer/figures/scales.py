"""From values to places on a drawing, with the marks of an axis.

Steps of 1, 2 and 5 times a power of ten: P. Heckbert, "Nice numbers for graph labels",
Graphics Gems (1990)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from msgspec import Struct

from explainer.edtf import CalendarDate
from explainer.model.values.value import Quantity

_STEPS = (1, 2, 5, 10)
_MONTHS = (1, 3, 6, *(12 * n * power for power in (1, 10, 100, 1000) for n in _STEPS[:3]))
_DAYS = (1, 2, 7, 14)
_DAYS_OF_MONTH = 30.44


class Scale(Struct, frozen=True):
    """Values from ``low`` to ``high`` lie between the places ``start`` and ``end``. Where all are
    the same, that is the middle."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def numbers(value: Quantity) -> tuple[Decimal, ...]:
    """Those that a value gives, from the least to the greatest."""
    given = (value.number, value.low, value.high)
    return tuple(sorted(number for number in given if number is not None))


def round_ticks(low: float, high: float, most: int) -> tuple[Decimal, ...]:
    """At most ``most`` + 2 round numbers at even steps, of which the first is at most ``low`` and
    the last at least ``high``."""
    span = high - low or abs(high) or 1
    power = 10 ** floor(log10(span / most))
    step = next(n for n in _STEPS if n * power * most >= span * (1 - 1e-9))
    size = Decimal(step).scaleb(round(log10(power)))
    first, last = floor(Decimal(low) / size), ceil(Decimal(high) / size)
    if first == last:
        last += 1
    return tuple(size * n for n in range(first, last + 1))


def date_ticks(first: date, last: date, most: int) -> tuple[CalendarDate, ...]:
    """At most ``most`` dates at even steps between two days, as exact as the steps are: years,
    months or days. Each counts by the first day of it."""
    days = max(1, (last - first).days)
    months = days / _DAYS_OF_MONTH
    if months >= most / 3:
        least = 12 if months >= 4 * most else 1
        step = next(n for n in _MONTHS if n >= least and months / n < most)
        found = _months(first, last, step)
    else:
        step = next((n for n in _DAYS if days / n < most), 28)
        found = (
            CalendarDate(day.year, day.month, day.day)
            for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1, step))
        )
    return tuple(each for each in found if first <= each.first_day <= last)


def _months(first: date, last: date, step: int) -> Iterator[CalendarDate]:
    """Every so many months; a year where it is so many years."""
    start = ceil((first.year * 12 + first.month - 1) / step) * step
    for month in range(start, last.year * 12 + last.month, step):
        yield CalendarDate(month // 12, None if step >= 12 else month % 12 + 1)
