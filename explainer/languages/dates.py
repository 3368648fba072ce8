"""Dates in words: "10 January 2022", "about 1992", "6–19 January 2022"; and CLDR's patterns for
them, with a language's order of year, month and day and its names of months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from gettext import NullTranslations
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.catalogues import load_catalogue
from explainer.languages.locales import locale_or_english

if TYPE_CHECKING:
    from babel.core import Locale

_NO_BREAK = "\u00a0"
_DASH = "–"

# CLDR puts these abbreviations of "year" after a date; in running text they are left out.
_YEAR_MARKS = {"ru": "г.", "be": "г.", "uk": "р."}

# An ordinal on the first day of a month, of which CLDR knows nothing.
_FIRST_DAYS = {"fr": "1er"}


@lru_cache(maxsize=4096)  # a site says the same few days over and over
def format_date(
    date: EdtfDate,
    language: str,
    with_year: bool = True,
    catalogue: NullTranslations | None = None,
) -> str:
    """The date as the language writes it in running text; English without a region is British.

    Without its year, it must be a day or an interval between two days of one year.
    The spaces inside one date, and the one before a dash, are no-break spaces (U+00A0);
    after the spaced dash between two dates, and after "about", the line may break.
    ``catalogue`` has the words, if a site has its own.
    """
    patterns = date_patterns(language)
    if not with_year:
        patterns = replace(patterns, day=patterns.month_day)
    return _Writer(patterns, catalogue or load_catalogue(language)).write(date)


class _Writer(Struct, frozen=True):
    patterns: DatePatterns
    words: NullTranslations

    def write(self, date: EdtfDate) -> str:
        start, end = date.start, date.end
        if start and end:
            if (start.approximate, start.uncertain) == (end.approximate, end.uncertain):
                return self._qualified(start, end)
            return _between(self._qualified(start, start), self._qualified(end, end))
        part = start or end
        assert part is not None, "an interval is never open at both ends"
        word = ("since" if start else "until") + (" about" if part.approximate else "")
        text = self._after(word, part.precision, self._span(part, part, True))
        return self._after("possibly", "", text) if part.uncertain else text

    def _qualified(self, start: CalendarDate, end: CalendarDate) -> str:
        """The span from ``start`` to ``end``, which have the same qualifiers, after their words."""
        text = self._span(start, end, start.approximate)
        if start.approximate:
            context = "years" if start.precision == "year" and start != end else start.precision
            text = self._after("about", context, text)
        return self._after("possibly", "", text) if start.uncertain else text

    def _after(self, word: str, context: str, text: str) -> str:
        """``text`` after a word. Contexts "year" and "years" serve languages that add such a noun,
        "day" those that have an article before a day."""
        template = f"{word} {{date}}"
        if context in ("day", "year", "years"):
            return self.words.pgettext(context, template).replace("{date}", text)
        return self.words.gettext(template).replace("{date}", text)

    def _span(self, start: CalendarDate, end: CalendarDate, governed: bool) -> str:
        """The span from ``start`` to ``end``; what they share is written once. ``governed``: it
        follows a word that takes the case of months within a date."""
        patterns = self.patterns
        by_precision = {"day": patterns.day, "month": patterns.month, "year": patterns.year}
        first, last = by_precision[start.precision], by_precision[end.precision]
        same_year = start.year == end.year
        is_one = {"day": same_year and start.month == end.month, "month": same_year, "year": True}
        if start.precision == end.precision and is_one[start.precision]:
            return patterns.fill(first, (start, end), governed)
        if same_year and start.precision == end.precision == "day":
            if next(field for field in first if isinstance(field, DateField)).kind == "y":
                last = patterns.month_day
            else:
                first = patterns.month_day
        return _between(
            patterns.fill(first, (start,), governed), patterns.fill(last, (end,), governed)
        )


def _between(first: str, last: str) -> str:
    return f"{first}{_NO_BREAK}{_DASH} {last}"


class DateField(Struct, frozen=True):
    """A field of a CLDR pattern; ``M`` is the month within a date, ``L`` the month alone (in
    Russian января and январь). ``width`` is the least number of digits, 0 for a month's name;
    ``sign`` is the full stop of a day that is an ordinal: in German 1.–5. Januar."""

    kind: str
    width: int
    sign: str = ""


DatePattern = tuple[str | DateField, ...]


class DatePatterns(Struct, frozen=True, kw_only=True):
    """``day`` is year, month and day; ``month`` is year and month; ``month_day`` has no year."""

    day: DatePattern
    month: DatePattern
    year: DatePattern
    month_day: DatePattern
    months_in_date: tuple[str, ...]
    months_alone: tuple[str, ...]
    first_day: str
    before_era: str
    """A pattern for a year before the common era: "{} BCE"."""

    def fill(self, pattern: DatePattern, ends: Sequence[CalendarDate], governed: bool) -> str:
        """The pattern with the value of each field, or both if the ends differ in it: "6–19"."""
        texts = (
            field
            if isinstance(field, str)
            else _DASH.join(dict.fromkeys(self._value(field, part, governed) for part in ends))
            for field in pattern
        )
        return "".join(texts).strip(_NO_BREAK)

    def _value(self, field: DateField, part: CalendarDate, governed: bool) -> str:
        if field.kind == "y":
            return str(part.year) if part.year > 0 else self.before_era.format(-part.year)
        if field.kind == "d":
            day = str(part.day).zfill(field.width) + field.sign
            return (self.first_day if part.day == 1 else "") or day
        month = part.month or 1
        if field.width:
            return str(month).zfill(field.width)
        alone = field.kind == "L" and not governed
        return (self.months_alone if alone else self.months_in_date)[month - 1]


@lru_cache(maxsize=64)
def date_patterns(language: str) -> DatePatterns:
    """CLDR's patterns for the language, with no-break spaces."""
    locale = locale_or_english(language)
    skeletons = locale.datetime_skeletons
    return DatePatterns(
        day=_read_pattern(locale.date_formats["long"].pattern, locale),
        month=_read_pattern(skeletons["yMMMM"].pattern, locale),
        year=_read_pattern(skeletons["y"].pattern, locale),
        month_day=_read_pattern(skeletons["MMMMd"].pattern, locale),
        months_in_date=_in_order(locale.months["format"]["wide"]),
        months_alone=_in_order(locale.months["stand-alone"]["wide"]),
        first_day=_FIRST_DAYS.get(locale.language, ""),
        before_era=_before_era(locale),
    )


def _before_era(locale: Locale) -> str:
    """CLDR's, but in English, where CLDR prefers BC."""
    if locale.language == "en":
        return f"{{}}{_NO_BREAK}BCE"
    pattern = locale.datetime_skeletons["Gy"].pattern.replace("'", "")
    before, _, after = pattern.partition("y")
    era = locale.eras["abbreviated"][0]
    words = before.replace("G", era) + "{}" + (after.replace("G", era) if "G" in after else "")
    return "".join(_NO_BREAK if c.isspace() else c for c in words)


def _read_pattern(pattern: str, locale: Locale) -> DatePattern:
    from babel.dates import tokenize_pattern

    fields: list[str | DateField] = []
    for kind, value in tokenize_pattern(pattern):
        if kind == "chars":
            text = "".join(_NO_BREAK if c.isspace() else c for c in str(value))
            # The era, which is left out, was between two literals.
            last = fields[-1] if fields else ""
            text = text.lstrip() if isinstance(last, str) else text
            if text[:1] == "." and isinstance(last, DateField) and last.kind == "d":
                fields[-1], text = replace(last, sign="."), text[1:]
            fields.append(text)
        elif value[0] in ("y", "M", "L", "d"):
            width = int(value[1])
            fields.append(DateField(value[0], 0 if value[0] in "ML" and width > 2 else width))
    mark = _YEAR_MARKS.get(locale.language, "")
    if mark and isinstance(fields[-1], str):
        fields[-1] = fields[-1].removesuffix(mark).rstrip()
    return tuple(field for field in fields if field)


def _in_order(months: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(months[number] for number in range(1, 13))
