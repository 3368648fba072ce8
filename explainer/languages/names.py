"""Names of languages, their direction of writing, and their quotation marks."""

from __future__ import annotations

from functools import lru_cache

from explainer.languages.locales import fallback_chain, find_locale, locale_or_english
from explainer.languages.words import words_of

_SCRIPTS_FROM_THE_RIGHT = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa")
)
_LANGUAGES_FROM_THE_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi")
)

_COMMON = ("de", "es", "fr", "it", "ja", "pt", "ru", "uk", "zh")


def language_name(code: str, language: str) -> str:
    """The name of ``code`` in ``language``, such as "Russian"; the code if no name is known."""
    known, target = find_locale(code), locale_or_english(language)
    if known is None:
        return str(target.languages.get(code, code))
    narrowed = code.replace("-", "_")
    return str(
        target.languages.get(narrowed)
        or known.get_display_name(target)
        or target.languages.get(known.language)
        or code
    )


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
    for page in ("en", language, *_COMMON):
        for code, name in locale_or_english(page).languages.items():
            if name.casefold() == written.strip().casefold():
                return str(code).replace("_", "-")
    return ""


def without_usual_region(code: str, language: str) -> str:
    """ru for ru-RU, but de-AT for de-AT, and en-US where ``language`` has a name for it."""
    from babel.core import get_global

    tag, _, region = code.partition("-")
    usual = get_global("likely_subtags").get(tag, "").rpartition("_")[2]
    named = f"{tag}_{region}" in locale_or_english(language).languages
    return tag if region and region.upper() == usual and not named else code


def direction(code: str) -> str:
    """The direction of writing: ``ltr`` or ``rtl``."""
    chain = fallback_chain(code)
    parts = chain[0].split("-") if chain else [""]
    scripts = [part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS_FROM_THE_RIGHT else "ltr"
    return "rtl" if parts[0].lower() in _LANGUAGES_FROM_THE_RIGHT else "ltr"


def quotation_marks(language: str) -> tuple[str, str]:
    """The opening and the closing mark, with the spaces that the language puts inside."""
    opening, closing = words_of(language)["quotes"]
    return opening, closing
