"""Names of languages, their direction of writing, and their quotation marks."""

from __future__ import annotations

from explainer.languages.locales import fallback_chain, find_locale, locale_or_english

_SCRIPTS_FROM_THE_RIGHT = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa")
)
_LANGUAGES_FROM_THE_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi")
)

_CURLY = ("“", "”")
# French keeps a narrow no-break space inside its marks.
_QUOTATION_MARKS = {
    language: marks
    for marks, languages in {
        ("«", "»"): ("be", "de-CH", "el", "es", "fa", "hy", "it", "kk", "ky", "nb", "nn", "no",
                     "pt-PT", "ru", "tg", "uk"),
        ("«\u202f", "\u202f»"): ("fr",),
        ("„", "“"): ("bg", "cs", "de", "et", "is", "ka", "lt", "mk", "sk", "sl", "sr"),
        ("„", "”"): ("hr", "hu", "pl", "ro"),
        ("”", "”"): ("fi", "he", "sv"),
        ("「", "」"): ("ja", "zh-Hant", "zh-HK", "zh-TW"),
    }.items()
    for language in languages
}  # fmt: skip


def language_name(code: str, language: str) -> str:
    """The name of ``code`` in ``language``, such as "Russian"; the code if no name is known."""
    known = find_locale(code)
    if known is None:
        return code
    target = locale_or_english(language)
    narrowed = code.replace("-", "_")
    return str(
        target.languages.get(narrowed)
        or known.get_display_name(target)
        or target.languages.get(known.language)
        or code
    )


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
    return next(
        (_QUOTATION_MARKS[tag] for tag in fallback_chain(language) if tag in _QUOTATION_MARKS),
        _CURLY,
    )
