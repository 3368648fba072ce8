"""The words by which a language says a figure: months, weekdays, today, thousands, numbers.

Those of CLDR, in every form that it has, and some more of ``figure_words.toml``. They are read in
the texts of others, so endings are allowed that grammar may add.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from explainer.languages.dates import date_patterns
from explainer.languages.locales import fallback_chain, find_locale, is_english
from explainer.tables import by_word, read_table

_TABLE = Path(__file__).with_suffix(".toml")
_SIGNS = str.maketrans(
    {**dict.fromkeys("’ʼ‘`´", "'"), "½": ".5", "ё": "е"}
    | {**dict.fromkeys("أإآ", "ا"), "ی": "ي", "ى": "ي", "ک": "ك"}
)
_LEFT_OUT = frozenset(("Mn", "Cf"))
_ENDING = re.compile("[аеиоуыьэюяёіїйєъი]+$")
_SHORTEST_STEM = 3
_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my", "yue", "ko"))


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

    months: Words
    weekdays: Words
    relative: Words
    scales: Words
    numbers: Words | None
    shares: Words | None
    joints: re.Pattern[str]
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
    months: dict[str, int] = {}
    patterns, abbreviated = date_patterns(language), locale.months["format"]["abbreviated"]
    forms = zip(patterns.months_alone, patterns.months_in_date, strict=True)
    for number, (alone, in_date) in enumerate(forms, start=1):
        months |= dict.fromkeys((alone, in_date, abbreviated[number].strip(".")), number)
        pairs = zip(plain(alone), plain(in_date), strict=False)
        same = takewhile(lambda two: two[0] == two[1], pairs)
        stem = _ENDING.sub("", "".join(letter for letter, _ in same))
        if not is_english(base) and len(stem) >= _SHORTEST_STEM:
            months[f"{stem}*"] = number
    names = locale.days["format"]
    short = names["abbreviated"].items() if base in _UNSPACED else ()  # "sat" is a verb too
    weekdays = {form: day for day, form in short if len(form) > 1}  # 月 is a month
    for day, name in names["wide"].items():
        weekdays |= dict.fromkeys((name, f"{_ENDING.sub('', name)}*"), day)
    fields = {
        name: locale._data["date_fields"].get(name, {}).get("relative", {})
        for name in ("day", "week", "month", "year")
    }
    relative = {name: days for days, name in fields.pop("day").items()}
    vague = dict.fromkeys((name for each in fields.values() for name in each.values()), 0)
    scales: dict[str, int] = {}
    for width in ("long", "short"):
        for patterns_by_size in locale.compact_decimal_formats[width].values():
            for size, pattern in patterns_by_size.items():
                form = getattr(pattern, "pattern", "").partition(";")[0]
                word = re.sub(r"[0'\s.\u200e\u200f]", "", form)
                if word and size.isdecimal():
                    scales[word] = len(size) - form.count("0")
    numbers, shares = _own("numbers", base), _own("shares", base)
    return FigureWords(
        months=_words(months | _own("months", base), base),
        weekdays=_words(weekdays | _own("weekdays", base), base),
        relative=_words(relative | _own("relative", base), base),
        scales=_words(scales | _own("scales", base), base),
        numbers=_words(numbers, base) if numbers else None,
        shares=_words(shares, base) if shares else None,
        joints=re.compile(read_table(_TABLE)["joints"].get(base, "(?!)")),
        vague=_words(vague | _own("vague", base), base),
        inexact=_words(_own("inexact", base), base),
    )


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
