"""Units of quantities, their plural forms, and a number together with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from explainer.languages.locales import fallback_chain
from explainer.languages.numbers import plural_category

_NO_BREAK = "\u00a0"
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; ``forms`` maps a language and a CLDR plural category to a form.

    A form with ``{n}`` is a pattern such as "${n}"; any other is written after the number.
    ``other`` is used for a category without a form.
    """

    id: str
    forms: Mapping[str, Mapping[str, str]]


def format_with_unit(number_text: str, value: Decimal, unit: Unit, language: str) -> str:
    """A number and its unit, as in "2,030 people", with a no-break space. ``number_text`` is the
    formatted number, ``value`` the number (of a range, the higher end) that decides the plural."""
    form = _choose_form(value, unit, language)
    if "{n}" in form:
        return form.replace("{n}", number_text)
    return f"{number_text}{_NO_BREAK}{form}"


def _choose_form(value: Decimal, unit: Unit, language: str) -> str:
    """The form in ``language`` or one that it falls back to, whose plural rules apply."""
    for tag in (*fallback_chain(language), _FALLBACK):
        forms = unit.forms.get(tag, {})
        form = forms.get(plural_category(value, tag)) or forms.get("other")
        if form:
            return form
    return unit.id
