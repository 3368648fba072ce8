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
    """``forms`` is language, then CLDR's plural category, then the form.

    A form with ``{n}`` is the whole pattern, "${n}" say; any other stands behind the number.
    Where a category has no form of its own, ``other`` serves.
    """

    id: str
    forms: Mapping[str, Mapping[str, str]]


def format_with_unit(number_text: str, value: Decimal, unit: Unit, language: str) -> str:
    """As "2,030 people", with a no-break space: ``number_text`` is the number as it shall be
    shown, ``value`` decides the plural (the higher end of a range)."""
    form = _choose_form(value, unit, language)
    if "{n}" in form:
        return form.replace("{n}", number_text)
    return f"{number_text}{_NO_BREAK}{form}"


def _choose_form(value: Decimal, unit: Unit, language: str) -> str:
    """The category is that of the language which has the form, not of the one asked for."""
    for tag in (*fallback_chain(language), _FALLBACK):
        forms = unit.forms.get(tag, {})
        form = forms.get(plural_category(value, tag)) or forms.get("other")
        if form:
            return form
    return unit.id
