"""``timeline``: what happened when, as a list in order of date.

An interval stands where it begins; the line is thick for as long as it runs. What is known to the
month or year alone stands behind that month's or year's days, and says so where these are there.
A gap is said where it is much longer than the others. ``strands`` name what facts belong to.

``flow``: who asked, decided, sent, left: steps in order of date, each with its actor. Up to four
actors have columns, with an arrow from each step to the next; on a phone and with more actors the
steps stand below each other, under the actor's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from statistics import median_low

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.edtf import CalendarDate, EdtfDate
from explainer.figures.drawing import SMALL, text_width
from explainer.figures.figure import (
    Chosen,
    Datum,
    Drawn,
    FigureFields,
    Kind,
    Misfit,
    Plan,
    Row,
    Speech,
)
from explainer.figures.misfits import misfit, only_dates
from explainer.figures.tables import values_table
from explainer.languages.numbers import number_word
from explainer.model.shared.fields import Filled
from explainer.model.values.value import DateValue, Value
from explainer.resolve.published.parts import Day, Step, Strand, ValueSpan

Place = tuple[int, int, int]

_NEVER: Place = (10_000, 0, 0)
_COLUMNS = ("first", "second", "third", "fourth")
_FROM = ("from-first", "from-second", "from-third", "from-fourth")
"""The looks of what stands in a column of its own, and of what follows on another."""
_COLUMNS_WIDTH = 360.0
"""What dates leave of the width from which on strands have columns, in CSS px."""
_LAST = CalendarDate(9999)
_LONG, _UNLIKE = 365, 4
"""A gap is said from so many days on, if it is so many times as long as the middle one."""
_ALMOST = 0.83
"""So much of a year has passed when it is "almost" over: ten months."""


class TimelineFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    strands: dict[Filled, list[Filled] | Filled] = field(default_factory=dict)
    """The facts of each strand, as in ``facts``, by its name."""


class FlowFields(FigureFields, forbid_unknown_fields=True, kw_only=True):
    actors: dict[Filled, list[Filled] | Filled]
    """The facts that tell what each actor did, by its id in people.yaml, places.yaml or
    glossary.yaml, or by its name."""


def plan(chosen: Chosen) -> Plan:
    order = ["", *chosen.fields.strands]
    facts = sorted(
        chosen.facts,
        key=lambda named: (*by_date(named.standpoint.value), order.index(named.group)),
    )
    misfits = (*only_dates(chosen.facts, "timeline"), *_empty_groups(chosen, "strands"))
    return Plan(tuple(Row(named.standpoint, group=named.group) for named in facts), misfits)


def plan_flow(chosen: Chosen) -> Plan:
    facts = sorted(chosen.facts, key=lambda named: by_date(named.standpoint.value))
    hint = "Name it under actors, with who did it."
    misfits = (
        *only_dates(chosen.facts, "flow"),
        *_empty_groups(chosen, "actors"),
        *(misfit(each, "has no actor", hint) for each in chosen.facts if not each.group),
    )
    return Plan(tuple(Row(named.standpoint, group=named.group) for named in facts), misfits)


def _empty_groups(chosen: Chosen, groups: str) -> Iterator[Misfit]:
    """Strands or actors that no fact is left for."""
    for name in getattr(chosen.fields, groups):
        if all(named.group != name for named in chosen.facts):
            hint = "Name a fact under it that is not named before, or delete it."
            yield Misfit(f'"{name}" has no facts of its own', hint, chosen.place_of(groups, name))


def place(part: CalendarDate | None) -> Place:
    """Where a date stands among others: a month behind its days, a year behind its months; before
    them it would read as their heading. None, an open end, is behind all."""
    return (part.year, part.month or 13, part.day or 32) if part else _NEVER


def by_date(value: Value | None) -> tuple[Place, bool, Place, str]:
    """The sort key of a value: an interval stands where it begins, what is not known at the end."""
    if not isinstance(value, DateValue):
        return _NEVER, False, _NEVER, ""
    when = value.date
    return place(when.start or when.end), when.is_interval, place(when.end), str(when)


def draw(fields: TimelineFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    words = _day_words(data, fields, speech)
    written = {datum.value: words.day(datum) for datum in data}
    values = list(written)
    gaps, looks, columns = _gaps(values, speech), [*_looks(values)], _columns(fields)
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


def draw_flow(fields: FlowFields, data: Sequence[Datum], speech: Speech) -> Drawn:
    words = _day_words(data, fields, speech)
    written = {datum.value: words.day(datum) for datum in data}
    actors = list(fields.actors)
    steps: list[Step] = []
    before = ""
    for (actor, value), rows in groupby(data, lambda datum: (datum.group, datum.value)):
        look = ""
        if len(actors) <= len(_COLUMNS):
            look = _COLUMNS[actors.index(actor)]
            look += f" {_FROM[actors.index(before)]}" if before else ""
        items, address = tuple(words.event(row) for row in rows), speech.entry_address(actor)
        strand = Strand(speech.entry_name(actor), items, address=address)
        steps.append(Step(day=written[value], strands=(strand,), look=look))
        before = actor
    return Drawn(measure=words.measure, steps=tuple(steps), table=values_table(data, speech))


class _DayWords(Struct, frozen=True):
    """How the dates of a figure are written. ``measure`` is a measure line: the ``year`` that all
    have and days leave out, if the editor's words do not say it."""

    speech: Speech
    year: int | None
    measure: str

    def day(self, datum: Datum) -> Day:
        if isinstance(datum.value, DateValue):
            return Day(self._write(datum.value), datum.span.iso)
        return Day(self.speech("date not known"))

    def event(self, datum: Datum) -> ValueSpan:
        """What happened: the fact's short label, with the state of its date and the dates that
        others give."""
        rivals = self.speech.others_say(datum, self._write)
        return replace(datum.span, text=datum.name, iso="", rivals=rivals)

    def _write(self, value: Value) -> str:
        if isinstance(value, DateValue) and _is_day(value) and _years([value]) == {self.year}:
            return self.speech.date(value.date, with_year=False)
        return self.speech.write_value(value)


def _day_words(data: Sequence[Datum], fields: FigureFields, speech: Speech) -> _DayWords:
    values = [datum.value for datum in data]
    years = _years(values)
    year = years.pop() if len(years) == 1 else None
    if year is None or not any(map(_is_day, values)):
        return _DayWords(speech, None, "")
    whole = CalendarDate(year)
    words = speech.date(EdtfDate(whole, whole))
    if fields.measure and words not in f"{fields.title} {fields.measure}":
        return _DayWords(speech, None, "")
    return _DayWords(speech, year, "" if words in fields.title else words)


def _years(values: Iterable[Value | None]) -> set[int | None]:
    """The years in which the dates begin and end; None for an open end."""
    dates = [value.date for value in values if isinstance(value, DateValue)]
    return {part.year if part else None for date in dates for part in (date.start, date.end)}


def _is_day(value: Value | None) -> bool:
    return isinstance(value, DateValue) and value.date.precision == "day"


def _columns(fields: TimelineFields) -> dict[str, str]:
    """The looks of strands that have columns: two or three, whose names have room above them."""
    names = list(fields.strands)
    room = _COLUMNS_WIDTH / max(len(names), 1)
    if 1 < len(names) <= 3 and all(text_width(name, SMALL) <= room for name in names):
        return dict(zip(names, _COLUMNS, strict=False))
    return {}


def _remark(value: Value | None, values: Sequence[Value | None], speech: Speech) -> str:
    """That a month's or year's place behind its days is no knowledge."""
    if not isinstance(value, DateValue) or value.date.is_interval or _is_day(value):
        return ""
    mine, known = by_date(value)[0], 1 if value.date.precision == "year" else 2
    others = (by_date(other)[0] for other in values)
    if not any(o[:known] == mine[:known] and o[known] < mine[known] for o in others):
        return ""
    return speech("month not known") if known == 1 else speech("day not known")


def _looks(values: Sequence[Value | None]) -> Iterator[str]:
    """How the line goes on below each step: ``running`` if an interval lasts until the next one or
    longer, ``ending`` if it ends before."""
    spans = [v.date for v in values if isinstance(v, DateValue) and v.date.is_interval]
    starts = [by_date(value)[0] for value in values]
    for start, following in pairwise([*starts, _NEVER]):
        ends = [place(span.end) for span in spans if span.start and place(span.start) <= start]
        last = max((end for end in ends if end > start), default=None)
        yield "" if last is None else "running" if last >= following else "ending"


def _gaps(values: Sequence[Value | None], speech: Speech) -> list[str]:
    """What is said of the time before each step: mostly nothing."""
    dates = [value.date for value in values if isinstance(value, DateValue)]
    said = [""] * len(values)
    if len(dates) < 3:
        return said
    starts = [when.start or when.end or _LAST for when in dates]
    least = max(_LONG, _UNLIKE * median_low(_days(*pair) for pair in pairwise(starts)))
    reached = dates[0].end or _LAST
    for at, (start, when) in enumerate(zip(starts, dates, strict=True)):
        if at and _days(reached, start) >= least:
            said[at] = _later(reached, start, speech)
        reached = max(reached, when.end or _LAST, key=place)
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


KIND = Kind(TimelineFields, plan, draw, drawn=False, groups="strands")
FLOW = Kind(FlowFields, plan_flow, draw_flow, drawn=False, groups="actors")
