"""Names of countries: those of CLDR, more of a table, and those of their people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from explainer.languages.locales import find_locale, is_english
from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_suffix(".toml"))
_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
_SHORTEST_STEM = 4


@lru_cache(maxsize=8)
def country_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """By the name of each country in a language, how texts in that language or in one of the table
    call it and its people; in others than English without the endings that grammar adds."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    own = locale.territories if (locale := find_locale(language)) else {}
    for code in dict.fromkeys((language, *_TABLE["more"])):
        locale, more = find_locale(code), _TABLE["more"].get(code, {})
        for country, name in (locale.territories if locale else {}).items():
            if len(country) != 2 or not country.isalpha() or country in _NO_COUNTRIES:
                continue
            # The stems of short names are those of common words: того is "that", and Togo.
            if is_english(code) or len(name) > _SHORTEST_STEM:
                spellings = (name, *_of_people(name, code), *more.get(country, "").split())
                known = names[own.get(country, name)]
                known |= dict.fromkeys(each.replace("_", " ") for each in spellings)
    return {name: tuple(spellings) for name, spellings in names.items()}


def _of_people(name: str, language: str) -> Iterator[str]:
    endings = _TABLE["endings"].get(language, {})
    ending = next((each for each in endings if name.endswith(each)), None)
    stem = name.removesuffix(ending or "")
    if ending is not None and " " not in name and len(stem) >= _SHORTEST_STEM:
        yield from (stem + each.replace(".", "") for each in endings[ending].split())
