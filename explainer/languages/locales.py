"""Find the language data that fits a language tag best."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

# Content may hold any tag, and tags become parts of paths, so they are checked.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_HOUSE_REGIONS = {"en": "en_GB"}


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
