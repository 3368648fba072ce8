"""What timelines and flows share: dates in their order, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import CalendarDate, EdtfDate
from explainer.figures.figure import Chosen, Datum, FigureFields, Misfit, Speech
from explainer.model.values.value import DateValue, Value
from explainer.resolve.published.parts import Day, ValueSpan

Place = tuple[int, int, int]
NEVER: Place = (10_000, 0, 0)

COLUMNS = ("first", "second", "third", "fourth")
"""The looks of what stands in a column of its own."""


def place(part: CalendarDate | None) -> Place:
    """Where a date stands among others: a month behind its days, a year behind its months; before
    them it would read as their heading. None, an open end, is behind all."""
    return (part.year, part.month or 13, part.day or 32) if part else NEVER


def by_date(value: Value | None) -> tuple[Place, bool, Place, str]:
    """The sort key of a value: an interval stands where it begins, what is not known at the end."""
    if not isinstance(value, DateValue):
        return NEVER, False, NEVER, ""
    when = value.date
    return place(when.start or when.end), when.is_interval, place(when.end), str(when)


class DayWords(Struct, frozen=True):
    """How the dates of a figure are written. ``measure`` is a measure line: the ``year`` that all
    have and days leave out, if the editor's words do not say it."""

    speech: Speech
    year: int | None
    measure: str

    def day(self, datum: Datum) -> Day:
        if isinstance(datum.value, DateValue):
            return Day(self._write(datum.value), datum.span.iso)
        return Day(self.speech.catalogue.gettext("date not known"))

    def event(self, datum: Datum) -> ValueSpan:
        """What happened: the fact's short label, with the state of its date and the dates that
        others give."""
        rivals = self.speech.others_say(datum, self._write)
        return replace(datum.span, text=datum.short or datum.label, iso="", rivals=rivals)

    def _write(self, value: Value) -> str:
        if isinstance(value, DateValue) and _is_day(value) and _years([value]) == {self.year}:
            return self.speech.date(value.date, with_year=False)
        return self.speech.write_value(value)


def day_words(data: Sequence[Datum], fields: FigureFields, speech: Speech) -> DayWords:
    values = [datum.value for datum in data]
    years = _years(values)
    year = years.pop() if len(years) == 1 else None
    if year is None or not any(_is_day(value) for value in values):
        return DayWords(speech, None, "")
    whole = CalendarDate(year)
    words = speech.date(EdtfDate(whole, whole))
    if fields.measure and words not in f"{fields.title} {fields.measure}":
        return DayWords(speech, None, "")
    return DayWords(speech, year, "" if words in fields.title else words)


def _years(values: Sequence[Value | None]) -> set[int | None]:
    """The years in which the dates begin and end; None for an open end."""
    dates = [value.date for value in values if isinstance(value, DateValue)]
    return {part.year if part else None for date in dates for part in (date.start, date.end)}


def _is_day(value: Value | None) -> bool:
    return isinstance(value, DateValue) and value.date.precision == "day"


def in_one_year(dates: Iterable[EdtfDate]) -> bool:
    """Whether all are days, or between two days, of one year, which needs to be said once."""
    ends = [end for each in dates for end in (each.start, each.end)]
    return all(end and end.day for end in ends) and len({end and end.year for end in ends}) == 1


def empty_groups(chosen: Chosen) -> Iterator[Misfit]:
    """Strands or actors that no fact is left for."""
    field = chosen.fields.groups
    for name in getattr(chosen.fields, field):
        if all(named.group != name for named in chosen.facts):
            hint = "Name a fact under it that is not named before, or delete it."
            message = f'"{name}" has no facts of its own'
            yield Misfit(message, hint, chosen.place_of(field, name))
