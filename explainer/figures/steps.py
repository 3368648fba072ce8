"""``steps``: a number as it was revised, by the dates that its reports are of.

It is one fact as it was claimed over time, or several facts that count alike, each with a date. A
value holds until the next; a range is a band. What was set aside or withdrawn is hollow, off the
line. Values that have no room beside their dots are told below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import EdtfDate
from explainer.figures.axes import Board, Label, Scale, round_ticks, words_below
from explainer.figures.drawing import (
    SMALL,
    Anchor,
    Box,
    Drawing,
    Line,
    Rect,
    Shape,
    Words,
    hull,
    moved,
    text_width,
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
from explainer.figures.misfits import misfit, numbers_claimed, only_quantities
from explainer.figures.strip import Mark, in_one_year, key_of, mark_of
from explainer.figures.tables import age, claim_rows, claims_table, values_table

_GAP = 8.0
_ABOVE, _HIGH = 48.0, 170.0
"""The room for labels above the highest value, and the height of the values."""
_HELD = 36.0
"""How far the last value is drawn on."""
_LABEL = 180.0
_SIDES: tuple[tuple[float, Anchor], ...] = ((0, "middle"), (-7, "start"), (7, "end"))
"""How far beside its dot a value stands, and with which of its ends."""


class _Report(Struct, frozen=True):
    """What is said from a date on."""

    when: EdtfDate
    mark: Mark

    @property
    def day(self) -> int:
        """The first day that the date can mean, as an ordinal; of an interval, that its end can."""
        found = self.when.end or self.when.start
        return found.first_day.toordinal() if found else 1

    def told(self, speech: Speech) -> str:
        became = self.mark.became and f" ({self.mark.became})"
        return speech.joined(":", speech.date(self.when), f"{self.mark.words}{became}")


def plan(chosen: Chosen) -> Plan:
    facts = chosen.facts
    if len(facts) > 1:
        standpoints = sorted((each.standpoint for each in facts), key=lambda each: age(each.claim))
        rows = [Row(standpoint) for standpoint in standpoints]
        misfits = tuple(only_quantities(facts, "steps figure"))
    else:
        rows = [row for named in facts for row in claim_rows(named)]
        misfits = tuple(numbers_claimed(facts, "steps figure"))
    return Plan(tuple(rows), misfits or tuple(_out_of_order(rows, facts)))


def draw(fields: FigureFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    claimed = len({datum.fact_id for datum in data}) == 1
    reports = _reports(data, speech, claimed=claimed)
    told = speech.joined(";", *(report.told(speech) for report in reports))
    return Drawn(
        wide=_draw(reports, WIDE, speech),
        narrow=_draw(reports, NARROW, speech),
        described=speech("Steps by date: %(values)s.", values=told),
        measure=speech.unit_name([datum.value for datum in data]),
        table=(claims_table if claimed else values_table)(data, speech),
        key=key_of([report.mark for report in reports], speech) if claimed else (),
    )


def _out_of_order(rows: Sequence[Row], facts: Sequence[Named]) -> Iterator[Misfit]:
    names = {named.standpoint.fact.id: named for named in facts}
    days: dict[EdtfDate, str] = {}
    for row in rows:
        fact, claim = row.standpoint.fact, row.claim or row.standpoint.claim
        if claim is None or claim.as_of is None:
            who = claim and (claim.by or "".join(e.source for e in claim.evidence[:1]))
            hint = "Give it as_of:, or draw a strip or claims, which need no dates."
            words = f"has a claim without a date{who and f', by {who}'}"
            yield misfit(names[fact.id], words, hint)
        elif (other := days.setdefault(claim.as_of, fact.id)) != fact.id:
            words = f'is of the same day as "{other}", and steps follow each other'
            yield misfit(names[fact.id], words, "Draw a bar of both, or a strip of each.")


def _reports(data: Sequence[Datum], speech: Speech, *, claimed: bool) -> list[_Report]:
    """What is said by date, the oldest first. Of several facts the last is what counts."""
    found = [_Report(datum.when, mark_of(datum, speech)) for datum in data if datum.when]
    found.sort(key=lambda report: report.day)
    if not claimed:
        looks = [*["said"] * (len(found) - 1), "written"]
        marks = [
            replace(r.mark, look=look, became="") for r, look in zip(found, looks, strict=True)
        ]
        found = [_Report(r.when, mark) for r, mark in zip(found, marks, strict=True)]
    return found


def _draw(reports: Sequence[_Report], width: float, speech: Speech) -> Drawing:
    drawn = [report for report in reports if report.mark.ends]
    ends = [float(end) for report in drawn for end in report.mark.ends]
    bottom = _ABOVE + _HIGH
    base = min(ends) if min(ends) < 0 or min(ends) > 0.6 * max(ends) else 0
    ticks = round_ticks(base, max(ends), 3)
    up = Scale(float(ticks[0]), float(ticks[-1]), bottom, _ABOVE)
    words = [speech.number(tick) for tick in ticks]
    edge = max(text_width(each, SMALL) for each in words) + _GAP
    if edge > width * 0.4:
        edge, words = 0.0, []
    across = Scale(reports[0].day, reports[-1].day, edge + _GAP, width - _HELD)
    shapes: list[Shape] = [Line(((edge, y), (width, y)), "rule") for y in map(up.at, ticks[1:])]
    shapes.append(Line(((edge, bottom), (width, bottom)), "axis"))
    for word, tick in zip(words, ticks, strict=False):
        shapes.append(Words(edge - _GAP, up.at(tick) + SMALL * 0.35, word, SMALL, "end", "soft"))
    line = [*_line([each for each in reports if each.mark.look != "hollow"], across, up, width)]
    dots = [[*each.mark.shapes(up, across.at(each.day), upright=True)] for each in drawn]
    marks = [*line, *(shape for dot in dots for shape in dot)]
    board = Board(width, bottom, [(-width, 0, edge - 4, bottom)], [each.box for each in marks])
    untold = [report for report in reports if not report.mark.ends]
    for n in _by_weight(drawn):
        mark, x, around = drawn[n].mark, across.at(drawn[n].day), hull(dots[n])
        mark = replace(mark, became="") if mark.look == "written" else mark  # as the key says
        found = board.place(_beside(mark.label(min(width - edge, _LABEL)), x, around))
        shapes += found
        untold += [] if found else [drawn[n]]
    dates = _dates(reports, across, bottom, width, speech)
    drawing = Drawing(width, hull(dates)[3] + 2, (*shapes, *marks, *dates))
    told = [report.told(speech) for report in sorted(untold, key=lambda report: report.day)]
    return with_remarks(drawing, [speech.joined(";", *told)] if told else [])


def _line(
    reports: Sequence[_Report], across: Scale, up: Scale, end: float
) -> Iterator[Rect | Line]:
    """Each value until the next report; where they part, a line up or down to it."""
    for report, after in zip_longest(reports, reports[1:]):
        if not report.mark.ends:
            continue
        start, to = across.at(report.day), across.at(after.day) if after else end
        least, most = map(up.at, report.mark.held)
        if most < least:
            yield Rect(start, most, to - start, least - most, "band")
        else:
            yield Line(((start, least), (to, least)), "step")
        if after and after.mark.ends:
            low, high = map(up.at, after.mark.held)
            if low < most or least < high:
                between = (most, low) if low < most else (least, high)
                yield Line(tuple((to, y) for y in between), "step")


def _by_weight(reports: Sequence[_Report]) -> list[int]:
    """In what order labels take their room. What the site writes comes first, then what does not
    stand, both ends, the least and the greatest, then the newest."""
    extremes = [f(report.mark.ends for report in reports) for f in (min, max)]

    def order(n: int) -> tuple[object, ...]:
        mark = reports[n].mark
        is_end = n in (0, len(reports) - 1)
        rank = ("written", "hollow", "said").index(mark.look)
        return rank, not is_end, mark.ends not in extremes, -n

    return sorted(range(len(reports)), key=order)


def _beside(lines: Sequence[Words], x: float, mark: Box) -> Iterator[Label]:
    """A label above its mark, below and beside it, then ever farther above, with a line to it."""
    left, high, right, low = mark
    height = lines[-1].box[3]
    for top in (high - 3 - height, low + 3):
        for shift, anchor in _SIDES:
            yield Label(moved(lines, x + shift, top, anchor))
    middle = (high + low - height) / 2
    yield Label(moved(lines, left - 4, middle, "end"))
    yield Label(moved(lines, right + 4, middle))
    for away in range(12, int(_ABOVE + _HIGH), 12):
        top = high - 3 - away - height
        for shift, anchor in _SIDES:
            leader = Line(((x, top + height + 4), (x, high - 1)), "leader")
            yield Label(moved(lines, x + shift, top, anchor), leader)


def _dates(
    reports: Sequence[_Report], across: Scale, axis: float, width: float, speech: Speech
) -> list[Line | Words]:
    """As many dates as have room below the axis, both ends first; the year once if all are of
    one, and so the month."""
    when = {report.day: report.when for report in reports}
    days, short = list(when), in_one_year(when.values())
    first, *others = map(str, when.values())
    is_month = all(len(e) == len("2022-01-05") and e[:7] == first[:7] for e in (first, *others))
    main = [report.day for report in reports if report.mark.look == "written"]
    words = {
        day: speech.number(Decimal(date.fromordinal(day).day))
        if is_month and day != days[0]
        else speech.date(when[day], with_year=day == days[0] or not short)
        for day in dict.fromkeys((days[0], days[-1], *main, *days))
    }
    return [
        *(Line(((x, axis), (x, axis + 5)), "axis") for x in map(across.at, days)),
        *words_below(((across.at(day), text) for day, text in words.items()), axis, width),
    ]


KIND = Kind(FigureFields, plan, draw)
