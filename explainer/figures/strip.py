"""``strip``: all that is claimed about one fact, on one axis.

Each value has a line of its own, beside its label or, on a phone, below it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from explainer.edtf import EdtfDate
from explainer.figures.claims import claim_rows, claimant, claims_table
from explainer.figures.days import in_one_year
from explainer.figures.drawing import (
    LINE,
    SMALL,
    Drawing,
    Line,
    Shape,
    hull,
    moved,
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
from explainer.figures.labels import words_below
from explainer.figures.letters import text_width
from explainer.figures.marks import Mark, key_of, mark_of
from explainer.figures.misfits import numbers_claimed, one_fact
from explainer.figures.scales import Scale, round_ticks
from explainer.model.values.value import Value

_GAP = 10.0
_LABEL = 230.0
"""The widest label beside the axis."""


def plan(chosen: Chosen) -> Plan:
    misfits = (*one_fact(chosen.facts, "strip"), *numbers_claimed(chosen.facts, "strip"))
    return Plan(tuple(row for named in chosen.facts for row in claim_rows(named)), misfits)


def draw(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    found = _marks(data, speech)
    marks = [mark for mark in found if mark.ends]
    told = [f"{m.words} ({'; '.join(filter(None, (m.who, m.became)))})" for m in found]
    wide, narrow = (
        with_remarks(_draw(marks, width, speech), told[len(marks) :]) for width in (WIDE, NARROW)
    )
    return Drawn(
        wide=wide,
        narrow=narrow,
        described=speech("Claims on one axis: %(values)s.", values=", ".join(told)),
        measure=speech.unit_name([datum.value for datum in data]),
        table=claims_table(data, speech),
        key=key_of(marks, speech),
    )


def _marks(data: Sequence[Datum], speech: Speech) -> list[Mark]:
    """Each value that stands, that was set aside and that was withdrawn, once. They come in the
    order of their days, which stand beside who speaks, or the least first if the days do not
    differ; last comes what is not known."""
    days = [datum.when for datum in data if datum.when]
    found: dict[tuple[Value | None, str], list[Datum]] = {}
    for datum in data:
        standing = "live" if datum.standing == "written" else datum.standing
        found.setdefault((datum.value, standing), []).append(datum)
    marks = []
    for alike in found.values():
        first = next((datum for datum in alike if datum.standing == "written"), alike[0])
        who = dict.fromkeys(filter(None, (_said_by(datum, days, speech) for datum in alike)))
        marks.append(replace(mark_of(first, speech), who="; ".join(who)))
    is_series = len(set(days)) > 1
    return sorted(marks, key=lambda mark: (not mark.ends, () if is_series else mark.ends))


def _said_by(datum: Datum, days: Sequence[EdtfDate], speech: Speech) -> str:
    """Who makes a claim, and on which day where ``days`` differ; a year that all share, once."""
    day = ""
    if datum.when and len(set(days)) > 1:
        with_year = datum.when == days[0] or not in_one_year(days)
        day = speech.date(datum.when, with_year=with_year)
    return ", ".join(filter(None, (claimant(datum), day)))


def _ticks(marks: Sequence[Mark], length: float) -> list[Decimal]:
    """Round numbers for an axis of this length, on which arrows of open ends have room."""
    ends = [float(end) for mark in marks for end in mark.ends]
    ticks = list(round_ticks(min(ends), max(ends), 5))
    step, scale = ticks[1] - ticks[0], Scale(float(ticks[0]), float(ticks[-1]), 0, length)
    left, _, right, _ = hull([shape for mark in marks for shape in mark.shapes(scale, 0)])
    before = [ticks[0] - step] if left < -_GAP else []
    after = [ticks[-1] + step] if right > length + _GAP else []
    return [*before, *ticks, *after]


def _draw(marks: Sequence[Mark], width: float, speech: Speech) -> Drawing:
    """A line for each value, beside its label or below it, and under the last one what all of them
    measure."""
    labels = [mark.label(_LABEL if width == WIDE else width) for mark in marks]
    left = max(map(widest, labels)) + _GAP if width == WIDE else 0.0
    ticks = _ticks(marks, (width - left) * 0.8)
    numbers = [speech.number(tick) for tick in ticks]
    edge = min(max(_GAP, text_width(max(numbers, key=len), SMALL) / 2 + 3), (width - left) / 10)
    scale = Scale(float(ticks[0]), float(ticks[-1]), left + edge, width - edge)
    places = [scale.at(tick) for tick in ticks]
    shapes: list[Shape] = []
    y = axis = 0.0
    for mark, label in zip(marks, labels, strict=True):
        shapes += moved(label, 0, y)
        high = LINE * len(label)
        middle = y + (high / 2 if left else high + _GAP)
        y = y + high + _GAP if left else middle + 2 * _GAP
        axis = y if left else middle
        shapes.append(Line(((left, middle), (width, middle)), "rule"))
        shapes += [Line(((x, middle - 3), (x, middle + 3)), "rule") for x in places]
        shapes += mark.shapes(scale, middle)
    wanted = list(zip(places, numbers, strict=True))
    below = words_below([wanted[0], wanted[-1], *wanted[1:-1]], axis, width)
    line = Line(((left, axis), (width, axis)), "axis")
    height = max([axis + _GAP, *(shape.box[3] + 2 for shape in below)])
    return Drawing(width, height, (line, *shapes, *below))


KIND = Kind(FigureFields, plan, draw)
