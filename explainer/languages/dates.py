"""Dates in words: "10 January 2022", "about 1992", "6–19 January 2022"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.edtf import CalendarDate, EdtfDate
from explainer.languages.catalogues import load_catalogue
from explainer.languages.locales import locale_or_english

if TYPE_CHECKING:
    from babel.core import Locale

_NO_BREAK = "\u00a0"
_DASH = "–"
_FIELD = re.compile(r"'[^']*'|y+|d+|L+")
"""A field of a CLDR pattern, or a text in it. ``L`` is a month that stands alone, in Russian январь
and not января."""
_TOKEN = re.compile(r"\d+\.?|[^\W\d]+|\W")
"""What may differ between two dates. In German 1.–5. Januar the full stop belongs to the day."""

# CLDR puts these abbreviations of "year" after a date; in running text they are left out.
_YEAR_MARKS = {"ru": "'г'.", "be": "'г'.", "uk": "'р'."}

# An ordinal on the first day of a month, of which CLDR knows nothing.
_FIRST_DAYS = {"fr": "1'er'"}


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
    locale = locale_or_english(language)
    patterns = _patterns(locale)
    if not with_year:
        patterns = {**patterns, "day": patterns["month and day"]}
    return _Writer(locale, patterns, catalogue or load_catalogue(language)).write(date)


@lru_cache(maxsize=64)
def _patterns(locale: Locale) -> Mapping[str, str]:
    """CLDR's patterns by precision, without eras."""
    skeletons, mark = locale.datetime_skeletons, _YEAR_MARKS.get(locale.language, "")
    found = {
        "day": locale.date_formats["long"],
        "month": skeletons["yMMMM"],
        "year": skeletons["y"],
        "month and day": skeletons["MMMMd"],
    }
    patterns = {name: re.sub(r"\s*G+", "", each.pattern) for name, each in found.items()}
    return {name: each.removesuffix(mark) for name, each in patterns.items()}


class _Writer(Struct, frozen=True):
    locale: Locale
    patterns: Mapping[str, str]
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
        first, last = self.patterns[start.precision], self.patterns[end.precision]
        same_year, alike = start.year == end.year, start.precision == end.precision
        is_one = {"day": same_year and start.month == end.month, "month": same_year, "year": True}
        once = alike and is_one[start.precision]
        if not once and same_year and alike:
            if first.find("y") < first.find("d"):
                last = self.patterns["month and day"]
            else:
                first = self.patterns["month and day"]
        text = self._fill(first, start, governed)
        if start == end:
            return text
        return (_merged if once else _between)(text, self._fill(last, end, governed))

    def _fill(self, pattern: str, part: CalendarDate, governed: bool) -> str:
        from babel.dates import format_date as fill

        def filled(field: re.Match[str]) -> str:
            if field[0][0] == "y":  # Python knows no year before the common era
                return str(part.year) if part.year > 0 else _before_era(self.locale, -part.year)
            if field[0] == "d" and part.day == 1:
                return _FIRST_DAYS.get(self.locale.language, "d")
            return field[0].replace("L", "M") if governed else field[0]

        day = datetime.date(2000, part.month or 1, part.day or 1)
        text = fill(day, _FIELD.sub(filled, pattern), self.locale)
        return re.sub(r"\s", _NO_BREAK, str(text)).strip(_NO_BREAK)


def _between(first: str, last: str) -> str:
    return f"{first}{_NO_BREAK}{_DASH} {last}"


def _merged(first: str, last: str) -> str:
    """Two dates with what they share written once: "6–19 January 2022"."""
    one, other = _TOKEN.findall(first), _TOKEN.findall(last)
    head = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))
    ends = zip(reversed(one[head:]), reversed(other[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda two: two[0] == two[1], ends))
    whole = "".join(one[head : len(one) - tail]), "".join(other[head : len(other) - tail])
    return "".join((*one[:head], _DASH.join(whole), *one[len(one) - tail :]))


def _before_era(locale: Locale, year: int) -> str:
    """A year before the common era, as a pattern. CLDR's words, but in English, where it prefers
    BC."""
    if locale.language == "en":
        return f"{year} 'BCE'"
    before, _, after = locale.datetime_skeletons["Gy"].pattern.partition("y")
    era = f"'{locale.eras['abbreviated'][0]}'"
    return f"{before.replace('G', era)}{year}{after.replace('G', era) if 'G' in after else ''}"
