"""Scripts: which one a language is written in, and which one a letter belongs to."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from explainer.languages.locales import fallback_chain

# By ISO 15924 code, the first words of letters' Unicode names. Japanese and Korean have several.
_NAMES = (
    "Latn LATIN, Cyrl CYRILLIC, Grek GREEK, Armn ARMENIAN, Geor GEORGIAN, Hebr HEBREW, Arab "
    "ARABIC, Deva DEVANAGARI, Beng BENGALI, Taml TAMIL, Thai THAI, Mong MONGOLIAN, Ethi "
    "ETHIOPIC, Hans CJK, Hant CJK, Jpan CJK HIRAGANA KATAKANA, Kore HANGUL CJK"
)
_SCRIPTS = {code: tuple(names) for code, *names in map(str.split, _NAMES.split(","))}
_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names)


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
