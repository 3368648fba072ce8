"""``bar``: one quantity by country or group, each bar from zero.

A range is a bar up to the end that is nearer to zero and a line on to the other; where no lower end
is known, the line begins at zero. An open upper end has an arrow. What is not known is said in
words, never drawn as zero, and comes last in an order by value. A line across the end of a disputed
value reaches from the lowest to the highest that others say. Words stand to the right of zero,
those of what is below it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from explainer.figures.axes import Scale, numbers, room_for_bars
from explainer.figures.drawing import (
    LINE,
    PLAIN,
    SMALL,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    moved,
    paragraph,
    text_width,
    widest,
)
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
from explainer.figures.misfits import only_quantities
from explainer.figures.tables import values_table
from explainer.model.values.value import Quantity

_BAR, _BETWEEN = 22.0, 12.0
_WIDEST_NAME = 190.0
_SHORTEST = 0.35
"""The least share of the room that the longest bar may have beside names and numbers."""
_GAP = 8.0
_ARROW = 4.0


class BarFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    order: Literal["written", "value"] = "written"
    """written: as facts names them. value: the largest first."""


class _Bar(Struct, frozen=True, kw_only=True):
    """What one row shows: what is between its ``ends`` and is not ``solid`` is not certain, where
    they differ. Without any there are words alone."""

    name: str
    words: str
    beside: str = ""
    ends: tuple[Decimal, ...] = ()
    solid: Decimal = Decimal(0)
    """Where the bar ends."""
    open_end: bool = False
    about: bool = False

    @property
    def reach(self) -> Decimal:
        """Where its words may begin: to the right of zero."""
        return max((Decimal(0), *self.ends))


def plan(chosen: Chosen) -> Plan:
    misfits = tuple(only_quantities(chosen.facts, "bar"))
    facts = list(chosen.facts)
    if chosen.fields.order == "value" and not misfits:
        facts.sort(key=lambda named: _size(named.standpoint.value), reverse=True)
    return Plan(tuple(Row(named.standpoint) for named in facts), misfits)


def draw(fields: BarFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    bars = [_bar(datum, speech) for datum in data]
    told = (" ".join(filter(None, (b.name, b.words, b.beside))) for b in bars)
    return Drawn(
        wide=_draw(bars, WIDE),
        narrow=_draw(bars, NARROW),
        described=speech("Bars: %(values)s.", values=speech.joined(";", *told)),
        measure=speech.unit_name([datum.value for datum in data]),
        table=values_table(data, speech),
    )


def _size(value: object) -> Decimal:
    """The number that a bar is sorted by: the least for what is unknown."""
    if not isinstance(value, Quantity):
        return Decimal("-Infinity")
    return value.number if value.number is not None else numbers(value)[0]


def _bar(datum: Datum, speech: Speech) -> _Bar:
    value = datum.value
    if not isinstance(value, Quantity):
        return _Bar(name=datum.name, words=datum.span.text)
    rivals = [each for each in datum.rivals if isinstance(each, Quantity)]
    solid = value.number
    if solid is None:  # of a range, or of what has one end, what is nearest to zero
        low = Decimal(0) if value.low is None else max(Decimal(0), value.low)
        solid = low if value.high is None else min(low, value.high)
    return _Bar(
        name=datum.name,
        words=speech.write_value(value),
        beside=speech.beside(datum),
        ends=(solid, *(each for said in (value, *rivals) for each in numbers(said))),
        solid=solid,
        open_end=value.number is None and value.high is None,
        about=value.about,
    )


def _scale(bars: Sequence[_Bar], start: float, end: float) -> Scale:
    ends = [Decimal(0), *(each for bar in bars for each in bar.ends)]
    low, high = float(min(ends)), float(max(ends))
    return Scale(low, high, start, end) if low < high else Scale(0, 1, start, end)


def _draw(bars: Sequence[_Bar], width: float) -> Drawing:
    """Names beside the bars if there is room, else above them; numbers behind them likewise."""
    names = [paragraph(bar.name, _WIDEST_NAME) for bar in bars]
    left = max(map(widest, names)) + _GAP
    if width < WIDE or _room(bars, width - left) < (width - left) * _SHORTEST:
        left, names = 1.0, [paragraph(bar.name, width) for bar in bars]
    length = _room(bars, width - left)
    behind = length >= (width - left) * _SHORTEST
    scale = _scale(bars, left, left + (length if behind else width - left - _ARROW))
    zero, has_axis = scale.at(0), left > 1 or scale.at(0) > left
    shapes: list[Shape] = []
    bands: list[tuple[float, float]] = []
    y = 0.0
    for bar, lines in zip(bars, names, strict=True):
        height = _BAR if behind or bar.ends else 0.0
        if left > 1:
            height = max(height, LINE * len(lines))
            shapes += moved(lines, left - _GAP, y + (height - LINE * len(lines)) / 2 + 2, "end")
        else:
            shapes += moved(lines, 0, y + 3)
            y += LINE * len(lines) + 4
        if not behind:
            words = paragraph(bar.words, width, look="strong")
            shapes += moved(words, 0, y - 1)
            y += LINE * len(words)
        middle, after = y + height / 2, width
        shapes += _strokes(bar, scale, middle)
        if behind:
            at = scale.at(bar.reach) + (_ARROW if bar.open_end else 0)
            at += _GAP if bar.ends or has_axis else 0
            look = "strong" if bar.ends else "soft"
            shapes.append(Words(at, middle + PLAIN * 0.35, bar.words, look=look))
            after = at + text_width(bar.words, PLAIN, bold=True) + _GAP
        bands.append((y, y + height))
        y += height
        if bar.beside and after + text_width(bar.beside, SMALL) <= width:
            shapes.append(Words(after, middle + PLAIN * 0.35, bar.beside, SMALL, look="soft"))
        elif bar.beside:
            indent = zero + _GAP if has_axis and zero < width / 2 else 0.0
            below = paragraph(bar.beside, width - indent, SMALL, "soft")
            shapes += moved(below, indent, y + 1)
            y += LINE * len(below)
        y += _BETWEEN
    bands = [(0, y - _BETWEEN)] if left > 1 else bands
    shapes += [Line(((zero, a), (zero, b)), "axis") for a, b in bands if has_axis and a < b]
    return Drawing(width, y - _BETWEEN, tuple(shapes))


def _room(bars: Sequence[_Bar], width: float) -> float:
    """How long the longest bar may be, so that all numbers have room behind theirs."""
    unit = _scale(bars, 0, 1)
    rows = ((unit.at(b.reach), 2 * _GAP + text_width(b.words, PLAIN, bold=True)) for b in bars)
    return room_for_bars(width - _ARROW, rows)


def _strokes(bar: _Bar, scale: Scale, middle: float) -> Iterator[Shape]:
    """The bar, and the line over what is not certain."""
    if not bar.ends:
        return
    zero, end = scale.at(0), scale.at(bar.solid)
    look = "bar about" if bar.about else "bar"
    yield Rect(min(zero, end), middle - _BAR / 2, max(abs(end - zero), 1), _BAR, look)
    if bar.open_end:
        tip = end + _ARROW
        yield Line(((end, middle - _ARROW), (tip, middle), (end, middle + _ARROW)), "range")
    if min(bar.ends) < max(bar.ends):
        low, high = scale.at(min(bar.ends)), scale.at(max(bar.ends))
        inside = min(zero, end), max(zero, end)
        turns = sorted({low, high, *(x for x in inside if low < x < high)})
        for left, right in pairwise(turns):
            within = inside[0] <= left and right <= inside[1]
            yield Line(((left, middle), (right, middle)), "range inside" if within else "range")
        for x in (low, high):
            within = inside[0] < x < inside[1]
            look = "range inside" if within else "range"
            yield Line(((x, middle - 6), (x, middle + 6)), look)


KIND = Kind(BarFields, plan, draw)
