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
    Anchor,
    Box,
    Dot,
    Drawing,
    Line,
    Rect,
    Words,
    meet,
    moved,
    paragraphs,
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
from explainer.figures.labels import spread_some
from explainer.figures.letters import text_width
from explainer.figures.misfits import numbers_claimed, only_quantities
from explainer.figures.scales import Scale, numbers, round_ticks
from explainer.figures.table import values_table
from explainer.model.values.value import Quantity

_GAP, _LINE = 8.0, 17.0
_ABOVE, _HIGH, _BELOW = 44.0, 170.0, 32.0
"""The room for labels above the highest value, the height of the values, the room for dates."""
_HELD = 36.0
"""How far the last value is drawn on."""
_LABEL = 180.0
_FAR_BELOW = 12.0
"""How far below its dot a value may stand, where it is easily taken for a lower one."""
_MOVED = 18.0
"""How far a date may stand beside its place."""


class StepsFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    """Steps have no fields of their own."""


class _Report(Struct, frozen=True, kw_only=True):
    """A value from a ``day`` on, which is an ordinal; ``main`` is what the site writes, else the
    last. Without ``ends`` it is not known from then on."""

    words: str
    became: str
    stands: bool
    main: bool
    when: EdtfDate
    day: int
    number: Decimal | None
    ends: tuple[Decimal, ...]
    is_most: bool

    @property
    def held(self) -> tuple[Decimal, Decimal]:
        """What is drawn until the next report: from the least to the greatest."""
        return (self.ends[0], self.ends[-1]) if self.number is None else (self.number, self.number)


def plan(chosen: Chosen) -> Plan:
    facts = chosen.facts
    if len(facts) > 1:
        rows = sorted((Row(named.standpoint) for named in facts), key=_age)
        misfits = tuple(only_quantities(facts, "steps figure"))
    else:
        rows = [row for named in facts for row in claim_rows(named)]
        misfits = tuple(numbers_claimed(facts, "steps figure"))
    return Plan(tuple(rows), misfits or tuple(_undated(rows, facts)))


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
            who = claim and (claim.by or "".join(e.source for e in claim.evidence[:1]))
            message = f'"{fact.id}" has a claim without a date{who and f", by {who}"}'
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
            ends=numbers(value),
            is_most=value.low is None,
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
    shapes: list[Line | Words] = [
        Line(((edge, y), (width, y)), "rule") for y in map(up.at, ticks[1:])
    ]
    shapes.append(Line(((edge, bottom), (width, bottom)), "axis"))
    for word, tick in zip(words, ticks, strict=False):
        shapes.append(
            Words(edge - _GAP, up.at(tick) + SMALL * 0.35, word, SMALL, "end", look="soft")
        )
    line = [*_line([report for report in reports if report.stands], across, up, width)]
    dots = [shape for report in drawn for shape in _dot(report, across, up)]
    labels = _labels(drawn, across, up, (edge, width), [*line, *dots])
    dates = _dates(reports, across, bottom, width, speech)
    return Drawing(width, bottom + _BELOW, (*shapes, *labels, *line, *dots, *dates))


def _line(
    reports: Sequence[_Report], across: Scale, up: Scale, end: float
) -> Iterator[Rect | Line]:
    """Each value until the next report; where they part, a line up or down to it."""
    for report, after in zip_longest(reports, reports[1:]):
        if not report.ends:
            continue
        start, to = across.at(report.day), across.at(after.day) if after else end
        least, most = map(up.at, report.held)
        if most < least:
            yield Rect(start, most, to - start, least - most, "band")
        else:
            yield Line(((start, least), (to, least)), "step")
        if after and after.ends:
            low, high = map(up.at, after.held)
            if low < most or least < high:
                between = (most, low) if low < most else (least, high)
                yield Line(tuple((to, y) for y in between), "step")


def _dot(report: _Report, across: Scale, up: Scale) -> Iterator[Rect | Line | Dot]:
    """A dot for a number, a bar for a range, an arrow for an open end."""
    x, high, low = across.at(report.day), up.at(report.ends[-1]), up.at(report.ends[0])
    look, radius = "written" if report.stands else "hollow", 6.5 if report.main else 4.5
    if high < low:
        yield Rect(x - 2.5, high, 5, low - high, look)
    if report.number is not None:
        yield Dot(x, up.at(report.number), radius, look)
    elif high == low:
        tip = high + (radius + 4) * (1 if report.is_most else -1)
        yield Line(((x - radius, high), (x + radius, high), (x, tip)), look, closed=True)


def _labels(
    reports: Sequence[_Report],
    across: Scale,
    up: Scale,
    sides: tuple[float, float],
    marks: Sequence[Rect | Line | Dot],
) -> Iterator[Line | Words]:
    """Each value near its dot if there is room: the table has all. What the site writes comes
    first, then what does not stand, both ends, the least and the greatest, then the newest."""
    around = [mark.box for mark in marks]
    taken: list[Box] = []
    extremes = [f(report.ends for report in reports) for f in (min, max)]

    def order(report: _Report) -> tuple[int, ...]:
        is_end = report in (reports[0], reports[-1])
        is_extreme = report.ends in extremes
        return not report.main, report.stands, not is_end, not is_extreme, -report.day

    for report in sorted(reports, key=order):
        became_look = "strong halo" if report.main else "soft halo"
        texts = ((report.words, PLAIN, "strong halo"), (report.became, SMALL, became_look))
        lines = paragraphs(texts, min(sides[1] - sides[0], _LABEL))
        x, high, low = across.at(report.day), up.at(report.ends[-1]), up.at(report.ends[0])
        for at, top, anchor in _places(x, high, low, lines[-1].box[3]):
            placed = moved(lines, at, top, anchor)
            boxes = [line.box for line in placed]
            left, right = min(box[0] for box in boxes) - 4, max(box[2] for box in boxes) + 4
            box = (left, top - 3, right, boxes[-1][3] + 3)
            start, end = (box[3], high - 8) if top < high else (low + 8, box[1])
            leader = (x - 1, start, x + 1, max(start, end))
            is_inside = sides[0] - 4 <= box[0] and box[2] <= sides[1] + 4
            inner = (left + 3, top, right - 3, boxes[-1][3])
            is_free = not any(meet(box, each) for each in taken)
            is_free = is_free and not any(meet(inner, each) for each in around)
            if not (is_inside and is_free and top >= 0 and box[3] < up.start):
                continue
            if end - start > _GAP:
                if any(meet(leader, each) for each in taken):
                    continue
                yield Line(((x, start), (x, end)), "leader")
            taken += (box, leader)
            yield from placed
            break


def _places(
    x: float, high: float, low: float, height: float
) -> Iterator[tuple[float, float, Anchor]]:
    """Places for a label, and which point of it stands there: above its dot and below, then ever
    farther."""
    for away in range(0, int(_ABOVE + _HIGH), 12):
        for top in (high - 9 - away - height, *([low + 9 + away] if away <= _FAR_BELOW else [])):
            yield from ((x, top, "middle"), (x - 7, top, "start"), (x + 7, top, "end"))


def _dates(
    reports: Sequence[_Report], across: Scale, axis: float, width: float, speech: Speech
) -> Iterator[Line | Words]:
    """As many dates as have room below the axis, both ends first; the year once if all are of
    one."""
    when = {report.day: report.when for report in reports}
    days = list(when)
    ends = [end for each in when.values() for end in (each.start, each.end)]
    is_short = all(end and end.day for end in ends) and len({end and end.year for end in ends}) == 1
    words = [speech.date(when[day], with_year=day == days[0] or not is_short) for day in days]
    wanted = [(across.at(d), text_width(w, SMALL)) for d, w in zip(days, words, strict=True)]
    main = [days.index(report.day) for report in reports if report.main]
    order = list(dict.fromkeys((0, len(days) - 1, *main, *range(len(days)))))
    for x, _ in wanted:
        yield Line(((x, axis), (x, axis + 5)), "axis")
    for n, middle in spread_some(wanted, order, 0, width, _MOVED).items():
        yield Line(((wanted[n][0], axis + 5), (middle, axis + 12)), "leader")
        yield Words(middle, axis + 26, words[n], SMALL, "middle", "soft")


KIND = Kind(StepsFields, plan, draw)
