"""``strip``: all that is claimed about one fact, on one axis. Each value has a line of its own,
beside its label or, on a phone, below it.

What strips and steps draw of what is said about a number: a dot is a number, a bar a range, an
arrow an open end. What the site writes is heavier; what was set aside or withdrawn is hollow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import EdtfDate
from explainer.figures.axes import Scale, numbers, round_ticks, words_below
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
    hull,
    moved,
    paragraphs,
    text_width,
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
    Misfit,
    Plan,
    Speech,
)
from explainer.figures.misfits import numbers_claimed
from explainer.figures.tables import became, claimant, claims_table, plan_claims
from explainer.model.values.value import Quantity, Value

_LOOKS = {"written": "written", "live": "said"}
_RADIUS = {"written": 7.0, "said": 5.0, "hollow": 5.0}
_HALF, _SHORTEST = 3.5, 2.0
"""Half of how thick a bar is; a range that would be a shorter one is a dot."""
_ARROW = ((0, -3), (10, -3), (10, -7), (19, 0), (10, 7), (10, 3), (0, 3))
_GAP = 10.0
_LABEL = 230.0
"""The widest label beside the axis."""


class Mark(Struct, frozen=True, kw_only=True):
    """A value as it is said, from the first to the last of its ``ends``; without any it is not
    known. ``look`` is written, said or hollow; ``open_to`` is 1 if it is at least, -1 if it is at
    most the number."""

    number: Decimal | None
    ends: tuple[Decimal, ...]
    open_to: int
    words: str
    became: str
    look: str
    who: str = ""

    @property
    def held(self) -> tuple[Decimal, Decimal]:
        """From the least to the greatest that is meant: twice the number, if there is one."""
        return (self.ends[0], self.ends[-1]) if self.number is None else (self.number, self.number)

    def label(self, width: float) -> list[Words]:
        """In lines; lines of the drawing break off behind it."""
        became = "strong halo" if self.look == "written" else "soft halo"
        texts = ((self.words, PLAIN, "strong halo"), (self.became, SMALL, became))
        return paragraphs((*texts, (self.who, SMALL, "soft halo")), width)

    def shapes(
        self, scale: Scale, level: float, *, upright: bool = False
    ) -> Iterator[Rect | Line | Dot]:
        """On a scale across, at the height of ``level``, or on one that is ``upright``."""

        def turned(along: float, beside: float) -> tuple[float, float]:
            return (level + beside, along) if upright else (along, level + beside)

        start, end = sorted((scale.at(self.ends[0]), scale.at(self.ends[-1])))
        is_bar = end - start >= _SHORTEST
        if is_bar:
            (left, top), (right, foot) = turned(start, -_HALF), turned(end, _HALF)
            yield Rect(left, top, right - left, foot - top, self.look)
        if self.open_to:
            ahead = self.open_to if scale.start < scale.end else -self.open_to
            points = tuple(turned(start + ahead * along, beside) for along, beside in _ARROW)
            yield Line(points, self.look, closed=True)
        elif self.number is not None or not is_bar:
            yield Dot(*turned(scale.at(sum(self.held) / 2), 0), _RADIUS[self.look], self.look)


def mark_of(datum: Datum, speech: Speech) -> Mark:
    value = datum.value if isinstance(datum.value, Quantity) else Quantity(None)
    ends = numbers(value)
    is_open = bool(ends) and value.number is None
    return Mark(
        number=value.number,
        ends=ends,
        open_to=(value.high is None) - (value.low is None) if is_open else 0,
        words=speech.write_value(datum.value) if datum.value else datum.span.text,
        became=became(datum, speech),
        look=_LOOKS.get(datum.standing, "hollow"),
    )


def key_of(marks: Iterable[Mark], speech: Speech) -> tuple[tuple[str, str], ...]:
    """What looks mean that not every claim has: pairs of a look and words."""
    words = {
        "written": speech("what we write: the number that this site goes by"),
        "hollow": speech("set aside by us, or withdrawn: the fact’s page says why"),
    }
    looks = {mark.look for mark in marks}
    return tuple(pair for pair in words.items() if pair[0] in looks)


def plan(chosen: Chosen) -> Plan:
    several = f"a strip draws what is claimed about one fact, and this names {len(chosen.facts)}"
    hint = "Draw a figure for each, or all of them as claims."
    misfits = (
        *(Misfit(several, hint, named.offset, named.length) for named in chosen.facts[1:2]),
        *numbers_claimed(chosen.facts, "strip"),
    )
    return replace(plan_claims(chosen), misfits=misfits)


def draw(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    found = _marks(data, speech)
    marks = [mark for mark in found if mark.ends]
    told = [f"{m.words} ({speech.joined(';', m.who, m.became)})" for m in found]
    wide, narrow = (
        with_remarks(_draw(marks, width, speech), told[len(marks) :]) for width in (WIDE, NARROW)
    )
    return Drawn(
        wide=wide,
        narrow=narrow,
        described=speech("Claims on one axis: %(values)s.", values=speech.joined(",", *told)),
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
        marks.append(replace(mark_of(first, speech), who=speech.joined(";", *who)))
    is_series = len(set(days)) > 1
    return sorted(marks, key=lambda mark: (not mark.ends, () if is_series else mark.ends))


def _said_by(datum: Datum, days: Sequence[EdtfDate], speech: Speech) -> str:
    """Who makes a claim, and on which day where ``days`` differ; a year that all share, once."""
    day = ""
    if datum.when and len(set(days)) > 1:
        with_year = datum.when == days[0] or not in_one_year(days)
        day = speech.date(datum.when, with_year=with_year)
    return speech.joined(",", claimant(datum), day)


def in_one_year(dates: Iterable[EdtfDate]) -> bool:
    """Whether all are days, or between two days, of one year, which needs to be said once."""
    ends = [end for each in dates for end in (each.start, each.end)]
    return all(end and end.day for end in ends) and len({end and end.year for end in ends}) == 1


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
