"""Read the numbers and dates that a text says, in any way in which its language writes them.

Where a figure can be read in two ways, as 2.030 can, both are taken. So what is found here may not
be meant; but what is not found is not said, unless in words that are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, timedelta
from decimal import Decimal
from functools import lru_cache
from unicodedata import numeric

from msgspec import Struct

from explainer.edtf import EdtfDate
from explainer.languages.figure_words import (
    AMBIGUOUS,
    Day,
    FigureWords,
    figure_words,
    named_days,
    numeric_days,
    plain,
)
from explainer.languages.locales import fallback_chain, is_english

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(?P<whole>\d{{1,3}}(?:(?P<sign>[.,'\u060c\u066c{_SPACES}])\d{{3}}(?:(?P=sign)\d{{3}})*"
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
_BESIDE = 32
"""How much of what stands behind a number is kept, in code points."""
# Without one, a comma before three digits of an English text stands behind thousands.
_DECIMAL_COMMA = re.compile(r"(?<![\d,])\d+,\d{1,2}(?![\d,])")
_SIGNS = "〇零一二三四五六七八九十百千万亿两兩萬億"
_LITERAL = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_CHINESE = re.compile(rf"(?<![期周曜拜])(?:{_LITERAL})?[{_SIGNS}][0-9{_SIGNS}]*")
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_PLAIN_SIGNS = str.maketrans(_FORMAL, "一二二三三四五六六七八九十百千")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_FORMALLY = re.compile(rf"[{_FORMAL}][{_FORMAL}万萬亿億零]+")
_OR_SO = re.compile(rf"(?<=[0-9{_SIGNS}])[余餘多来來](?=[十百千万亿萬億])")
_CUT_SHORT = re.compile("([百千万亿萬億])[一二三四五六七八九]$")
"""一百二, which is 120."""
_NEIGHBOURS = re.compile(
    "(一(?=[二两兩])|[二两兩](?=三)|三(?=四)|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))(.)"
    "([十百千万亿萬億]+)"
)
"""四五十, which is 40 or 50."""
_CHINESE_BASES = ("zh", "ja", "yue")

_DATED = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|-?го)?(?: of)?\s$")
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?![\d:])")
_ROMAN = re.compile(
    r"(?<!\d)(\d{1,2})[./ -]{1,2}(i{1,3}|i?[vx]|vi{1,3}|xi{1,2})[./ -]{1,2}(?=\d{4})"
)
_MONTHS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_PERCENT = re.compile(
    r"(\d+(?:[.,]\d+)?)\s?(?:%|per\s?cent|процент|відсот)"
    r"|(\d+)(?:/| in | out of | из | із | з )(\d+)"
)
"""33 %, 1/3, one in three."""
_ZERO = Decimal(0)
_STOP = (-1, -1, 0, 0)


class Figures(Struct, frozen=True):
    """What a text says: for each number its possible readings, with what stands before and behind
    it, parted by U+0000; and days. ``unread``: it names days in a way that could not be read: by
    another calendar, or by a weekday in a text whose own day is not known; ``inexact``: so it does
    amounts, as a half. ``shares`` are in hundredths, None in a language without words for them.
    ``dated`` are the numbers that are said only as a day before its month, or in a time of day."""

    readings: tuple[tuple[frozenset[Decimal], str], ...] = ()
    days: frozenset[Day] = frozenset()
    unread: bool = False
    inexact: bool = False
    shares: frozenset[Decimal] | None = frozenset()
    dated: frozenset[Decimal] = frozenset()

    @property
    def numbers(self) -> frozenset[Decimal]:
        return frozenset().union(*(readings for readings, _ in self.readings))


@lru_cache(maxsize=4096)
def read_figures(text: str, language: str, dated: EdtfDate | None = None) -> Figures:
    """``dated`` is the day of the text: what it means by today."""
    words, read = figure_words(language), plain(text)
    read = _ROMAN.sub(lambda day: f"{day[1]}.{_MONTHS.index(day[2])}.", read)
    inexact = words is None or any(words.inexact.find(read))
    if not set(fallback_chain(language)).isdisjoint(_CHINESE_BASES):
        read = _FORMALLY.sub(lambda formal: formal[0].translate(_PLAIN_SIGNS), read)
        read = _NEIGHBOURS.sub(r"\1\3、\2\3", _OR_SO.sub("", read.translate(_TENS)))
        read = _CHINESE.sub(_chinese, read)
    if words is None:
        known = frozenset(numeric_days(read, language))
        return Figures(tuple(_numbers(read, {}, language)), known, True, True, None)
    today = dated.first_day if dated and dated.precision == "day" else None
    today = today if today and 1 < today.year < MAXYEAR else None
    relative = [today and today + timedelta(days) for _, _, days in words.relative.find(read)]
    for _, _, weekday in words.weekdays.find(read):
        last = today and today - timedelta((today.weekday() - weekday) % 7)
        relative += [last, last and last + timedelta(7)]  # before today, or after
    shares = {Decimal(n) for *_, n in words.shares.find(read)} if words.shares else set()
    unread = any(words.vague.find(read)) or AMBIGUOUS.search(read) is not None
    read = _without_words(read, words) if words.numbers else read
    days = {*numeric_days(read, language), *named_days(read, words)}
    if not any(day.day for day in days):
        unread |= None in relative or (words.numbers is None and bool(days))
    days.update(Day(each.year, each.month, each.day) for each in relative if each)
    in_month = {day.day for day in days if day.month}
    alone = {day for day in days if not (day.month or day.year) and day.day in in_month}
    scales = {start: (end, power) for start, end, power in words.scales.find(read)}
    numbers = tuple(_numbers(read, scales, language))
    for percent, part, whole in _PERCENT.findall(read):
        of_whole = Decimal(100 * int(part or 0)) / max(int(whole or 0), 1)
        shares.add(Decimal(percent.replace(",", ".") or of_whole))
    hundredths = frozenset(shares) if words.shares else None
    in_days = frozenset(_dated(read, words, [n for readings, _ in numbers for n in readings]))
    return Figures(numbers, frozenset(days - alone), unread, inexact, hundredths, in_days)


def _dated(text: str, words: FigureWords, numbers: list[Decimal]) -> Iterator[Decimal]:
    """The numbers said once, right before a month or in a time. May is a verb in English."""
    days = (
        _DATED.search(text, 0, at)
        for at, end, _ in words.months.find(text)
        if text[at:end] != "may"
    )
    for match in (*filter(None, days), *_TIME.finditer(text)):
        yield from (n for n in map(Decimal, match.groups()) if numbers.count(n) == 1)


def _numbers(
    text: str, scales: Mapping[int, tuple[int, int]], language: str
) -> Iterator[tuple[frozenset[Decimal], str]]:
    """The readings of each number, with what stands beside it; the first of a range may have the
    scale of the second. ``scales`` are the ends and powers of ten of their words, by offset."""
    by_thousands = is_english(language) and not _DECIMAL_COMMA.search(text)
    behind, power, rest = len(text), 0, frozenset[Decimal]()
    for match in reversed([*_NUMBER.finditer(text)]):
        end = match.end()
        near = end + (text[end : end + 1] in (*_SPACES, "-"))
        last, own = scales.get(end) or scales.get(near, (end, 0))
        in_range = power if behind - end <= _RANGE else 0
        found = frozenset(_readings(match))
        found = frozenset((max(found),)) if by_thousands and match["sign"] == "," else found
        scaled = {number.scaleb(own or in_range) for number in found}
        if text[near:last] in ("m", "b", "т"):  # 5 m may be metres
            scaled |= found
        if own > power and behind - last <= 1:  # 1 million 200 thousand
            scaled |= {number + smaller for number in scaled for smaller in rest}
        behind, power, rest = match.start(), own or in_range, frozenset(scaled)
        before = text[max(0, match.start() - _BESIDE // 8) : match.start()]
        yield found | rest, f"{before}\0{text[last : last + _BESIDE]}"
    for match in _LIST.finditer(text):
        tail = match["last"] or ""
        if (count := match[0].removesuffix(tail).count(", ") + 1 + bool(tail)) > 2:
            yield frozenset((Decimal(count),)), ""


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
    text = words.joints.sub(" ", text)
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
        if start < 0 or (
            last < 0
            and power
            and (end - start < 4 or _DIGIT.search(text, max(0, start - 2), start))
        ):
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
    for literal, sign in re.findall(rf"({_LITERAL})|(.)", match[0]):
        value = Decimal(literal.replace(",", "") or (2 if sign in "两兩" else numeric(sign)))
        if literal or value < 10:
            digit = digit * 10 + value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, _ZERO
        else:
            total, section, digit = (total + section + digit or 1) * value, _ZERO, _ZERO
    if cut := _CUT_SHORT.search(match[0]):
        digit *= Decimal(numeric(cut[1])) / 10
    return f"{total + section + digit:f}"
