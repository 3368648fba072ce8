"""Spans of time as bars on an axis of dates.

A bar is solid while it surely lasted, and hollow over the days among which its beginning or its end
is, where that is known to the year, or about so. It is pointed where it has no end yet, or a
beginning that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from explainer.edtf import EdtfDate
from explainer.figures.drawing import SMALL, Line, Rect, Shape, Words
from explainer.figures.figure import Speech
from explainer.figures.letters import text_width
from explainer.figures.scales import Scale, date_ticks

TIP = 6.0
"""How far a point reaches beyond its bar."""
_SEEN = 5.0
"""Narrower than this, days are not drawn as unsure; about a day, so much is."""
_GAP = 8.0
_LAST_DAY = date.max.toordinal()


class TimeAxis(Struct, frozen=True):
    """From a day to another by their ordinals; what has no end yet lasts until ``now``."""

    low: int
    high: int
    now: int

    def last(self, when: EdtfDate) -> int:
        """The day after the last that it may reach."""
        end = when.end or when.start
        known = end.last_day.toordinal() + 1 if end else self.now
        return known if when.end else max(known, self.now)


def time_axis(dates: Sequence[EdtfDate], today: date) -> TimeAxis:
    """From the first day to the last, or to this one where somebody is still in."""
    now = today.toordinal() + 1
    days = [TimeAxis(0, 0, now).last(when) for when in dates]
    days += [when.first_day.toordinal() for when in dates if when.first_day]
    low, high = min(days, default=now - 1), max(days, default=now)
    if any(when.start is None for when in dates):
        low = max(1, low - max(1, (high - low) // 12))
    return TimeAxis(low, max(high, low + 1), now)


def span(
    when: EdtfDate, axis: TimeAxis, scale: Scale, middle: float, height: float, look: str
) -> Iterator[Shape]:
    """From the first day on which it may have begun to the last on which it may have ended."""
    start, end, last = when.start, when.end, axis.last(when)
    a = scale.at(start.first_day.toordinal() if start else axis.low)
    b = scale.at(start.last_day.toordinal() if start else axis.low)
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
    first, last = (
        date.fromordinal(min(day, _LAST_DAY)) for day in (int(scale.low), int(scale.high))
    )
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
