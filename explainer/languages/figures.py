"""Read the numbers and dates that a text says, in any way in which its language writes them.

Where a figure can be read in two ways, as 2.030 can, both are taken. So what is found here may not
be meant; but what is not found is not said, unless in words that are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from unicodedata import numeric

from msgspec import Struct

from explainer.edtf import EdtfDate
from explainer.languages.figure_words import FigureWords, figure_words, plain
from explainer.languages.locales import fallback_chain, is_english

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(?P<whole>\d{{1,3}}(?:(?P<sign>[.,'\u066c{_SPACES}])\d{{3}}(?:(?P=sign)\d{{3}})*"
    r"|(?:,\d\d)+,\d{3}))(?:(?!(?P=sign))[.,\u066b](?P<decimals>\d+))?(?!\d)"
    r"|(?P<number>\d+)(?:[.,\u066b](?P<part>\d+))?)"
)
_JOINS = re.compile(r"[\s-]+(?:and\s+)?")
_DIGIT = re.compile(r"[0-9][\s-]?$")
_LIST = re.compile(
    r"[^\W\d_][\w'’-]*+(?:, [^\W\d_][\w'’-]*+)+(?P<last>,? [^\W\d_]{1,3} [^\W\d_][\w'’-]*+)?"
)
"""A list of single words, such as names, whose number a fact may give."""
_RANGE = 5
"""How far the two numbers of a range are apart at most, in code points: "19 to 20 million"."""
_CHINESE = re.compile(
    "(?<![期周曜拜])(?:[0-9][0-9.,]*)?[〇零一二三四五六七八九十百千万亿两兩萬億]"
    "[0-9〇零一二三四五六七八九十百千万亿两兩萬億]*"
)
_CHINESE_BASES = ("zh", "ja", "yue")

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
        r"(?:(?P<y>\d{4})[年년]\s?)?(?P<m>\d{1,2})[月월](?:\s?(?P<d>\d{1,2})[日号號일])?",
        r"(?<![\d.,])(?P<y>(?:1[0-9]|20)\d\d)(?!\d|[.,]\d)(?P<m>)(?P<d>)",
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|-?го|-?е|\sчисла|日|号)(?![^\W\d_])(?P<y>)(?P<m>)",
    )
)
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(?P<d>\d{1,2})\.(?P<m>[01]\d)(?![\d,])(?P<y>)")
"""10.01, which is a number in English."""
_LIKELY = range(1900, 2030)
"""Another number after a month may also be one of something: "on 5 March 1430 boats came"."""
_ZERO = Decimal(0)
_STOP = (-1, -1, 0, 0)


class Day(Struct, frozen=True):
    """A date as far as it is said; None for what is not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_likely(self) -> bool:
        """Whether it is no other number, as 2031 alone may be."""
        return self.month is not None or self.year in _LIKELY

    def fits(self, said: Day) -> bool:
        """Whether all that this date says is said, but for a year before a month, and a month
        before a day, which may be left out there."""
        if said.month is None and said.year is None:
            return self.day == said.day
        if self.year != said.year and self.year and (said.year or not self.month):
            return False
        return self.month in (None, said.month) and self.day in (None, said.day)


class Figures(Struct, frozen=True):
    """What a text says: for each number its possible readings, and days. ``unread``: it names days
    in a way that could not be read: by another calendar, or by a weekday in a text whose own day
    is not known."""

    readings: tuple[frozenset[Decimal], ...] = ()
    days: frozenset[Day] = frozenset()
    unread: bool = False

    @property
    def numbers(self) -> frozenset[Decimal]:
        return frozenset().union(*self.readings)


@lru_cache(maxsize=4096)
def read_figures(text: str, language: str, dated: EdtfDate | None = None) -> Figures:
    """``dated`` is the day of the text: what it means by today."""
    words, read = figure_words(language), plain(text)
    if not set(fallback_chain(language)).isdisjoint(_CHINESE_BASES):
        read = _CHINESE.sub(_chinese, read)
    if words is None:
        known = frozenset(_numeric_days(read, language))
        return Figures(tuple(_numbers(read, {})), known, unread=True)
    today = dated.first_day if dated and dated.precision == "day" else None
    relative = [today and today + timedelta(days) for _, _, days in words.relative.find(read)]
    for _, _, weekday in words.weekdays.find(read):
        last = today and today - timedelta((today.weekday() - weekday) % 7)
        relative += [last, last and last + timedelta(7)]  # before today, or after
    unread = None in relative or any(words.vague.find(read))
    read = _without_words(read, words)
    days = {*_numeric_days(read, language), *_named_days(read, words)}
    unread |= words.numbers is None and bool(days) and not any(day.day for day in days)
    days.update(Day(each.year, each.month, each.day) for each in relative if each)
    in_month = {day.day for day in days if day.month}
    alone = {day for day in days if not (day.month or day.year) and day.day in in_month}
    scales = {start: power for start, _, power in words.scales.find(read)}
    return Figures(tuple(_numbers(read, scales)), frozenset(days - alone), unread)


def _numbers(text: str, scales: Mapping[int, int]) -> Iterator[frozenset[Decimal]]:
    """The readings of each number; the first of a range may have the scale of the second.
    ``scales`` are powers of ten by the offsets of their words."""
    behind, power = len(text), 0
    for match in reversed([*_NUMBER.finditer(text)]):
        end = match.end()
        near = end + (text[end : end + 1] in (*_SPACES, "-"))
        own = scales.get(end) or scales.get(near, 0)
        power = own or (power if behind - end <= _RANGE else 0)
        behind = match.start()
        found = frozenset(_readings(match))
        yield found | {number.scaleb(power) for number in found}
    for match in _LIST.finditer(text):
        last = match["last"] or ""
        if (count := match[0].removesuffix(last).count(", ") + 1 + bool(last)) > 2:
            yield frozenset((Decimal(count),))


def _readings(match: re.Match[str]) -> Iterator[Decimal]:
    whole, sign = match["whole"], match["sign"]
    if whole is None:
        yield Decimal(f"{match['number']}.{match['part'] or 0}")
        return
    yield Decimal(f"{re.sub('[^0-9]', '', whole)}.{match['decimals'] or 0}")
    pieces = re.findall("[0-9]+", match[0])
    if sign in (".", ",") and len(pieces) == 2:
        yield Decimal(".".join(pieces))
    if sign and sign in _SPACES:
        yield from map(Decimal, pieces)


def _without_words(text: str, words: FigureWords) -> str:
    """``text`` with digits in place of numbers in words; a scale multiplies what is before it."""
    found = [(*each, 0) for each in words.numbers.find(text)] if words.numbers else []
    scales = [(start, end, 1, power) for start, end, power in words.scales.find(text)]
    pieces: list[str] = []
    place, last, total, current = 0, -1, _ZERO, _ZERO
    for start, end, number, power in [*sorted(found + scales), _STOP]:
        joined = last >= 0 and start >= 0 and _JOINS.fullmatch(text, last, start)
        fits = power or (number < current and current % 10 == 0 and current > 10)
        if last >= 0 and not (joined and (fits or not current)):
            pieces.append(f"{total + current:f}")
            place, last, total, current = last, -1, _ZERO, _ZERO
        if start < 0 or (last < 0 and power and (end - start < 4 or _DIGIT.search(text[:start]))):
            continue  # the scale of a number in digits
        if last < 0:
            pieces.append(text[place:start])
        if power > 2:
            one = Decimal("0.5" if text.endswith("half a ", 0, start) else 1)
            total, current = total + max(current, one).scaleb(power), _ZERO
        else:
            current = max(current, Decimal(1)).scaleb(power) if power else current + number
        last = end
    return "".join([*pieces, text[place:]])


def _chinese(match: re.Match[str]) -> str:
    total = section = digit = _ZERO
    for literal, sign in re.findall("([0-9][0-9.,]*)|(.)", match[0]):
        value = Decimal(literal.replace(",", "") or (2 if sign in "两兩" else numeric(sign)))
        if literal or value < 10:
            digit = digit * 10 + value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, _ZERO
        else:
            total, section, digit = (total + section + digit or 1) * value, _ZERO, _ZERO
    return f"{total + section + digit:f}"


def _named_days(text: str, words: FigureWords) -> Iterator[Day]:
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


def _numeric_days(text: str, language: str) -> Iterator[Day]:
    for pattern in (*_NUMERIC, *(() if is_english(language) else (_DAY_AND_MONTH,))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[name]) if match[name] else None for name in "ymd")
            if year is not None and year < 100:
                year += 2000 if year < 50 else 1900
            if (month or 1) <= 12 and (day or 1) <= 31:
                yield Day(year, month, day)
