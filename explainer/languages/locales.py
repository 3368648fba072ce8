"""The language data that fits a language tag best; names of languages, their direction of writing,
and the scripts of languages and letters."""

from __future__ import annotations

import itertools
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

_FROM_THE_RIGHT = frozenset(
    ("Adlm", "Arab", "Aran", "Armi", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa")
)

_COMMON = ("de", "es", "fr", "it", "ja", "pt", "ru", "uk", "zh")


@lru_cache(maxsize=1024)
def fallback_chain(language: str) -> tuple[str, ...]:
    """The tag and its broader ones, most specific first: pt-BR, pt. Empty if it is not valid."""
    if not _TAG.fullmatch(language):
        return ()
    parts = language.replace("_", "-").split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def is_english(language: str) -> bool:
    return language == "en" or fallback_chain(language.lower())[-1:] == ("en",)


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
    if (locale := find_locale(language)) is None:
        return ""
    territory = locale.territory or _likely(str(locale)).rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""


def _likely(tag: str) -> str:
    """The tag, with ``_``, of the likeliest script and territory: ru_Cyrl_RU. Empty for others."""
    from babel.core import get_global

    return str(get_global("likely_subtags").get(tag, ""))


@lru_cache(maxsize=64)
def _script_code(language: str) -> str:
    """The ISO 15924 code of the script that a tag names (sr-Latn), else of the usual one."""
    tags = fallback_chain(language)
    named = [part.title() for part in "".join(tags[:1]).split("-")[1:] if len(part) == 4]
    usual = (_likely(tag.replace("-", "_")).split("_")[1:2] for tag in tags)
    return next((code for code in (*named, *itertools.chain(*usual)) if code.isalpha()), "")


def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts of a language tag: the one it names (sr-Latn), else the usual ones. Empty for a
    language or script that is not in the table."""
    return _SCRIPTS.get(_script_code(language), ())


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, such as ``LATIN``; empty if it is not in the table."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _KNOWN else ""


def language_name(code: str, language: str) -> str:
    """The name of ``code`` in ``language``, such as "Russian"; the code if no name is known."""
    known, target = find_locale(code), locale_or_english(language)
    names = target.languages
    broader = known and (known.get_display_name(target) or names.get(known.language))
    return str(names.get(code.replace("-", "_")) or broader or code)


@lru_cache(maxsize=256)
def language_code(written: str, language: str) -> str:
    """The tag for a language as libraries write it: a tag, a code of ISO 639-2 or -3 (ger, deu), or
    a name in English, in ``language`` or in one much spoken. Empty if it is none of these."""
    from babel.core import get_global

    tag, _, rest = written.strip().replace("_", "-").partition("-")
    if fallback_chain(tag):
        tag = get_global("language_aliases").get(tag.lower(), tag.lower()).replace("_", "-")
        if find_locale(tag) or tag in locale_or_english("en").languages:
            return f"{tag}-{rest}" if rest else tag
    wanted = written.strip().casefold()
    pages = (locale_or_english(page).languages for page in ("en", language, *_COMMON))
    named = (code for names in pages for code, name in names.items() if name.casefold() == wanted)
    return str(next(named, "")).replace("_", "-")


def without_usual_region(code: str, language: str) -> str:
    """ru for ru-RU, but de-AT for de-AT, and en-US where ``language`` has a name for it."""
    tag, _, region = code.partition("-")
    usual = _likely(tag).rpartition("_")[2]
    named = f"{tag}_{region}" in locale_or_english(language).languages
    return tag if region and region.upper() == usual and not named else code


def direction(code: str) -> str:
    """The direction of writing: ``ltr`` or ``rtl``."""
    return "rtl" if _script_code(code) in _FROM_THE_RIGHT else "ltr"
