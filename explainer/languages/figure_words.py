"""The words by which a language says a figure: months, weekdays, today, thousands, numbers.

Those of CLDR, in every form that it has, and some more of ``figure_words.toml``. They are read in
the texts of others, so endings are allowed that grammar may add.
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
