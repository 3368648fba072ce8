"""The order of year, month and day in a language, and its names of months, from CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from explainer.languages.locales import locale_or_english

if TYPE_CHECKING:
    from babel.core import Locale

_NO_BREAK = "\u00a0"
# CLDR puts these abbreviations of "year" after a date; in running text they are left out.
_YEAR_MARKS = {"ru": "г.", "be": "г.", "uk": "р."}


class DateField(Struct, frozen=True):
    """A field of a CLDR pattern; ``M`` is the month within a date, ``L`` the month alone (in
    Russian января and январь). ``width`` is the least number of digits, 0 for a month's name."""

    kind: Literal["y", "M", "L", "d"]
    width: int


DatePattern = tuple[str | DateField, ...]


class DatePatterns(Struct, frozen=True, kw_only=True):
    """``day`` is year, month and day; ``month`` is year and month; ``month_day`` has no year."""

    day: DatePattern
    month: DatePattern
    year: DatePattern
    month_day: DatePattern
    months_in_date: tuple[str, ...]
    months_alone: tuple[str, ...]
    before_era: str
    """A pattern for a year before the common era: "{} BCE"."""

    @property
    def year_first(self) -> bool:
        return next(f for f in self.day if isinstance(f, DateField)).kind == "y"


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
        months_alone=_months_alone(locale),
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
            follows_literal = bool(fields) and isinstance(fields[-1], str)
            fields.append(text.lstrip() if follows_literal else text)
        elif value[0] in ("M", "L"):
            width = int(value[1])
            fields.append(DateField("M" if value[0] == "M" else "L", 0 if width > 2 else width))
        elif value[0] in ("y", "d"):
            fields.append(DateField("y" if value[0] == "y" else "d", int(value[1])))
    mark = _YEAR_MARKS.get(locale.language, "")
    if mark and isinstance(fields[-1], str):
        fields[-1] = fields[-1].removesuffix(mark).rstrip()
    return tuple(field for field in fields if field)


def _months_alone(locale: Locale) -> tuple[str, ...]:
    """The names of months outside a date, read without ``Locale.months``. That resolves a
    language's alias in data that all languages share: Abkhaz after Chinese would have Chinese
    months (python-babel issue 1234)."""
    from babel.localedata import Alias, load

    wide = _bare(_bare(_bare(load(str(locale))["months"])["stand-alone"])["wide"])
    in_date: Mapping[int, str] = locale.months["format"]["wide"]
    if isinstance(wide, Alias):
        return _in_order(in_date)
    if isinstance(wide, tuple):
        _, own = wide
        return _in_order({**in_date, **own})
    return _in_order(wide)


def _bare(data: Any) -> Any:
    from babel.localedata import LocaleDataDict

    return data._data if isinstance(data, LocaleDataDict) else data


def _in_order(months: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(months[number] for number in range(1, 13))
