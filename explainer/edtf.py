"""Dates as precise as they are known, in the part of EDTF (ISO 8601-2:2019) that sources need.

These are levels 0 and 1 without seasons, times, unspecified digits and years of five digits:
``2022-01-05``, ``2022-01``, ``2022`` and ``-0043`` for 44 BCE, each with ``~`` (approximate), ``?``
(uncertain) or ``%`` (both), and intervals ``a/b``, one end of which may be open (``..``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from explainer.diagnostics import shortened

Precision = Literal["day", "month", "year"]

_OPEN = ".."
_LONGEST = 40
_WHAT_TO_WRITE = 'Write year-month-day: "2022-01-05", "2022-01" or "2022".'
_PART = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
_END = r"(?:[0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?|\.\.)"
_SHAPE = re.compile(rf"{_END}/{_END}|(?![0-9]{{4}}\Z|\.\.){_END}")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS = {
    name[:length]: number for number, name in enumerate(_MONTH_NAMES, 1) for length in (3, None)
} | {"Sept": 9}
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_OTHER_FORMS = [
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})[-‐‑–—−/. ](?P<month>[0-9]{1,2})(?:[-‐‑–—−/. ](?P<day>[0-9]{1,2}))?",
        r"(?P<day>[0-9]{1,2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})",
        rf"(?:{_DAY}\s+)?(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>[0-9]{{4}})",
        rf"(?P<month>[A-Za-z]+)\.?\s+{_DAY},?\s+(?P<year>[0-9]{{4}})",
        rf"(?P<year>[0-9]{{4}}),?\s+(?P<month>[A-Za-z]+)\.?(?:\s+{_DAY})?",
        r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})(?P<day>)",
    )
]


class EdtfError(ValueError):
    """What is wrong with a date: ``message``, the ``offset`` of the wrong part, and a ``hint``."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class CalendarDate(Struct, frozen=True):
    """A day, a month or a year of the Gregorian calendar, and how well it is known. ``year`` is -44
    for 44 BCE; there is no year 0."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso_year(self) -> int:
        return self.year + (self.year < 0)

    @property
    def first_day(self) -> date:
        """Its first day; before the common era, the first day that Python can name."""
        return date(self.year, self.month or 1, self.day or 1) if self.year > 0 else date.min

    @property
    def last_day(self) -> date:
        if self.year < 0:
            return date.min
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        qualifiers = {(True, True): "%", (True, False): "~", (False, True): "?"}
        qualifier = qualifiers.get((self.approximate, self.uncertain), "")
        return f"{self.iso_year:0{5 if self.iso_year < 0 else 4}}{month}{day}{qualifier}"


class EdtfDate(Struct, frozen=True):
    """A date or an interval. A single date has ``start == end``. An open end of an interval is
    None; at most one end is open."""

    start: CalendarDate | None
    end: CalendarDate | None
    is_interval: bool = False

    @property
    def first_day(self) -> date | None:
        """The earliest day it can mean; None if the start is open."""
        return self.start.first_day if self.start else None

    @property
    def last_day(self) -> date | None:
        """The latest day it can mean; None if the end is open."""
        return self.end.last_day if self.end else None

    @property
    def precision(self) -> Precision:
        """The precision of its less precise end."""
        return max((part.precision for part in self._ends), key=("day", "month", "year").index)

    @property
    def approximate(self) -> bool:
        return any(part.approximate for part in self._ends)

    @property
    def uncertain(self) -> bool:
        return any(part.uncertain for part in self._ends)

    @property
    def _ends(self) -> list[CalendarDate]:
        return [part for part in (self.start, self.end) if part]

    @property
    def sort_key(self) -> tuple[date, date]:
        """A key by which newer dates are greater.

        An imprecise date counts by its first day, so that "2022" is not newer than "2022-06-01".
        An interval counts by its end; one with an open end is the newest.
        """
        end = self.end.first_day if self.end else date.max
        return end, self.first_day or date.min

    def __str__(self) -> str:
        if not self.is_interval:
            return str(self.start)
        return f"{self.start or _OPEN}/{self.end or _OPEN}"


def parse_edtf(text: str) -> EdtfDate:
    """The date or interval in ``text``. Raises ``EdtfError`` if it is invalid or does not exist."""
    if text.count("/") != 1 or suggest_edtf(text):
        part = _parse_part(text, 0)
        return EdtfDate(part, part)
    first, last = text.split("/")
    after = len(first) + 1
    start = None if first == _OPEN else _parse_part(first, 0, of_interval=True)
    end = None if last == _OPEN else _parse_part(last, after, of_interval=True)
    if start is None and end is None:
        raise EdtfError("an interval that is open at both ends says nothing", 0)
    if start and end and end.last_day < start.first_day:
        message = f"the interval ends ({end}) before it begins ({start})"
        raise EdtfError(message, after, f'Did you mean "{end}/{start}"?')
    return EdtfDate(start, end, is_interval=True)


def looks_like_edtf(text: str) -> bool:
    """Whether ``text`` has the form of a date. A bare year does not count: it may be a number."""
    return _SHAPE.fullmatch(text) is not None


def suggest_edtf(text: str) -> str | None:
    """The EDTF for a date written in another common way; None if it is unknown, ambiguous
    (05/01/2022), or already EDTF."""
    text, written = text.strip(" “”„«»‘’"), text
    if (text == written and looks_like_edtf(text)) or len(text) > _LONGEST:
        return None
    for form in _OTHER_FORMS:
        if match := form.fullmatch(text):
            year, month, day = match.group("year", "month", "day")
            # With full stops the day is first everywhere; with slashes Britain and America differ.
            is_ambiguous = match.groupdict().get("sign", ".") != "." and int(day) <= 12
            return None if is_ambiguous and day != month else _edtf_or_none(year, month, day)
    return None


def from_date_parts(
    start: Sequence[int], end: Sequence[int] = (), *, circa: bool = False
) -> EdtfDate:
    """The date of CSL 1.0.2's ``date-parts``: (year), (year, month) or (year, month, day), with a
    second such sequence for a range. Raises ``EdtfError`` for one that does not exist."""
    first = _from_numbers(start, circa)
    if not end:
        return EdtfDate(first, first)
    last = _from_numbers(end, circa)
    if last.last_day < first.first_day:
        raise EdtfError(f"the date range ends ({last}) before it begins ({first})")
    return EdtfDate(first, last, is_interval=True)


def _from_numbers(parts: Sequence[int], circa: bool) -> CalendarDate:
    if not 1 <= len(parts) <= 3:
        raise EdtfError("date-parts holds a year, a month and a day, the last two if known")
    if not -9999 <= parts[0] <= 9999 or any(not 0 < part < 100 for part in parts[1:]):
        raise EdtfError("-".join(str(part)[:20] for part in parts) + " is no date")
    year, month, day = (*parts, None, None)[:3]
    return _on_calendar(CalendarDate(year or 0, month, day, approximate=circa), 0)


def _parse_part(text: str, offset: int, *, of_interval: bool = False) -> CalendarDate:
    match = _PART.fullmatch(text)
    if match is None:
        raise EdtfError(*_why_no_date(text, offset, of_interval))
    year, month, day, qualifier = match.groups()
    part = CalendarDate(
        int(year) - (int(year) < 0),
        int(month) if month else None,
        int(day) if day else None,
        approximate=qualifier in ("~", "%"),
        uncertain=qualifier in ("?", "%"),
    )
    return _on_calendar(part, offset)


def _on_calendar(part: CalendarDate, offset: int) -> CalendarDate:
    if part.year == 0:
        raise EdtfError("there is no year 0000", offset, "The first year is 0001.")
    if part.month is None:
        return part
    if not 1 <= part.month <= 12:
        hint = "Months are 01 to 12; the order is year-month-day."
        if 21 <= part.month <= 24:
            hint = "Seasons are not supported: write the months as an interval, 2022-03/2022-05."
        raise EdtfError(f"there is no month {part.month:02}", offset + 5, hint)
    if part.day is None:
        return part
    days = monthrange(part.iso_year, part.month)[1]
    if not 1 <= part.day <= days:
        month = f"{_MONTH_NAMES[part.month - 1]} {part.year}"
        raise EdtfError(f"{month} has {days} days, not {part.day}", offset + 8)
    return part


def _why_no_date(text: str, offset: int, of_interval: bool) -> tuple[str, int, str]:
    if of_interval and not text:
        return "an end of the interval is missing", offset, 'Write ".." for an open end.'
    suggestion = suggest_edtf(text)
    if not suggestion and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].+", text):
        return "a date has no time of day", offset + 10, f'Write "{text[:10]}".'
    if match := re.fullmatch(r"([0-9]{2})[Xx]{2}|([0-9]{3})(?:[Xx]|0s)", text):
        known = match[1] or match[2]
        suggestion = f"{known:0<4}/{known:9<4}"
    elif re.fullmatch(r"[0-9]{4}\s*[-–—]\s*[0-9]{4}", text):
        suggestion = f"{text[:4]}/{text[-4:]}"
    if suggestion:
        return f'"{shortened(text)}" is not written as a date', offset, f'Write "{suggestion}".'
    return f'"{shortened(text)}" is not a date', offset, _WHAT_TO_WRITE


def _edtf_or_none(year: str, month: str, day: str | None) -> str | None:
    """The EDTF for a date in digits, or with an English month in full or abbreviated."""
    number = month if month.isdigit() else _MONTH_NUMBERS.get(month.title(), 0)
    text = f"{year}-{number:0>2}" + (f"-{day:0>2}" if day else "")
    try:
        return str(parse_edtf(text))
    except EdtfError:
        return None
