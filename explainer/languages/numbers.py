"""Numbers as a language writes them, and their plural categories; units, currencies, percentages,
and scales such as "million" in the languages that CLDR has patterns for. A pattern holds ``{n}``
for the number, and ``{-}`` where the sign of a negative one stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from explainer.languages.locales import find_locale, locale_or_english
from explainer.languages.words import words_of

if TYPE_CHECKING:
    from babel.numbers import NumberPattern

_MINUS = "\u2212"
_MOST_DIGITS = 200

# The categories whose forms follow a word such as "at least": in Russian genitives, the singular as
# after a fraction, the plural as after five.
_GOVERNED: Mapping[str, Mapping[str, str]] = {"ru": {"one": "other", "few": "many"}}

_NO_BREAK = "\u00a0"
_MOST_DECIMALS = 3
_LARGEST = 10_000
_LEAST_POWER = 4  # "45 thousand" is no shorter than 45,000

_JOINERS = {"ca": "de", "es": "de", "fr": "de", "it": "di", "pt": "de"}


def format_number(value: Decimal, language: str) -> str:
    """The number with digits grouped as in the language, and all decimals: 77.18, 1.10, 2,030.

    Four digits are grouped too. Negative numbers have a minus sign (U+2212), and spaces between
    groups do not break. ``value`` must be finite, with at most 200 digits written out.
    """
    sign = minus_sign(language) if value < 0 else ""
    return sign + _format_digits(f"{value.copy_abs():f}", language)


@lru_cache(maxsize=4096)
def _format_digits(digits: str, language: str) -> str:
    locale = locale_or_english(language)
    signs, pattern = locale.number_symbols["latn"], locale.decimal_formats[None]
    if pattern.grouping == (3, 3):  # Babel takes the apostrophe of de-CH for a quote
        signs = {ord(","): signs["group"], ord("."): signs["decimal"]}
        return f"{Decimal(digits):,f}".translate(signs)
    from babel.numbers import format_decimal

    whole, decimals = pattern.pattern.partition(".")[0], "0" * len(digits.partition(".")[2])
    # Babel rounds to the pattern's decimals, with the precision of the current context.
    with localcontext(prec=_MOST_DIGITS):
        return str(format_decimal(Decimal(digits), f"{whole}.{decimals}", locale))


def minus_sign(language: str) -> str:
    """U+2212; where text runs from right to left, after CLDR's mark that keeps it on the left."""
    signs = locale_or_english(language).number_symbols["latn"]
    return str(signs["minusSign"]).replace("-", _MINUS)


def number_word(
    number: int, language: str, governed: bool = False, with_noun: bool = False
) -> str | None:
    """The word for a number, such as "six"; None outside 0 to 12, for other languages, after a
    word that asks for another case (``governed``, as in ``plural_category``), and before a noun
    whose gender would decide it."""
    if governed and language.partition("-")[0] in _GOVERNED:
        return None
    word = dict(enumerate(words_of(language)["numbers"].split())).get(number, "")
    return None if with_noun and word.endswith("*") else word.rstrip("*") or None


def plural_category(value: Decimal, language: str, governed: bool = False) -> str:
    """CLDR's plural category for the number, such as ``one`` or ``few``. Written decimals count: "1
    hour" but "1.0 hours". ``governed``: the number stands after a word such as "at least"."""
    category = _category(f"{value.copy_abs():f}", language)
    forms = _GOVERNED.get(language.partition("-")[0], {}) if governed else {}
    return forms.get(category, category)


@lru_cache(maxsize=4096)
def _category(digits: str, language: str) -> str:
    return str(locale_or_english(language).plural_form(Decimal(digits)))


def unit_pattern(name: str, category: str, language: str) -> str | None:
    """CLDR's pattern of ``percent``, of a currency by its ISO 4217 code, or of a unit and its
    width, such as ``length-meter/long``, for a plural category. None if it has none."""
    locale = find_locale(language)
    if locale is None or not name:
        return None
    if name == "percent":
        signs = locale.number_symbols["latn"]
        return _with_sign(locale.percent_formats[None], "%", signs["percentSign"])
    if name.isupper():
        from babel.numbers import get_currency_symbol

        symbol = get_currency_symbol(name, locale)
        return _with_sign(locale.currency_formats["standard"], "¤", symbol)
    unit, _, width = name.partition("/")
    forms = locale._data["unit_patterns"].get(unit, {}).get(width, {})
    # The dual of Arabic has no number.
    found = (forms[each] for each in (category, "other") if "{0}" in forms.get(each, ""))
    return str(next(found, "")).replace("{0}", "{n}").replace(" ", _NO_BREAK) or None


def compact_number(value: Decimal, language: str, governed: bool) -> tuple[str, Decimal] | None:
    """A positive number with its scale, such as "9.6 billion", and the scale, 10 to the 9th.

    None for what is written in full: a number that needs more than three decimals to be the same,
    and one below the language's first scale above a thousand. ``governed`` is that of
    ``plural_category``.
    """
    patterns = locale_or_english(language).compact_decimal_formats["long"]
    by_size = patterns["other"]
    size = max((each for each in by_size if int(each) <= value), key=int, default="")
    power = len(size) - _form(by_size[size]).count("0") if size else 0
    if power < _LEAST_POWER:
        return None
    with localcontext(prec=_MOST_DIGITS):
        mantissa = Decimal(f"{value.scaleb(-power).normalize():f}")
    by_size = {**by_size, **patterns.get(plural_category(mantissa, language, governed), {})}
    form = re.sub("0+", "0", _form(by_size[size])).replace(" ", _NO_BREAK)
    decimals = -int(mantissa.as_tuple().exponent)
    if decimals > _MOST_DECIMALS or mantissa >= _LARGEST or "0" not in form:
        return None
    return form.replace("0", format_number(mantissa, language)), Decimal(10) ** power


def _form(pattern: NumberPattern) -> str:
    """The pattern of positive numbers, without marks of direction and quoting."""
    return re.sub("[\u200e\u200f']", "", pattern.pattern.partition(";")[0])


def after_scale(unit: str, language: str) -> str:
    """What stands after a scale, which is a noun in some languages: "millions de jours"."""
    joiner = _JOINERS.get(language.partition("-")[0])
    if joiner is None or not unit[1:2].islower():
        return unit
    if language.startswith("fr") and unit[1] in "aeéêiouh":
        return f"{_NO_BREAK}d’{unit[1:]}"
    return f"{_NO_BREAK}{joiner}{unit}"


def _with_sign(pattern: NumberPattern, place: str, sign: str) -> str:
    """A pattern with ``sign`` at its ``place``, set off by a space where it ends in a letter."""
    before = (
        pattern.prefix[1].replace("-", "{-}") if "-" in pattern.prefix[1] else pattern.prefix[0]
    )
    form = f"{before}{{n}}{pattern.suffix[0]}".replace(place, sign).replace(" ", _NO_BREAK)
    return form.replace(f"{sign}{{", f"{sign}{_NO_BREAK}{{") if sign[-1].isalpha() else form
