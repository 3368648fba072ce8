"""``timeline``: what happened when, as a list in order of date.

An interval stands where it begins; the line is thick for as long as it runs. What is known to the
month or year alone stands behind that month's or year's days, and says so where these are there.
A gap is said where it is much longer than the others. ``strands`` name what facts belong to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from statistics import median_low

from msgspec import field

from explainer.edtf import CalendarDate
from explainer.figures.days import (
    COLUMNS,
    NEVER,
    Place,
    by_date,
    day_words,
    empty_groups,
    place,
)
from explainer.figures.drawing import SMALL
from explainer.figures.figure import Chosen, Datum, Drawn, FigureFields, Kind, Plan, Row, Speech
from explainer.figures.letters import text_width
from explainer.figures.misfits import only_dates
from explainer.figures.table import values_table
from explainer.languages.numbers import number_word
from explainer.model.shared.fields import Filled
from explainer.model.values.value import DateValue, Value
from explainer.resolve.published.parts import Step, Strand

_COLUMNS_WIDTH = 360.0
"""What dates leave of the width from which on strands have columns, in CSS px."""
_LAST = CalendarDate(9999)
_LONG, _UNLIKE = 365, 4
"""A gap is said from so many days on, if it is so many times as long as the middle one."""

_ALMOST = 0.83
"""So much of a year has passed when it is "almost" over: ten months."""


class TimelineFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    groups = "strands"
    strands: dict[Filled, list[Filled] | Filled] = field(default_factory=dict)
    """The facts of each strand, as in ``facts``, by its name."""


def plan(chosen: Chosen) -> Plan:
    order = ["", *chosen.fields.strands]
    facts = sorted(
        chosen.facts,
        key=lambda named: (*by_date(named.standpoint.value), order.index(named.group)),
    )
    misfits = (*only_dates(chosen.facts, "timeline"), *empty_groups(chosen))
    return Plan(tuple(Row(named.standpoint, group=named.group) for named in facts), misfits)


def draw(fields: TimelineFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    words = day_words(data, fields, speech)
    written = {datum.value: words.day(datum) for datum in data}
    values = list(written)
    gaps, looks, columns = _gaps(values, speech), _looks(values), _columns(fields)
    steps: list[Step] = []
    for at, (value, same) in enumerate(groupby(data, lambda datum: datum.value)):
        strands = [
            Strand(name, tuple(words.event(row) for row in rows), columns.get(name, ""))
            for name, rows in groupby(same, lambda datum: datum.group)
        ]
        if not steps:
            begun = {strand.name for strand in strands}
            strands += [Strand(name, (), columns[name]) for name in columns if name not in begun]
        steps.append(
            Step(
                day=written[value],
                strands=tuple(strands),
                remark=_remark(value, values, speech),
                gap=gaps[at],
                look=looks[at],
            )
        )
    return Drawn(measure=words.measure, steps=tuple(steps), table=values_table(data, speech))


def _columns(fields: TimelineFields) -> dict[str, str]:
    """The looks of strands that have columns: two or three, whose names have room above them."""
    names = list(fields.strands)
    room = _COLUMNS_WIDTH / max(len(names), 1)
    if 1 < len(names) <= 3 and all(text_width(name, SMALL) <= room for name in names):
        return dict(zip(names, COLUMNS, strict=False))
    return {}


def _remark(value: Value | None, values: Sequence[Value | None], speech: Speech) -> str:
    """That a month's or year's place behind its days is no knowledge."""
    if not isinstance(value, DateValue) or value.date.is_interval or value.date.precision == "day":
        return ""
    mine, known = by_date(value)[0], 1 if value.date.precision == "year" else 2
    others = (by_date(other)[0] for other in values)
    if not any(o[:known] == mine[:known] and o[known] < mine[known] for o in others):
        return ""
    gettext = speech.catalogue.gettext
    return gettext("month not known") if known == 1 else gettext("day not known")


def _looks(values: Sequence[Value | None]) -> list[str]:
    """How the line goes on below each step: ``running`` if an interval lasts until the next one or
    longer, ``ending`` if it ends before."""
    spans = [v.date for v in values if isinstance(v, DateValue) and v.date.is_interval]
    starts: list[Place] = [by_date(value)[0] for value in values]
    looks = []
    for at, start in enumerate(starts):
        following = starts[at + 1] if at + 1 < len(starts) else NEVER
        ends = [place(span.end) for span in spans if span.start and place(span.start) <= start]
        last = max((end for end in ends if end > start), default=None)
        looks.append("" if last is None else "running" if last >= following else "ending")
    return looks


def _gaps(values: Sequence[Value | None], speech: Speech) -> list[str]:
    """What is said of the time before each step: mostly nothing."""
    dates = [value.date for value in values if isinstance(value, DateValue)]
    said = [""] * len(values)
    if len(dates) < 3:
        return said
    starts = [when.start or when.end or _LAST for when in dates]
    steps = [_days(*pair) for pair in pairwise(starts)]
    least = max(_LONG, _UNLIKE * median_low(steps))
    reached = dates[0].end or _LAST
    for at in range(1, len(dates)):
        if _days(reached, starts[at]) >= least:
            said[at] = _later(reached, starts[at], speech)
        reached = max(reached, dates[at].end or _LAST, key=place)
    return said


def _days(first: CalendarDate, last: CalendarDate) -> int:
    """About how many there are between the middles of two dates."""
    years, months = _year(last) - _year(first), (last.month or 6) - (first.month or 6)
    return years * 365 + months * 30 + (last.day or 15) - (first.day or 15)


def _year(part: CalendarDate) -> int:
    return part.year if part.year > 0 else part.year + 1


def _later(first: CalendarDate, last: CalendarDate, speech: Speech) -> str:
    """ "Two years later", "almost" or "more than", as exactly as both dates are known."""
    ngettext = speech.catalogue.ngettext
    pairs = [(a, b) for a, b in ((first.month, last.month), (first.day, last.day)) if a and b]
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    years = _year(last) - _year(first) - (after < before)
    if before == after:
        said = ngettext("%(count)s year later", "%(count)s years later", years)
    elif _days(first, last) > (years + _ALMOST) * 365:
        years += 1
        said = ngettext("almost %(count)s year later", "almost %(count)s years later", years)
    else:
        said = ngettext("more than %(count)s year later", "more than %(count)s years later", years)
    word = number_word(years, speech.language, with_noun=True) or speech.number(Decimal(years))
    said = said % {"count": word}
    return said[:1].upper() + said[1:]


KIND = Kind(TimelineFields, plan, draw, drawn=False)
