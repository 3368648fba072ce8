"""Amounts as a language writes them: signs, digits, units and words in its own order.

Nothing else puts a number and its unit together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from gettext import NullTranslations

from explainer.languages.catalogues import unmarked
from explainer.languages.numbers import (
    after_scale,
    compact_number,
    format_number,
    minus_sign,
    number_word,
)
from explainer.model.values.units import Unit
from explainer.model.values.value import Quantity

_NO_BREAK = "\u00a0"


def format_amount(
    value: Quantity,
    unit: Unit | None,
    language: str,
    catalogue: NullTranslations,
    *,
    compact: bool = False,
    in_words: bool = False,
) -> str:
    """The amount, with ``unit`` if one is given: "about $9,600,000,000", "at least 3 days".

    What stands before the digits, such as a currency, is repeated at both ends of a range.
    ``compact``: "$9.6 billion" where that is the same number. ``in_words``: "six states" where
    there is such a word and the unit is one too, else digits.
    """
    number, low, high = value.number, value.low, value.high
    one_sided = number is None and None in (low, high)
    governed = value.about or one_sided

    def scaled(end: Decimal) -> tuple[str, Decimal] | None:
        return compact_number(end.copy_abs(), language, governed) if compact else None

    deciding = next(each for each in (number, high, low) if each is not None)
    _, plural = scaled(deciding) or ("", deciding)
    pattern = unit.pattern(plural, language, governed) if unit else "{n}"
    before, _, after = pattern.partition("{n}")

    def write(end: Decimal) -> str:
        digits, _ = scaled(end) or (format_number(end.copy_abs(), language), end)
        return _signed(before, minus_sign(language) if end < 0 else "") + digits

    span = _span(low, high, write) if value.is_range else ""
    if number is None:
        text = span
    elif in_words and is_small(value) and _is_word(pattern):
        text = number_word(int(number), language, governed, unit is not None) or write(number)
    else:
        text = f"{write(number)} ({span})" if span and low != high else write(number)
    if plural != deciding:
        after = after_scale(after, language)
    return _qualified(text + after, value, one_sided, catalogue)


def is_small(value: Quantity) -> bool:
    """Whether a number can be written as a word: whole, 0 to 12, no range."""
    number = value.number
    return (
        number is not None
        and number == number.to_integral_value()
        and 0 <= number <= 12
        and not value.is_range
    )


def _signed(before: str, sign: str) -> str:
    """What stands before the digits, with the sign: "−$", "−US$", but "the level is −"."""
    if "{-}" in before:
        return before.replace("{-}", sign)
    return before + sign if any(map(str.islower, before)) else sign + before


def _span(low: Decimal | None, high: Decimal | None, write: Callable[[Decimal], str]) -> str:
    """A range, set apart where digits do not meet: "200–300", "$200 – $300", "−5 – 3"."""
    ends = [write(end) for end in dict.fromkeys((low, high)) if end is not None]
    digits = all(end[0].isdigit() and end[-1].isdigit() for end in ends)
    return ("–" if digits else f"{_NO_BREAK}– ").join(ends)


def _is_word(pattern: str) -> bool:
    before, _, after = unmarked(pattern).partition("{n}")
    return not before and (after.lstrip(_NO_BREAK)[:1] or "a").isalpha()


def _qualified(text: str, value: Quantity, one_sided: bool, catalogue: NullTranslations) -> str:
    """The amount after its words."""
    gettext = catalogue.gettext
    if value.about:
        text = gettext("about %(number)s") % {"number": text}
    if one_sided:
        at_most, at_least = gettext("at most %(number)s"), gettext("at least %(number)s")
        text = (at_most if value.low is None else at_least) % {"number": text}
    return text
