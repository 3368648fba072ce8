"""Numbers as a language writes them, and their plural categories."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from explainer.languages.locales import fallback_chain, is_english, locale_or_english
from explainer.languages.words import words_of

if TYPE_CHECKING:
    from babel.core import Locale

_MINUS = "\u2212"
_MOST_DIGITS = 200
_OTHERWISE_GROUPED = ("en-IN", "en_IN")

# The categories whose forms follow a word such as "at least": in Russian genitives, the singular as
# after a fraction, the plural as after five.
_GOVERNED: Mapping[str, Mapping[str, str]] = {"ru": {"one": "other", "few": "many"}}


def format_number(value: Decimal, language: str) -> str:
    """The number with digits grouped as in the language, and all decimals: 77.18, 1.10, 2,030.

    Four digits are grouped too. Negative numbers have a minus sign (U+2212), and spaces between
    groups do not break. ``value`` must be finite, with at most 200 digits written out.
    """
    sign = minus_sign(language) if value < 0 else ""
    return sign + _format_digits(value.copy_abs(), language)


def minus_sign(language: str) -> str:
    """U+2212; where text runs from right to left, after CLDR's mark that keeps it on the left."""
    if is_english(language):
        return _MINUS
    return str(locale_or_english(language).number_symbols["latn"]["minusSign"]).replace("-", _MINUS)


def number_word(
    number: int, language: str, governed: bool = False, with_noun: bool = False
) -> str | None:
    """The word for a number, such as "six"; None outside 0 to 12, for other languages, after a
    word that asks for another case (``governed``, as in ``plural_category``), and before a noun
    whose gender would decide it."""
    if governed and set(fallback_chain(language)) & _GOVERNED.keys():
        return None
    word = dict(enumerate(words_of(language)["numbers"].split())).get(number, "")
    return None if with_noun and word.endswith("*") else word.rstrip("*") or None


def plural_category(value: Decimal, language: str, governed: bool = False) -> str:
    """CLDR's plural category for the number, such as ``one`` or ``few``. Written decimals count: "1
    hour" but "1.0 hours". ``governed``: the number stands after a word such as "at least"."""
    if is_english(language):
        return "one" if str(value.copy_abs()) == "1" else "other"
    category = str(locale_or_english(language).plural_form(value.copy_abs()))
    tags = fallback_chain(language)
    forms = _GOVERNED.get(tags[-1], {}) if governed and tags else {}
    return forms.get(category, category)


def _format_digits(value: Decimal, language: str) -> str:
    grouped = f"{value:,f}"
    if is_english(language) and language not in _OTHERWISE_GROUPED:
        return grouped
    locale = locale_or_english(language)
    decimal_point, group, by_three = _number_signs(locale)
    if by_three:
        return grouped.translate({ord(","): group, ord("."): decimal_point})
    from babel.numbers import format_decimal

    _, _, decimals = grouped.partition(".")
    pattern = locale.decimal_formats[None].pattern.partition(".")[0]
    # Babel rounds to the pattern's decimals, with the precision of the current context.
    with localcontext(prec=_MOST_DIGITS):
        return str(format_decimal(value, f"{pattern}.{'0' * len(decimals)}", locale))


@lru_cache(maxsize=64)
def _number_signs(locale: Locale) -> tuple[str, str, bool]:
    """Decimal sign, group sign, and whether every group has three digits."""
    signs = locale.number_symbols["latn"]
    return signs["decimal"], signs["group"], locale.decimal_formats[None].grouping == (3, 3)
