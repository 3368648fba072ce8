"""From values to places on a drawing: scales, the marks of an axis, spans of time on an axis of
dates, and labels along an axis or on a board, so that none touches another.

Steps of 1, 2 and 5 times a power of ten: P. Heckbert, "Nice numbers for graph labels",
Graphics Gems (1990)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise, product
from math import ceil, floor, log10

from msgspec import Struct

from explainer.edtf import CalendarDate, EdtfDate
from explainer.figures.drawing import SMALL, Box, Line, Rect, Shape, Words, hull, meet, text_width
from explainer.figures.figure import Speech
from explainer.model.values.value import Quantity

_STEPS = (1, 2, 5, 10)
_MONTHS = (1, 3, 6, *(12 * n * power for power in (1, 10, 100, 1000) for n in _STEPS[:3]))
_DAYS = (1, 2, 7, 14)
_DAYS_OF_MONTH = 30.44
_ROWS, _MOVED = (26.0, 46.0), (0, 6, -6, 12, -12, 18, -18)
"""How far words stand below an axis, and beside their places."""
TIP = 6.0
"""How far a point reaches beyond its bar."""
_SEEN = 5.0
"""Narrower than this, days are not drawn as unsure; about a day, so much is."""
_GAP = 8.0
_LAST_DAY = date.max.toordinal()


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
        start = ceil((first.year * 12 + first.month - 1) / step) * step
        counted = range(start, last.year * 12 + last.month, step)
        found = (CalendarDate(n // 12, None if step >= 12 else n % 12 + 1) for n in counted)
    else:
        step = next((n for n in _DAYS if days / n < most), 28)
        dates = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1, step))
        found = (CalendarDate(day.year, day.month, day.day) for day in dates)
    return tuple(each for each in found if first <= each.first_day <= last)


class TimeAxis(Scale, frozen=True, kw_only=True):
    """From a day to another by their ordinals; what has no end yet lasts until ``now``."""

    now: int

    def last(self, when: EdtfDate) -> int:
        """The day after the last that it may reach."""
        end = when.end or when.start
        known = end.last_day.toordinal() + 1 if end else self.now
        return known if when.end else max(known, self.now)


def time_axis(dates: Sequence[EdtfDate], today: date) -> TimeAxis:
    """From the first day to the last, or to this one where somebody is still in; of length 1."""
    now = today.toordinal() + 1
    days = [TimeAxis(0, 0, 0, 0, now=now).last(when) for when in dates]
    days += [when.first_day.toordinal() for when in dates if when.first_day]
    low, high = min(days, default=now - 1), max(days, default=now)
    if any(when.start is None for when in dates):
        low = max(1, low - max(1, (high - low) // 12))
    return TimeAxis(low, max(high, low + 1), 0, 1, now=now)


def span(
    when: EdtfDate, scale: TimeAxis, middle: float, height: float, look: str
) -> Iterator[Shape]:
    """A bar from the first day on which it may have begun to the last on which it may have ended:
    solid while it surely lasted, else hollow, and pointed at an end that is open."""
    start, end, last = when.start, when.end, scale.last(when)
    a = scale.at(start.first_day.toordinal() if start else scale.low)
    b = scale.at(start.last_day.toordinal() if start else scale.low)
    c, d = scale.at(end.first_day.toordinal() + 1 if end else last), scale.at(last)
    if start and (start.approximate or start.uncertain):
        a, b = max(a - _SEEN / 2, scale.start), max(b, a + _SEEN)
    if end and (end.approximate or end.uncertain):
        c, d = min(c, d - _SEEN), min(d + _SEEN / 2, scale.end)
    b = a if b - a < _SEEN else b
    c = d if d - c < _SEEN else c
    top, bottom, solid = middle - height / 2, middle + height / 2, b < c
    tips = ((b - TIP, middle),) if not start else (), ((c + TIP, middle),) if not end else ()
    if solid:
        c = max(c, b + 1)
        edge = (*tips[0], (b, top), (c, top), *tips[1], (c, bottom), (b, bottom))
        yield Line(edge, look, closed=True)
    elif not end:
        yield Line(((d, top), (d + TIP, middle), (d, bottom)), look, closed=True)
    for left, right in ((a, b), (c, d)) if solid else ((a, d),):
        if right > left:
            yield Rect(left + 0.5, top + 0.5, max(right - left - 1, 1), height - 1, "unsure")


def date_labels(scale: Scale, width: float, speech: Speech) -> tuple[tuple[float, Words], ...]:
    """As many dates as have room side by side, with their places on the axis."""
    first, last = (date.fromordinal(min(int(n), _LAST_DAY)) for n in (scale.low, scale.high))
    for most in range(int(scale.end - scale.start) // 40, 0, -1):
        found = []
        for tick in date_ticks(first, last, most):
            x = scale.at(tick.first_day.toordinal())
            text = speech.date(EdtfDate(tick, tick))
            half = text_width(text, SMALL) / 2
            middle = min(max(x, half), width - half)
            found.append((x, Words(middle, 0, text, SMALL, "middle", "soft")))
        if all(a.box[2] + _GAP <= b.box[0] for (_, a), (_, b) in pairwise(found)):
            return tuple(found)
    return ()


def room_for_bars(width: float, rows: Iterable[tuple[float, float]]) -> float:
    """How long a bar over the whole scale may be, so that each row has room behind its own: rows
    are the share of the scale that their bar takes, and the room that they need."""
    length = width
    for share, needed in rows:
        room = width - needed
        length = min(length, room / share if share else length if room >= 0 else 0)
    return length


class Label(Struct, frozen=True):
    """Words that belong to a point, and the line to it from afar."""

    words: Sequence[Words]
    leader: Line | None = None


class Board(Struct):
    """Room for labels, of which some is ``taken``. No words stand on ``marks`` either, which
    leaders may cross."""

    width: float
    height: float
    taken: list[Box] = []
    marks: Sequence[Box] = ()

    def place(self, wanted: Iterable[Label]) -> tuple[Line | Words, ...]:
        """The first of the labels that has room, which then is taken; nothing if none has."""
        for label in wanted:
            leader = (label.leader,) if label.leader else ()
            left, top, right, foot = box = hull(label.words)
            inside = min(left, top) >= 2 and right <= self.width - 2 and foot <= self.height - 2
            lines = [line.box for line in leader]
            met = any(meet(one, other) for one in (box, *lines) for other in self.taken)
            if inside and not met and not any(meet(box, mark) for mark in self.marks):
                self.taken += [(left - 4, top - 3, right + 4, foot + 3), *lines]
                return (*leader, *label.words)
        return ()


def words_below(
    wanted: Iterable[tuple[float, str]], axis: float, width: float
) -> list[Line | Words]:
    """Words with lines to their places on an axis, in two rows, as many as have room. Those that
    are ``wanted`` first come first."""
    board = Board(width, axis + _ROWS[-1] + 10)
    found: list[Line | Words] = []
    for x, text in wanted:
        half = text_width(text, SMALL) / 2 + 2
        labels = []
        for row, beside in product(_ROWS, _MOVED):
            middle = max(half, min(x + beside, width - half))
            leader = Line(((x, axis + 5), (middle, axis + row - 14)), "leader")
            words = Words(middle, axis + row, text, SMALL, "middle", "soft")
            labels.append(Label([words], leader))
        found += board.place(labels)
    return found
