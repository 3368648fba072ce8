"""``steps``: a number as it was revised, by the dates that its reports are of.

It is one fact as it was claimed over time, or several facts that count alike, each with a date. A
value holds until the next; a range is a band. What was set aside or withdrawn is hollow, off the
line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from msgspec import Struct

from explainer.edtf import EdtfDate
from explainer.figures.claims import became, claim_rows, claims_table
from explainer.figures.drawing import (
    PLAIN,
    SMALL,
    Dot,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    moved,
    stacked,
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
    Named,
    Plan,
    Row,
    Speech,
)
from explainer.figures.labels import spread
from explainer.figures.letters import text_width
from explainer.figures.misfits import numbers_claimed, only_quantities
from explainer.figures.scales import Scale, round_ticks
from explainer.figures.table import values_table
from explainer.model.values.value import Quantity

_GAP, _LINE = 8.0, 17.0
_ABOVE, _HIGH, _BELOW = 44.0, 170.0, 32.0
"""The room for labels above the highest value, the height of the values, the room for dates."""
_HELD = 36.0
"""How far the last value is drawn on."""
_WIDEST = 180.0

_Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


class StepsFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    """Steps have no fields of their own."""


class _Report(Struct, frozen=True, kw_only=True):
    """A number from a ``day`` on, which is an ordinal; without ends it is not known from then on.
    Up and down are values; ``main`` is what the site writes, else the last."""

    words: str
    became: str
    stands: bool
    main: bool
    when: EdtfDate
    day: int
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """From the least to the greatest, with the number."""
        return tuple(sorted(e for e in (self.number, self.low, self.high) if e is not None))

    @property
    def line(self) -> tuple[Decimal, Decimal]:
        """What is drawn until the next report: from the least to the greatest."""
        return (self.ends[0], self.ends[-1]) if self.number is None else (self.number, self.number)


def plan(chosen: Chosen) -> Plan:
    facts = chosen.facts
    if len(facts) > 1:
        rows = sorted((Row(named.standpoint) for named in facts), key=_age)
        misfits = only_quantities(facts, "steps figure")
    else:
        rows = [row for named in facts for row in claim_rows(named)]
        misfits = numbers_claimed(facts, "steps figure")
    return Plan(tuple(rows), (*misfits, *_undated(rows, facts)))


def draw(fields: StepsFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    reports = _reports(data, speech)
    told = [f"{speech.date(r.when)}: {r.words}{r.became and f' ({r.became})'}" for r in reports]
    remarks = [words for report, words in zip(reports, told, strict=True) if not report.ends]
    return Drawn(
        wide=with_remarks(_draw(reports, WIDE, speech), remarks),
        narrow=with_remarks(_draw(reports, NARROW, speech), remarks),
        described=speech("Steps by date: %(values)s.", values="; ".join(told)),
        measure=speech.unit_name([datum.value for datum in data]),
        table=(claims_table if _is_one_fact(data) else values_table)(data, speech),
    )


def _age(row: Row) -> tuple[date, date]:
    claim = row.standpoint.claim
    return claim.as_of.sort_key if claim and claim.as_of else (date.max, date.max)


def _undated(rows: Sequence[Row], facts: Sequence[Named]) -> Iterator[Misfit]:
    offsets = {named.standpoint.fact.id: named.offset for named in facts}
    for row in rows:
        fact, claim = row.standpoint.fact, row.claim or row.standpoint.claim
        if claim is None or claim.as_of is None:
            sources = [evidence.source for evidence in claim.evidence] if claim else []
            who = ", by ".join(["", *[claim.by or sources[0]]]) if claim and sources else ""
            message = f'"{fact.id}" has a claim without a date{who}'
            hint = "Give it as_of:, or draw a strip or claims, which need no dates."
            yield Misfit(message, hint, offsets[fact.id], len(fact.id))


def _is_one_fact(data: Sequence[Datum]) -> bool:
    return len({datum.fact_id for datum in data}) == 1


def _reports(data: Sequence[Datum], speech: Speech) -> list[_Report]:
    """What is said by date, the oldest first."""
    claimed = _is_one_fact(data)
    dated = sorted(((_day(d.when), n, d.when, d) for n, d in enumerate(data) if d.when))
    found = []
    for day, n, when, datum in dated:
        value = datum.value if isinstance(datum.value, Quantity) else Quantity(None)
        report = _Report(
            words=speech.write_value(datum.value) if datum.value else datum.span.text,
            became=became(datum, speech) if claimed else "",
            stands=datum.standing in ("written", "live"),
            main=datum.standing == "written" if claimed else n == dated[-1][1],
            when=when,
            day=day,
            number=value.number,
            low=value.low,
            high=value.high,
        )
        found.append(report)
    return found


def _day(when: EdtfDate) -> int:
    """The first day that a date can mean; of an interval, that its end can."""
    found = when.end or when.start
    return found.first_day.toordinal() if found else 1


def _draw(reports: Sequence[_Report], width: float, speech: Speech) -> Drawing:
    drawn = [report for report in reports if report.ends]
    ends = [float(end) for report in drawn for end in report.ends]
    bottom = _ABOVE + _HIGH
    base = min(ends) if min(ends) < 0 or min(ends) > 0.6 * max(ends) else 0
    ticks = round_ticks(base, max(ends), 3)
    up = Scale(float(ticks[0]), float(ticks[-1]), bottom, _ABOVE)
    words = [speech.number(tick) for tick in ticks]
    edge = max(text_width(each, SMALL) for each in words) + _GAP
    if edge > width / 5:
        edge, words = 0.0, []
    across = Scale(reports[0].day, reports[-1].day, edge + _GAP, width - _HELD)
    shapes: list[Shape] = [Line(((edge, y), (width, y)), "rule") for y in map(up.at, ticks[1:])]
    shapes.append(Line(((edge, bottom), (width, bottom)), "axis"))
    for word, tick in zip(words, ticks, strict=False):
        shapes.append(
            Words(edge - _GAP, up.at(tick) + SMALL * 0.35, word, SMALL, "end", look="soft")
        )
    line = [*_line([report for report in reports if report.stands], across, up, width)]
    dots = [shape for report in drawn for shape in _dot(report, across, up)]
    labels = _labels(drawn, across, up, (edge, width), [*line, *dots])
    dates = _dates(reports, across, bottom, width, speech)
    return Drawing(width, bottom + _BELOW, (*shapes, *line, *labels, *dots, *dates))


def _line(reports: Sequence[_Report], across: Scale, up: Scale, end: float) -> Iterator[Shape]:
    """Each value until the next report; where they part, a line up or down to it."""
    for report, after in zip_longest(reports, reports[1:]):
        if not report.ends:
            continue
        start, to = across.at(report.day), across.at(after.day) if after else end
        least, most = map(up.at, report.line)
        if most < least:
            yield Rect(start, most, to - start, least - most, "band")
        else:
            yield Line(((start, least), (to, least)), "step")
        if after and after.ends:
            low, high = map(up.at, after.line)
            if low < most or least < high:
                between = (most, low) if low < most else (least, high)
                yield Line(tuple((to, y) for y in between), "step")


def _dot(report: _Report, across: Scale, up: Scale) -> Iterator[Shape]:
    """A dot for a number, a bar for a range, an arrow for an open end."""
    x, high, low = across.at(report.day), up.at(report.ends[-1]), up.at(report.ends[0])
    look, radius = "written" if report.stands else "hollow", 6.5 if report.main else 4.5
    if high < low:
        yield Rect(x - 2.5, high, 5, low - high, look)
    if report.number is not None:
        yield Dot(x, up.at(report.number), radius, look)
    elif high == low:
        tip = high + (radius + 4) * (1 if report.low is None else -1)
        yield Line(((x - radius, high), (x + radius, high), (x, tip)), look, closed=True)


def _labels(
    reports: Sequence[_Report],
    across: Scale,
    up: Scale,
    sides: tuple[float, float],
    others: Sequence[Shape],
) -> Iterator[Shape]:
    """Each value near its dot if there is room: the table has all. What the site writes comes
    first, then what does not stand, both ends, the least and the greatest."""
    taken = [_box(shape) for shape in others]
    extremes = [f(report.ends for report in reports) for f in (min, max)]

    def order(report: _Report) -> tuple[bool, ...]:
        is_end = report in (reports[0], reports[-1])
        return not report.main, report.stands, not is_end, report.ends not in extremes

    for report in sorted(reports, key=order):
        became_look = "strong" if report.main else "soft"
        texts = ((report.words, PLAIN, "strong"), (report.became, SMALL, became_look))
        lines = stacked(texts, min(sides[1] - sides[0], _WIDEST))
        width = widest(lines)
        height = lines[-1].box[3]
        x, high, low = across.at(report.day), up.at(report.ends[-1]), up.at(report.ends[0])
        for left, top in _places(x, high, low, width, height):
            box = (left, top, left + width, top + height)
            is_inside = left >= sides[0] and box[2] <= sides[1] and top >= 0 and box[3] < up.start
            leads = (box[3], high - 8) if top < high else (low + 8, top)
            leader = (x - 1, leads[0], x + 1, leads[1])
            if is_inside and not any(_meet(each, box) for each in taken):
                if leader[3] - leader[1] > _GAP:
                    yield Line(((x, leader[1]), (x, leader[3])), "leader")
                    taken.append(leader)
                taken.append((left - 4, top, box[2] + 4, box[3]))
                yield from moved(lines, left, top)
                break


def _places(
    x: float, high: float, low: float, width: float, height: float
) -> Iterator[tuple[float, float]]:
    """Corners for a label: above its dot and below, then ever farther."""
    for away in range(0, int(_ABOVE + _HIGH), 12):
        for top in (high - 9 - away - height, low + 9 + away):
            yield from ((x - share * width, top) for share in (0.5, 0.1, 0.9))


def _dates(
    reports: Sequence[_Report], across: Scale, axis: float, width: float, speech: Speech
) -> Iterator[Shape]:
    """As many dates as have room below the axis, both ends first; the year once if all are of
    one."""
    found = {report.day: report.when for report in reports}
    days = sorted(found)
    ends = [each for when in found.values() for each in (when.start, when.end)]
    is_short = all(end and end.day and end.year == reports[0].when.sort_key[0].year for end in ends)
    words = {day: speech.date(found[day], with_year=not is_short or day == days[0]) for day in days}
    shown: list[int] = []
    room = width
    for day in dict.fromkeys((days[0], days[-1], *(r.day for r in reports if r.main), *days)):
        needed = text_width(words[day], SMALL) + 10
        if needed <= room:
            shown.append(day)
            room -= needed
    shown.sort()
    wanted = [(across.at(day), text_width(words[day], SMALL)) for day in shown]
    for day in days:
        yield Line(((across.at(day), axis), (across.at(day), axis + 5)), "axis")
    for day, middle in zip(shown, spread(wanted, 0, width), strict=True):
        yield Line(((across.at(day), axis + 5), (middle, axis + 12)), "leader")
        yield Words(middle, axis + 26, words[day], SMALL, "middle", "soft")


def _box(shape: Shape) -> _Box:
    match shape:
        case Rect(x, y, width, height):
            return x, y, x + width, y + height
        case Dot(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Line(points):
            across, down = zip(*points, strict=True)
            return min(across) - 2, min(down) - 2, max(across) + 2, max(down) + 2
        case _:
            raise TypeError(f"{type(shape).__name__} is no mark")


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


KIND = Kind(StepsFields, plan, draw)
