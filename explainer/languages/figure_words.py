"""The words by which a language says a figure: months, weekdays, today, thousands, numbers; and the
days that a text can mean: by the names of months, and in digits.

The words are those of CLDR, in every form that it has, and some more of ``figure_words.toml``. They
are read in the texts of others, so endings are allowed that grammar may add.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from explainer.languages.locales import fallback_chain, find_locale, is_english
from explainer.tables import by_word, read_table

if TYPE_CHECKING:
    from babel.core import Locale

_TABLE = Path(__file__).with_suffix(".toml")
_SIGNS = str.maketrans(
    {**dict.fromkeys("’ʼ‘`´", "'"), "½": ".5", "ё": "е"}
    | {**dict.fromkeys("أإآ", "ا"), "ی": "ي", "ى": "ي", "ک": "ك"}
)
_LEFT_OUT = frozenset(("Mn", "Cf"))
_ENDING = re.compile("[аеиоуыьэюяёіїйєъი]+$")
_SHORTEST_STEM = 3
_FIELDS = ("day", "week", "month", "year")
_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my", "yue", "ko"))
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


class Words(Struct, frozen=True):
    """Words or stems of a language, and what each means."""

    pattern: re.Pattern[str]
    known: Mapping[str, int]

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and meaning of each word in a text that ``plain`` returned."""
        for match in self.pattern.finditer(text):
            whole = match["whole"]
            yield *match.span(), self.known[f"{match['stem']}*" if whole is None else whole]


class FigureWords(Struct, frozen=True, kw_only=True):
    """``weekdays`` are numbered from Monday, 0; ``relative`` are days after today; ``scales`` are
    powers of ten; ``vague`` words name days, ``inexact`` ones amounts that are not reckoned;
    ``numbers`` is None if they are not known, and so are ``shares``, in hundredths; at ``joints`` a
    word is to be parted."""

    joints: re.Pattern[str]
    months: Words
    weekdays: Words
    relative: Words
    scales: Words
    numbers: Words | None
    shares: Words | None
    vague: Words
    inexact: Words


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` in lower case, with the digits 0 to 9 for those of every script, and without signs
    that many leave out: the vowels of Arabic, marks of direction."""
    if text.isascii():
        return text.casefold()
    normal = unicodedata.normalize("NFC", text)
    kept = (c for c in normal if unicodedata.category(c) not in _LEFT_OUT)
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)
    return "".join(digits).casefold().translate(_SIGNS)


@lru_cache(maxsize=64)
def figure_words(language: str) -> FigureWords | None:
    """The words of the language; None if CLDR does not know it."""
    if (locale := find_locale(language)) is None:
        return None
    base = fallback_chain(language)[-1].lower()
    of_locale, found = dict(_of_locale(locale, base)), dict[str, Any]()
    joints = re.compile(read_table(_TABLE)["joints"].get(base, "(?!)"))
    for name in FigureWords.__struct_fields__[1:]:
        meanings = of_locale.get(name, {}) | _own(name, base)
        known = meanings or name not in ("numbers", "shares")
        found[name] = _words(meanings, base) if known else None
    return FigureWords(joints=joints, **found)


def _of_locale(locale: Locale, base: str) -> Iterator[tuple[str, dict[str, int]]]:
    """The words that CLDR knows, and what each means, by what they are for."""
    months: dict[str, int] = {}
    in_date, alone = locale.months["format"]["wide"], locale.months["stand-alone"]["wide"]
    for number, short in locale.months["format"]["abbreviated"].items():
        forms = alone[number], in_date[number]
        months |= dict.fromkeys((*forms, short.strip(".")), number)
        stem = _ENDING.sub("", os.path.commonprefix([*map(plain, forms)]))  # noqa: RUF071 (no paths)
        if not is_english(base) and len(stem) >= _SHORTEST_STEM:
            months[f"{stem}*"] = number
    yield "months", months
    names = locale.days["format"]
    short_names = names["abbreviated"].items() if base in _UNSPACED else ()  # "sat" is a verb too
    weekdays = {form: day for day, form in short_names if len(form) > 1}  # 月 is a month
    for day, name in names["wide"].items():
        weekdays |= dict.fromkeys((name, f"{_ENDING.sub('', name)}*"), day)
    yield "weekdays", weekdays
    fields = locale._data["date_fields"]
    relative = {name: fields.get(name, {}).get("relative", {}) for name in _FIELDS}
    yield "relative", {name: days for days, name in relative.pop("day").items()}
    yield "vague", dict.fromkeys((word for each in relative.values() for word in each.values()), 0)
    scales: dict[str, int] = {}
    for width in ("long", "short"):
        for by_size in locale.compact_decimal_formats[width].values():
            for size, pattern in by_size.items():
                form = getattr(pattern, "pattern", "").partition(";")[0]
                word = re.sub(r"[0'\s.\u200e\u200f]", "", form)
                if word and size.isdecimal():
                    scales[word] = len(size) - form.count("0")
    yield "scales", scales


def _own(section: str, base: str) -> dict[str, int]:
    table = by_word(read_table(_TABLE)[section].get(base, {}))
    return {word: int(meaning) for word, meaning in table.items()}


def _words(meanings: Mapping[str, int], base: str) -> Words:
    known = {plain(word): each for word, each in meanings.items() if word and word[0].isalpha()}
    longest_first = sorted(known, key=len, reverse=True)
    whole = "|".join(re.escape(word) for word in longest_first if word[-1] != "*")
    stems = "|".join(re.escape(word[:-1]) for word in longest_first if word[-1] == "*")
    start, end = ("", "") if base in _UNSPACED else (r"(?<![^\W\d_])", r"(?![^\W\d_])")
    before = read_table(_TABLE)["prefixes"].get(base, "")
    stems = rf"(?P<stem>{stems or '(?!)'})[^\W\d_]{{0,4}}"
    pattern = rf"{start}{before}(?:(?P<whole>{whole or '(?!)'})|{stems}){end}"
    return Words(re.compile(pattern), known)


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
