"""``membership``: who was in from when to when, a row for each member on one axis of time.

Facts with the same short label share a row. A bar is solid while somebody was surely in, and hollow
over the days among which one known to the year, or about so, may be. It is pointed where it has no
end yet, or a beginning that is not known. A thin bar below is what others say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import CalendarDate, EdtfDate
from explainer.figures.axes import TIP, TimeAxis, date_labels, room_for_bars, span, time_axis
from explainer.figures.drawing import (
    LINE,
    SMALL,
    Drawing,
    Line,
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
    Misfit,
    Named,
    Plan,
    Row,
    Speech,
)
from explainer.figures.misfits import misfit, only_dates
from explainer.model.values.value import DateValue, Value
from explainer.resolve.published.parts import Cell, Table, ValueSpan

_MOST = 40
_BAR, _THIN, _BETWEEN, _GAP = 14.0, 5.0, 10.0, 8.0
_WIDEST_NAME = 190.0
_SHORTEST = 0.4
"""The least share of the room that the axis may have beside names and dates."""
_YEARS_ALONE = 5 * 365
"""On an axis of so many days, labels say years."""
_TWO_AXES = 12
"""With more rows, dates stand above them too."""


class MembershipFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    order: Literal["written", "start", "end"] = "written"
    """written: as facts name them. start: who came first. end: who left first."""


class _Member(Struct, frozen=True, kw_only=True):
    """A row: ``words`` say its spans as far as the axis shows them, ``beside`` their state and what
    others say."""

    name: str
    spans: tuple[EdtfDate, ...]
    rivals: tuple[EdtfDate, ...]
    words: str
    beside: str
    is_in: bool
    first: float
    """The ordinal of the first day; ``last`` is that of the day after the last."""
    last: float


def plan(chosen: Chosen) -> Plan:
    misfits = list(only_dates(chosen.facts, "membership"))
    members: dict[str, list[Named]] = {}
    for named in chosen.facts:
        fact = named.standpoint.fact
        members.setdefault(fact.short or fact.label, []).append(named)
    if len(members) > _MOST:
        message = f"these are {len(members)} members, and a membership has room for {_MOST}"
        misfits.append(Misfit(message, "Draw the most important, or all in a table."))
    rows = [sorted(facts, key=lambda each: _ends(each)[0]) for facts in members.values()]
    misfits += [found for facts in rows for found in _overlaps(facts)]
    if chosen.fields.order == "start":
        rows.sort(key=lambda facts: _ends(facts[0])[0])
    elif chosen.fields.order == "end":
        rows.sort(key=lambda facts: (max(_ends(n)[1] for n in facts), _ends(facts[0])[0]))
    return Plan(tuple(Row(each.standpoint) for facts in rows for each in facts), tuple(misfits))


def _overlaps(facts: Sequence[Named]) -> Iterator[Misfit]:
    """Spans of a row that surely begin before one that began earlier has ended."""
    for earlier, named in combinations(facts, 2):
        match _dates(earlier.standpoint.value, named.standpoint.value):
            case (before, after):
                ended = before.end.first_day if before.end else date.max
                begun = after.start.last_day if after.start else date.min
                if begun < ended:
                    one = earlier.standpoint.fact
                    words = f'overlaps "{one.id}", both of "{one.short or one.label}"'
                    hint = "Mend a date, or give them short labels that differ."
                    yield misfit(named, words, hint)


def _ends(named: Named) -> tuple[date, date]:
    """Its first and last day, for sorting."""
    for when in _dates(named.standpoint.value):
        return when.first_day or date.min, when.last_day or date.max
    return date.max, date.max


def draw(fields: MembershipFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    rows: dict[str, list[Datum]] = {}
    for datum in data:
        rows.setdefault(datum.name, []).append(datum)
    spans = [when for datum in data for when in _dates(datum.value, *datum.rivals)]
    axis = time_axis(spans, speech.today)
    members = [_member(name, row, axis, speech) for name, row in rows.items()]
    wide, narrow = (_draw(members, axis, width, speech) for width in (WIDE, NARROW))
    unsure = any("unsure" in shape.look for shape in (*wide.shapes, *narrow.shapes))
    told = (" ".join(filter(None, (m.name, m.words, m.beside))) for m in members)
    return Drawn(
        wide=wide,
        narrow=narrow,
        described=speech("From when to when: %(values)s.", values=speech.joined(";", *told)),
        table=_table(data, speech),
        key=(("unsure", speech("joined or left on a day in this time")),) if unsure else (),
    )


def _dates(*values: Value | None) -> tuple[EdtfDate, ...]:
    return tuple(value.date for value in values if isinstance(value, DateValue))


def _member(name: str, row: Sequence[Datum], axis: TimeAxis, speech: Speech) -> _Member:
    spans = _dates(*(datum.value for datum in row))
    rivals = _dates(*(value for datum in row for value in datum.rivals))
    begins = [when.first_day.toordinal() for when in spans if when.first_day]
    alike = set(map(_years, spans)) & set(map(_years, rivals))
    by_year = not alike and axis.high - axis.low >= _YEARS_ALONE

    def write(when: EdtfDate) -> str:
        return speech.date(_years(when) if by_year else when)

    def write_rival(value: Value) -> str:
        return write(value.date) if isinstance(value, DateValue) else speech.write_value(value)

    return _Member(
        name=name,
        spans=spans,
        rivals=rivals,
        words=speech.joined(",", *map(write, spans)) or row[0].span.text,
        beside=speech.joined(";", *(speech.beside(datum, write_rival) for datum in row)),
        is_in=any(_is_in(when, speech.today) for when in spans),
        first=min(begins, default=axis.low),
        last=max(map(axis.last, spans), default=axis.low),
    )


def _is_in(when: EdtfDate, today: date) -> bool:
    began = when.first_day is None or when.first_day <= today
    return began and (when.end is None or when.end.first_day >= today)


def _years(when: EdtfDate) -> EdtfDate:
    def year(part: CalendarDate | None) -> CalendarDate | None:
        return replace(part, month=None, day=None) if part else None

    return replace(when, start=year(when.start), end=year(when.end))


def _table(data: Sequence[Datum], speech: Speech) -> Table:
    """Both dates of each; its state stands at either, what else there is to say at the second. On a
    phone dates may break at their spaces."""

    def cell(span: ValueSpan, part: CalendarDate | None, otherwise: str) -> Cell:
        text = speech.date(EdtfDate(part, part)).replace("\u00a0", " ") if part else otherwise
        return Cell(value=replace(span, text=text, iso=""))

    rows = []
    for datum in data:
        cells, last = (Cell(value=datum.span), Cell()), datum.span
        for when in _dates(datum.value):
            first = replace(last, speaker="", overdue=None)
            still = speech("still in") if _is_in(when, speech.today) else ""
            cells = cell(first, when.start, speech("not known")), cell(last, when.end, still)
        rows.append((Cell(datum.name), *cells))
    return Table((speech("Member"), speech("From"), speech("To")), tuple(rows))


def _draw(members: Sequence[_Member], unit: TimeAxis, width: float, speech: Speech) -> Drawing:
    """Names beside the bars and dates behind them if there is room, else above them."""

    def written(widest_name: float) -> list[list[Words]]:
        """The names, bold for those who are in."""
        looks = ["strong" if member.is_in else "" for member in members]
        rows = zip(members, looks, strict=True)
        return [paragraph(member.name, widest_name, look=look) for member, look in rows]

    before = TIP if any(w.start is None for m in members for w in m.spans + m.rivals) else 0.0
    names = written(_WIDEST_NAME)
    edge = max(map(widest, names))
    left = edge + _GAP + before
    rows = ((unit.at(each.last), _GAP + text_width(each.words, SMALL)) for each in members)
    length = room_for_bars(width - left - TIP, rows)
    if width < WIDE or length < (width - left) * _SHORTEST:
        edge, left, length, names = 0.0, before, width - before - TIP, written(width)
    axis = replace(unit, start=left, end=left + length)
    ticks = date_labels(axis, width, speech)
    shapes: list[Shape] = []
    bands: list[tuple[float, float]] = []
    y = top = LINE + 4 if len(members) > _TWO_AXES and ticks else 0.0
    for member, lines in zip(members, names, strict=True):
        row, middle, bottom = _row(member, lines, y, axis, width, edge)
        shapes += row
        if member.spans:
            bands.append((middle - _BAR / 2 - 3, middle + _BAR / 2 + 3))
        y = bottom + _BETWEEN
    bands = [(top, y - 4)] if edge else bands
    grid = [Line(((x, a), (x, b)), "grid") for a, b in bands for x, _ in ticks]
    for base in (top - 8, y + 10) if top else (y + 10,):
        shapes += [replace(words, y=base) for _, words in ticks]
    return Drawing(width, y + LINE - 4 if ticks else y - _BETWEEN, (*grid, *shapes))


def _row(
    member: _Member, lines: Sequence[Words], y: float, axis: TimeAxis, width: float, edge: float
) -> tuple[list[Shape], float, float]:
    """The row from ``y`` on, the middle of its bars, and where it ends. Names end at ``edge``, or
    stand above if that is 0."""
    soft, bottom = "" if member.spans else "soft", y + LINE * len(lines)
    shapes: list[Shape] = [*moved(lines, edge, y + 2, "end" if edge else "start")]
    if edge:
        after = axis.at(member.last) + (_GAP + TIP if member.spans else 0)
        shapes.append(Words(after, y + 14, member.words, SMALL, look=soft))
        y += LINE
    else:
        below = paragraph(member.words, width, SMALL, soft)
        if lines[-1].box[2] + _GAP + text_width(member.words, SMALL) <= width:
            shapes.append(Words(width, bottom - 4, member.words, SMALL, "end", soft))
            below = []
        shapes += moved(below, 0, bottom + 2)
        y = bottom + LINE * len(below) + (_BAR + 4 if member.spans else 0)
    middle = y - 2 - _BAR / 2
    for when in member.spans:
        look = "bar" if member.is_in else "bar former"
        shapes += span(when, axis, middle, _BAR, look)
    for when in member.rivals:
        shapes += span(when, axis, y + 3, _THIN, "rival")
        y += _THIN + 3
    beside = paragraph(member.beside, width - axis.start, SMALL, "soft")
    longest = widest(beside) if beside else 0.0
    at = max(axis.start, min(axis.at(member.first), width - longest))
    shapes += moved(beside, at, y + 1)
    return shapes, middle, max(y + LINE * len(beside), bottom)


KIND = Kind(MembershipFields, plan, draw)
