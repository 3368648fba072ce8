"""``bar``: one quantity by country or group, each bar from zero.

A range is a bar up to its lower end and a line on to its upper end; an open end has an arrow. What
is not known is said in words, never drawn as zero. A line beyond a disputed value reaches from the
lowest to the highest that others say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from explainer.figures.drawing import PLAIN, SMALL, Drawing, Line, Rect, Shape, Words
from explainer.figures.figure import (
    NARROW,
    WIDE,
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Plan,
    Row,
    Speech,
)
from explainer.figures.letters import text_width, wrap
from explainer.figures.misfits import only_quantities
from explainer.figures.scales import Scale
from explainer.figures.table import values_table
from explainer.model.values.value import Quantity

_BAR, _LINE, _BETWEEN = 22.0, 18.0, 12.0
_WIDEST_NAME = 190.0
_SHORTEST = 0.35
"""The least share of the room that the longest bar may have beside names and numbers."""
_GAP = 8.0
_ARROW = 4.0


class BarFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    order: Literal["written", "value"] = "written"
    """written: as facts names them. value: the largest first."""


class _Bar(Struct, frozen=True, kw_only=True):
    """What one row shows: from ``low`` to ``high`` is not certain; ``solid`` is where the bar ends.
    Without ``solid`` there are words alone."""

    name: str
    words: str
    others: str = ""
    solid: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    open_end: bool = False
    about: bool = False

    @property
    def ends(self) -> list[Decimal]:
        return [each for each in (self.solid, self.low, self.high) if each is not None]


def plan(chosen: Chosen) -> Plan:
    misfits = tuple(only_quantities(chosen.facts, "bar"))
    facts = list(chosen.facts)
    if chosen.fields.order == "value" and not misfits:
        facts.sort(key=lambda named: _size(named.standpoint.value), reverse=True)
    return Plan(tuple(Row(named.standpoint) for named in facts), misfits)


def draw(fields: BarFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    bars = [_bar(datum, speech) for datum in data]
    return Drawn(
        wide=_draw(bars, WIDE),
        narrow=_draw(bars, NARROW),
        described=speech("Bars: %(values)s.", values=_listed(bars)),
        measure=speech.unit_name([datum.value for datum in data]),
        table=values_table(data, speech),
    )


def _size(value: object) -> Decimal:
    """The number that a bar is sorted by: the least for what is unknown."""
    if not isinstance(value, Quantity):
        return Decimal("-Infinity")
    known = (value.number, value.low, value.high)
    return next(each for each in known if each is not None)


def _bar(datum: Datum, speech: Speech) -> _Bar:
    value, name = datum.value, datum.short or datum.label
    if not isinstance(value, Quantity):
        return _Bar(name=name, words=datum.span.text)
    rivals = [each for each in datum.rivals if isinstance(each, Quantity)]
    said = [e for each in rivals for e in (each.number, each.low, each.high) if e is not None]
    solid = next(e for e in (value.number, value.low, value.high) if e is not None)
    ends = [e for e in (value.low, value.high, *said) if e is not None and e != solid]
    others = "; ".join(speech.write_value(each) for each in rivals)
    return _Bar(
        name=name,
        words=speech.write_value(value),
        others=speech("others say %(values)s", values=others) if others else "",
        solid=solid,
        low=min([*ends, solid]) if ends else None,
        high=max([*ends, solid]) if ends else None,
        open_end=value.number is None and value.high is None,
        about=value.about,
    )


def _listed(bars: Sequence[_Bar]) -> str:
    return "; ".join(" ".join(filter(None, (b.name, b.words, b.others))) for b in bars)


def _scale(bars: Sequence[_Bar], start: float, end: float) -> Scale:
    ends = [Decimal(0), *(each for bar in bars for each in bar.ends)]
    low, high = float(min(ends)), float(max(ends))
    return Scale(low, high, start, end) if low < high else Scale(0, 1, start, end)


def _draw(bars: Sequence[_Bar], width: float) -> Drawing:
    """Names beside the bars if there is room, else above them; numbers behind them likewise."""
    names = [wrap(bar.name, _WIDEST_NAME, PLAIN) for bar in bars]
    left = max(text_width(line, PLAIN) for lines in names for line in lines) + _GAP
    if width < WIDE or _room(bars, width - left) < (width - left) * _SHORTEST:
        left, names = 1.0, [wrap(bar.name, width, PLAIN) for bar in bars]
    length = _room(bars, width - left)
    behind = length >= (width - left) * _SHORTEST
    scale = _scale(bars, left, left + (length if behind else width - left - _ARROW))
    shapes: list[Shape] = []
    y = 0.0
    for bar, lines in zip(bars, names, strict=True):
        if left > 1:
            height = max(_BAR, _LINE * len(lines))
            first = y + height / 2 - _LINE * (len(lines) - 1) / 2 + PLAIN * 0.35
            written = [(left - _GAP, first + _LINE * n, line) for n, line in enumerate(lines)]
            shapes += [Words(*each, anchor="end") for each in written]
        else:
            above = [Words(0, y + _LINE * n + PLAIN, line) for n, line in enumerate(lines)]
            if not behind:
                above += _stacked(bar, width, y + _LINE * len(lines) + PLAIN)
            shapes += above
            y += _LINE * len(above) + 4
            height = _BAR if behind or bar.solid is not None else 0.0
        middle = y + height / 2
        shapes += _strokes(bar, scale, middle)
        if behind:
            shapes += _numbers(bar, scale.at(max(bar.ends) if bar.ends else 0), middle)
        y += height + _BETWEEN
    zero, height = scale.at(0), y - _BETWEEN
    if left > 1 or zero > left:
        shapes.append(Line(((zero, 0), (zero, height)), "axis"))
    return Drawing(width, height, tuple(shapes))


def _room(bars: Sequence[_Bar], width: float) -> float:
    """How long the longest bar may be, so that all numbers have room behind theirs."""
    length = width - _ARROW
    for bar in bars:
        others = text_width(bar.others, SMALL) + _GAP if bar.others else 0
        words = text_width(bar.words, PLAIN, bold=True) + others
        room = width - 2 * _GAP - _ARROW - words
        share = _scale(bars, 0, 1).at(max(bar.ends)) if bar.ends else 0
        length = min(length, room / share if share else length if room >= 0 else 0)
    return length


def _stacked(bar: _Bar, width: float, y: float) -> list[Words]:
    """The numbers in lines of their own."""
    lines = [(line, PLAIN, "strong") for line in wrap(bar.words, width, PLAIN, bold=True)]
    if bar.others:
        lines += [(line, SMALL, "soft") for line in wrap(bar.others, width, SMALL)]
    return [
        Words(0, y + _LINE * n, line, size, look=look) for n, (line, size, look) in enumerate(lines)
    ]


def _numbers(bar: _Bar, x: float, middle: float) -> Iterator[Words]:
    at = x + _GAP + (_ARROW if bar.open_end else 0)
    y = middle + PLAIN * 0.35
    yield Words(at, y, bar.words, look="strong" if bar.ends else "soft")
    if bar.others:
        after = at + text_width(bar.words, PLAIN, bold=True) + _GAP
        yield Words(after, y, bar.others, SMALL, look="soft")


def _strokes(bar: _Bar, scale: Scale, middle: float) -> Iterator[Shape]:
    """The bar, and the line over what is not certain."""
    if bar.solid is None:
        return
    zero, end = scale.at(0), scale.at(bar.solid)
    look = "bar about" if bar.about else "bar"
    yield Rect(min(zero, end), middle - _BAR / 2, max(abs(end - zero), 1), _BAR, look)
    if bar.open_end:
        tip = end + _ARROW
        yield Line(((end, middle - _ARROW), (tip, middle), (end, middle + _ARROW)), "range")
    if bar.low is not None and bar.high is not None and bar.low < bar.high:
        low, high = scale.at(bar.low), scale.at(bar.high)
        yield Line(((low, middle), (high, middle)), "range")
        for x in (low, high):
            yield Line(((x, middle - 6), (x, middle + 6)), "range")


KIND = Kind(BarFields, plan, draw)
