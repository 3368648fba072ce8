"""The days that a text can mean: by the names of months, and in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from explainer.languages.figure_words import FigureWords
from explainer.languages.locales import is_english

_LINK = r"\W{0,3}(?:[^\W\d_]{1,3}\W{1,3}){0,2}"
_DAY = r"\d{1,2}(?!\d|[.,]\d)"
_DAYS = rf"{_DAY}(?:{_LINK}{_DAY})*"
_DAYS_BEFORE = re.compile(rf"(?<!\d)({_DAYS}){_LINK}$")
_DAYS_AFTER = re.compile(rf"\W{{0,3}}(?:the\s)?({_DAYS})")
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_AFTER = re.compile(rf"\W{{0,3}}(?:[^\W\d_]{{1,3}}\W{{1,2}}){{0,2}}{_YEAR}(?!\d)")
_YEAR_BEFORE = re.compile(rf"(?<!\d){_YEAR}\W{{1,3}}(?:[^\W\d_]{{1,3}}\W)?$")
_REACH = 40
"""How far around the name of a month its day and year are searched for, in code points."""
_NUMERIC = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})([-./])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2})([-/])(?P<d>\d{1,2})\2(?P<y>\d{4}|\d{2})(?!\d)",
        r"(?:(?P<y>\d{4})[年년]\s?)?(?P<m>\d{1,2})[月월]"
        r"(?:\s?(?P<d>\d{1,2})(?:[日号號일]|(?=[、至到和~–-])))?",
        r"(?<![\d.,])(?P<y>(?:1[0-9]|20)\d\d)(?!\d|[.,]\d)(?P<m>)(?P<d>)",
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|-?го|-?е|-му|-те|\sчисла)(?![^\W\d_])(?P<y>)(?P<m>)",
        r"(?<!\d)(?P<d>\d{1,2})(?:日(?![内內间間前后後])|일(?!간)|(?=、[\d、]*日)"
        r"|[号號](?![^早晚上下凌中夜起至到\W]))(?P<y>)(?P<m>)",
        r"(?<![\d./])(?P<d>\d{1,2})([./])(?P<m>\d{1,2})(?=\s?[–—-]\s?\d{1,2}\2\d)(?P<y>)",
        r"(?<!\d)(?P<y>\d\d)(?:-?м)?\s(?:году|році)(?P<m>)(?P<d>)",
        r"(?<!\w)(?:'|fy)(?P<y>\d\d)(?!\w)(?P<m>)(?P<d>)",
        r"(?<![\d./])(?P<m>\d{1,2})[./](?P<y>(?:1[5-9]|20)\d\d)(?!\d|[./]\d)(?P<d>)",
    )
)
AMBIGUOUS = re.compile(r"(?<![\d./])[0-3]?\d/[0-3]?\d(?![\d./])")
"""11/2, which is 2 November, 11 February or a fraction."""
_YEARS = re.compile(r"(?<!\d)(1[5-9]|20)(\d\d)[-–/](\d\d)(?!\d|[-./]\d)")
"""1939–45."""
_DECADE = re.compile(
    r"(?<!\d)(1[5-9]|20|)(\d)0(?:年代|(?:'?s|er|-(?:е|х|ті|і|их|тих|ми))(?![^\W\d_]))"
)
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(?P<d>\d{1,2})\.(?P<m>[01]\d)(?![\d,])(?P<y>)")
"""10.01, which is a number in English."""
_LIKELY = range(1900, 2030)
"""Another number after a month may also be one of something: "on 5 March 1430 boats came"."""


class Day(Struct, frozen=True):
    """A date as far as it is said; None for what is not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_likely(self) -> bool:
        """Whether it is no other number, as 2031 alone may be."""
        return self.month is not None or self.year in _LIKELY

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)

    def fits(self, said: Day) -> bool:
        """Whether all that this date says is said, but for a year before a month, and a month
        before a day, which may be left out there."""
        if said.month is None and said.year is None:
            return self.day == said.day
        if self.year != said.year and self.year and (said.year or not self.month):
            return False
        return self.month in (None, said.month) and self.day in (None, said.day)


def named_days(text: str, words: FigureWords) -> Iterator[Day]:
    for start, end, month in words.months.find(text):
        first = max(0, start - _REACH)
        before = _DAYS_BEFORE.search(text[first:start])
        after = _DAYS_AFTER.match(text, end)
        year = _YEAR_AFTER.match(text, end)
        if year is None and after:
            year = _YEAR_AFTER.match(text, after.end())
        if year is None:
            year = _YEAR_BEFORE.search(text[first : first + before.start() if before else start])
        found = int(year["year"]) if year else None
        said = [int(n) for each in (before, after) if each for n in re.findall(r"\d+", each[1])]
        years = {found} if found is None or found in _LIKELY else {found, None}
        for each in years:
            yield Day(each, month)
            yield from (Day(each, month, day) for day in said if day <= 31)


def numeric_days(text: str, language: str) -> Iterator[Day]:
    for century, _, last in _YEARS.findall(text):
        yield Day(int(century + last))
    for century, ten in _DECADE.findall(text):
        for each in (century,) if century else ("19", "20"):
            yield from (Day(int(each + ten + last)) for last in "09")
    for pattern in (*_NUMERIC, *(() if is_english(language) else (_DAY_AND_MONTH,))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[name]) if match[name] else None for name in "ymd")
            if year is not None and year < 100:
                year += 2000 if year < 50 else 1900
            if (month or 1) <= 12 and (day or 1) <= 31:
                yield Day(year, month, day)
