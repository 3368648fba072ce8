"""Names as texts have them: without marks and case, in any form that grammar gives them; and those
of countries, from CLDR and a table, with those of their people."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from explainer.languages.figure_words import plain
from explainer.languages.locales import find_locale, is_english, script_of
from explainer.tables import read_table

_COUNTRIES = Path(__file__).with_name("country_names.toml")
_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
_SHORTEST_COUNTRY_STEM = 4
_TOKEN = re.compile(r"\w+")
_ALIKE = str.maketrans("єёэіїыґøłđı", "еееииигoldi", "ьъ")
"""One spelling for Russian and Ukrainian names: Путін and Путин. So for Søren and Soren."""
_ENDING = re.compile("[аеиоуюяй]+$")
_CHANGES = tuple(
    (re.compile(end), forms)
    for end, forms in (
        ("ив$", "[иое]в"),  # Харків, у Харкові
        ("к$", "[кцчс]"),  # Вербівка, у Вербівці, вербівський
        ("г$", "[гзж]"),
        ("х$", "[хсш]"),
        ("(?<=..)[ео]([бвдзлмнрстцч])$", r"[ео]?\1"),  # Кравець, Кравця
    )
)
_START, _BETWEEN, _END = r"(?<![^\W\d_])[وبلفك]{0,2}(?:ال)?", " (?:ال)?", r"(?![^\W\d_])"
_SHORTEST_STEM = 3
UNSPACED = frozenset(("CJK", "HIRAGANA", "KATAKANA", "THAI"))


def scripts_in(text: str) -> frozenset[str]:
    return frozenset(map(script_of, text)) - {""}


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """The words of a text in lower case and plain letters, each between spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", plain(text).translate(_ALIKE))
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return f" {' '.join(_TOKEN.findall(text.casefold()))} "


def find_name(name: str, plainly: str, english: bool) -> tuple[int, int] | None:
    """Where the ``plain_words`` of a text first have the name, in any form of grammar."""
    if english and name.isascii():
        wanted = plain_words(name)
        at = plainly.find(wanted)
        return (at, at + len(wanted)) if at >= 0 else None
    match = _name_pattern(name, english).search(plainly)
    return match.span() if match else None


@lru_cache(maxsize=4096)
def _name_pattern(name: str, english: bool) -> re.Pattern[str]:
    """Matches the name with the endings that grammar adds, after articles written with it."""
    words = [word.removeprefix("ال") for word in plain_words(name).split()]
    if scripts_in(name) & UNSPACED:
        return re.compile("".join(words))
    forms = (word if english else _form(word) for word in words)
    return re.compile(_START + _BETWEEN.join(forms) + _END)


def _form(word: str) -> str:
    """A pattern for the forms of a word: Харків, з Харкова, у Харкові."""
    stem = _ENDING.sub("", word)
    if len(stem) < _SHORTEST_STEM:
        return word
    for changing, forms in _CHANGES:
        stem = changing.sub(forms, stem)
    return stem + r"(?:(?:[аеио][вн])?ск)?\w{0,4}"


@lru_cache(maxsize=8)
def country_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """By the name of each country in a language, how texts in that language or in one of the table
    call it and its people; in others than English without the endings that grammar adds."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    table = read_table(_COUNTRIES)
    own = locale.territories if (locale := find_locale(language)) else {}
    for code in dict.fromkeys((language, *table["more"])):
        locale, more = find_locale(code), table["more"].get(code, {})
        for country, name in (locale.territories if locale else {}).items():
            if len(country) != 2 or not country.isalpha() or country in _NO_COUNTRIES:
                continue
            # The stems of short names are those of common words: того is "that", and Togo.
            if is_english(code) or len(name) > _SHORTEST_COUNTRY_STEM:
                spellings = (name, *_of_people(name, code), *more.get(country, "").split())
                known = names[own.get(country, name)]
                known |= dict.fromkeys(each.replace("_", " ") for each in spellings)
    return {name: tuple(spellings) for name, spellings in names.items()}


def _of_people(name: str, language: str) -> Iterator[str]:
    endings = read_table(_COUNTRIES)["endings"].get(language, {})
    ending = next((each for each in endings if name.endswith(each)), None)
    stem = name.removesuffix(ending or "")
    if ending is not None and " " not in name and len(stem) >= _SHORTEST_COUNTRY_STEM:
        yield from (stem + each.replace(".", "") for each in endings[ending].split())
