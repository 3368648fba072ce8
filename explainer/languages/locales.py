"""The language data that fits a language tag best, and the scripts of languages and letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

# Content may hold any tag, and tags become parts of paths, so they are checked.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_HOUSE_REGIONS = {"en": "en_GB"}

# By ISO 15924 code, the first words of letters' Unicode names. Japanese and Korean have several.
_NAMES = (
    "Latn LATIN, Cyrl CYRILLIC, Grek GREEK, Armn ARMENIAN, Geor GEORGIAN, Hebr HEBREW, Arab "
    "ARABIC, Deva DEVANAGARI, Beng BENGALI, Taml TAMIL, Thai THAI, Mong MONGOLIAN, Ethi "
    "ETHIOPIC, Hans CJK, Hant CJK, Jpan CJK HIRAGANA KATAKANA, Kore HANGUL CJK"
)
_SCRIPTS = {code: tuple(names) for code, *names in map(str.split, _NAMES.split(","))}
_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names)


@lru_cache(maxsize=1024)
def fallback_chain(language: str) -> tuple[str, ...]:
    """The tag and its broader ones, most specific first: pt-BR, pt. Empty if it is not valid."""
    if not _TAG.fullmatch(language):
        return ()
    parts = language.replace("_", "-").split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def is_english(language: str) -> bool:
    return language == "en" or fallback_chain(language.lower())[-1:] == ("en",)


def is_american(language: str) -> bool:
    return language.replace("_", "-").lower() in ("en-us", "en-latn-us")


@lru_cache(maxsize=64)
def find_locale(language: str) -> Locale | None:
    """Babel's locale for the language, or None. English without a region is British."""
    from babel.core import Locale, UnknownLocaleError

    for tag in fallback_chain(language):
        try:
            return Locale.parse(_HOUSE_REGIONS.get(tag.lower(), tag.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def locale_or_english(language: str) -> Locale:
    """Like ``find_locale``, with English for an unknown language."""
    locale = find_locale(language) or find_locale("en")
    assert locale is not None
    return locale


@lru_cache(maxsize=64)
def territory_locale(language: str) -> str:
    """The language with its territory, else the most likely one, in the form of Open Graph's
    ``og:locale``: pt_BR. Empty for an unknown language."""
    from babel.core import get_global

    locale = find_locale(language)
    if locale is None:
        return ""
    likely = get_global("likely_subtags").get(str(locale), "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""


@lru_cache(maxsize=64)
def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts of a language tag: the one it names (sr-Latn), else the usual ones. Empty for a
    language or script that is not in the table."""
    from babel.core import get_global

    for tag in fallback_chain(language):
        for part in tag.split("-")[1:]:
            if part.title() in _SCRIPTS:
                return _SCRIPTS[part.title()]
    likely: dict[str, str] = dict(get_global("likely_subtags"))
    for tag in fallback_chain(language):
        parts = likely.get(tag.replace("-", "_"), "").split("_")
        if len(parts) > 1:
            return _SCRIPTS.get(parts[1], ())
    return ()


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, such as ``LATIN``; empty if it is not in the table."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _KNOWN else ""
