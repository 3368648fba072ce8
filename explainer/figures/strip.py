"""``strip``: all that is claimed about one fact, on one axis.

Dots are numbers, bars are ranges, arrows are open ends. What the site writes is heavier; what was
set aside or withdrawn is hollow. Where labels have no room above and below the axis, as on a
phone, each value has a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from explainer.figures.claims import became, claim_rows, claimant, claims_table
from explainer.figures.drawing import (
    LINE,
    PLAIN,
    SMALL,
    Dot,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    moved,
    paragraphs,
    widest,
    with_remarks,
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
    Speech,
)
from explainer.figures.labels import rows, spread
from explainer.figures.letters import text_width
from explainer.figures.misfits import numbers_claimed, one_fact
from explainer.figures.scales import Scale, numbers, round_ticks
from explainer.model.values.value import Quantity

_GAP, _LANE, _LEADER = 10.0, 18.0, 24.0
_LABEL = 150.0
"""The widest label beside others."""
_RADIUS = {"written": 7.5, "said": 5.5, "hollow": 5.5}
_ARROW = ((0, -3), (14, -3), (14, -7), (23, 0), (14, 7), (14, 3), (0, 3))


class StripFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    """A strip has no fields of its own."""


class _Mark(Struct, frozen=True, kw_only=True):
    """One value, by whomever it is claimed. ``look`` is written, said or hollow; ``open_to`` is 1
    if it is at least, -1 if it is at most the number."""

    number: Decimal | None
    ends: tuple[Decimal, Decimal]
    open_to: int
    words: str
    who: str
    became: str
    look: str

    def span(self, scale: Scale) -> tuple[float, float]:
        """How far it reaches on the axis, with its arrow."""
        radius, tip = _RADIUS[self.look], _ARROW[3][0] + 1
        left, right = map(scale.at, self.ends)
        return (
            left - (tip if self.open_to < 0 else radius),
            right + (tip if self.open_to > 0 else radius),
        )

    def place(self, scale: Scale) -> float:
        """Where its label belongs."""
        return scale.at(sum(self.ends) / 2 if self.number is None else self.number)

    def label(self, width: float) -> list[Words]:
        words, who = (self.words, PLAIN, "strong"), (self.who, SMALL, "soft")
        if self.look == "written":
            return paragraphs((words, (self.became, SMALL, "strong"), who), width)
        return paragraphs((words, who, (self.became, SMALL, "soft")), width)

    def shapes(self, scale: Scale, y: float) -> Iterator[Shape]:
        left, right = map(scale.at, self.ends)
        if left < right:
            yield Rect(left, y - 4, max(right - left, 2), 8, self.look)
        if self.open_to:
            points = tuple((left + self.open_to * across, y + down) for across, down in _ARROW)
            yield Line(points, self.look, closed=True)
        elif self.number is not None or left == right:
            yield Dot(self.place(scale), y, _RADIUS[self.look], self.look)


def plan(chosen: Chosen) -> Plan:
    misfits = (*one_fact(chosen.facts, "strip"), *numbers_claimed(chosen.facts, "strip"))
    return Plan(tuple(row for named in chosen.facts for row in claim_rows(named)), misfits)


def draw(fields: StripFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    marks = _marks(data, speech)
    told = [f"{m.words} ({'; '.join(filter(None, (m.who, m.became)))})" for m in marks]
    rest = [datum for datum in data if not isinstance(datum.value, Quantity)]
    unplaced = [f"{datum.span.text} ({claimant(datum)})" for datum in rest]
    wide = _strip(marks, speech) or _column(marks, WIDE, speech)
    return Drawn(
        wide=with_remarks(wide, unplaced),
        narrow=with_remarks(_column(marks, NARROW, speech), unplaced),
        described=speech("Claims on one axis: %(values)s.", values=", ".join([*told, *unplaced])),
        measure=speech.unit_name([datum.value for datum in data]),
        table=claims_table(data, speech),
    )


def _marks(data: Sequence[Datum], speech: Speech) -> list[_Mark]:
    """Each value that stands, that was set aside and that was withdrawn, once; the least first."""
    found: dict[tuple[Quantity, str], list[Datum]] = {}
    for datum in data:
        if isinstance(datum.value, Quantity):
            standing = "live" if datum.standing == "written" else datum.standing
            found.setdefault((datum.value, standing), []).append(datum)
    marks = []
    for (value, standing), alike in found.items():
        first = next((datum for datum in alike if datum.standing == "written"), alike[0])
        stands = "written" if first.standing == "written" else "said"
        mark = _Mark(
            number=value.number,
            ends=(numbers(value)[0], numbers(value)[-1]),
            open_to=0 if value.number is not None else (value.high is None) - (value.low is None),
            words=speech.write_value(value),
            who="; ".join(dict.fromkeys(filter(None, map(claimant, alike)))),
            became=became(first, speech),
            look=stands if standing == "live" else "hollow",
        )
        marks.append(mark)
    return sorted(marks, key=lambda mark: mark.ends)


def _ticks(marks: Sequence[_Mark], length: float) -> list[Decimal]:
    """Round numbers for an axis of this length or more, on which arrows of open ends have room."""
    ends = [float(end) for mark in marks for end in mark.ends]
    ticks = list(round_ticks(min(ends), max(ends), 5))
    step, scale = ticks[1] - ticks[0], _scale(ticks, 0, length)
    spans = [mark.span(scale) for mark in marks]
    before = [ticks[0] - step] if min(left for left, _ in spans) < -_GAP else []
    after = [ticks[-1] + step] if max(right for _, right in spans) > length + _GAP else []
    return [*before, *ticks, *after]


def _scale(ticks: Sequence[Decimal], start: float, end: float) -> Scale:
    return Scale(float(ticks[0]), float(ticks[-1]), start, end)


def _strip(marks: Sequence[_Mark], speech: Speech) -> Drawing | None:
    """One axis, with labels in a row above and one below; None if they have no room."""
    ticks = _ticks(marks, WIDE / 2)
    ends = [speech.number(tick) for tick in (ticks[0], ticks[-1])]
    left, right = (text_width(each, SMALL) + 2 * _GAP for each in ends)
    scale = _scale(ticks, left, WIDE - right)
    spans = [mark.span(scale) for mark in marks]
    lanes = rows(spans)
    labels = [mark.label(_LABEL) for mark in marks]
    widths = [widest(label) + _GAP for label in labels]
    sides = [
        sorted(side, key=lambda n: marks[n].place(scale))
        for side in _sides(marks, lanes, spans, widths)
    ]
    rooms = [sum(widths[n] for n in side) for side in sides]
    if max(lanes) > 1 or max(left, right) > WIDE / 4 or max(rooms) > WIDE:
        return None
    above, below = (max((LINE * len(labels[n]) for n in side), default=0.0) for side in sides)
    axis = above + (_LEADER if above else 0) + _LANE * (max(lanes) + 0.5)
    foot = axis + _LANE / 2 + (_LEADER if below else 0)
    shapes: list[Shape] = []
    for side, is_above in zip(sides, (True, False), strict=True):
        wanted = [(marks[n].place(scale), widths[n] - _GAP) for n in side]
        for n, middle in zip(side, spread(wanted, 0, WIDE), strict=True):
            apart = _RADIUS[marks[n].look] + 2
            near = axis - _LANE * lanes[n] - apart if is_above else axis + apart
            top = above - LINE * len(labels[n]) if is_above else foot
            leader = ((marks[n].place(scale), near), (middle, above + 2 if is_above else foot))
            shapes += (Line(leader, "leader"), *moved(labels[n], middle, top, "middle"))
    shapes += _ruled(scale, ticks, left - _GAP / 2, WIDE - right + _GAP / 2, axis, "axis")
    y = axis + SMALL * 0.35
    shapes.append(Words(left - _GAP, y, ends[0], SMALL, "end", "soft"))
    shapes.append(Words(WIDE - right + _GAP, y, ends[1], SMALL, look="soft"))
    for mark, lane in zip(marks, lanes, strict=True):
        shapes += mark.shapes(scale, axis - _LANE * lane)
    return Drawing(WIDE, foot + below, tuple(shapes))


def _sides(
    marks: Sequence[_Mark],
    lanes: Sequence[int],
    spans: Sequence[tuple[float, float]],
    widths: Sequence[float],
) -> tuple[list[int], list[int]]:
    """Whose labels are above and whose below. What lies on another has its own above, and that
    other below; the rest go where there is more room, what the site writes first."""
    if not max(lanes) and sum(widths) <= WIDE:
        return list(range(len(marks))), []
    raised = [n for n, lane in enumerate(lanes) if lane]
    under = [
        n
        for n, (left, right) in enumerate(spans)
        if not lanes[n]
        and any(spans[r][0] - _GAP <= right and left <= spans[r][1] + _GAP for r in raised)
    ]
    above, below = raised, under
    rest = [n for n, lane in enumerate(lanes) if not lane and n not in under]
    for n in sorted(rest, key=lambda n: marks[n].look != "written"):
        rooms = [sum(widths[each] for each in side) for side in (above, below)]
        (below if rooms[1] < rooms[0] else above).append(n)
    return above, below


def _column(marks: Sequence[_Mark], width: float, speech: Speech) -> Drawing:
    """A line for each value below its label, and under the last one what all of them measure."""
    ticks = _ticks(marks, width - 2 * _GAP)
    scale = _scale(ticks, _GAP, width - _GAP)
    shapes: list[Shape] = []
    y = 0.0
    for mark in marks:
        label = mark.label(width)
        shapes += moved(label, 0, y)
        y += LINE * len(label) + _LANE / 2
        shapes += (*_ruled(scale, ticks, 0, width, y), *mark.shapes(scale, y))
        y += _LANE
    most = max(text_width(speech.number(tick), SMALL) for tick in ticks) + _GAP
    if most > scale.at(ticks[1]) - scale.at(ticks[0]):
        ticks = [ticks[0], ticks[-1]]
    if most * len(ticks) <= width + _GAP:
        words = [speech.number(tick) for tick in ticks]
        wanted = [(scale.at(t), text_width(w, SMALL)) for t, w in zip(ticks, words, strict=True)]
        for word, x in zip(words, spread(wanted, 0, width), strict=True):
            shapes.append(Words(x, y + SMALL / 2, word, SMALL, "middle", "soft"))
        y += _LANE / 2 + 2
    return Drawing(width, y, tuple(shapes))


def _ruled(
    scale: Scale, ticks: Sequence[Decimal], start: float, end: float, y: float, look: str = "rule"
) -> Iterator[Line]:
    yield Line(((start, y), (end, y)), look)
    yield from (Line(((x, y - 3), (x, y + 3)), look) for x in map(scale.at, ticks))


KIND = Kind(StripFields, plan, draw)
