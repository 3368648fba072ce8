"""Units of quantities, and the forms that stand with a number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from explainer.languages.locales import fallback_chain
from explainer.languages.measures import unit_pattern
from explainer.languages.numbers import plural_category
from explainer.languages.untranslated import as_english

_NO_BREAK = "\u00a0"
_FALLBACK = "en"


class Unit(Struct, frozen=True):
    """A unit; ``forms`` maps a language and a CLDR plural category to a form.

    A form with ``{n}`` is a pattern such as "${n}"; any other is written after the number.
    ``other`` is used for a category without a form. ``cldr`` is the name by which
    ``unit_pattern`` knows it in the languages that have no form.
    """

    id: str
    forms: Mapping[str, Mapping[str, str]]
    cldr: str = ""

    def pattern(self, value: Decimal, language: str, governed: bool = False) -> str:
        """The pattern for the number that decides the plural: "{n} people", with a no-break space.
        It is that of ``language`` or one that it falls back to, else CLDR's, else English, which
        is marked."""
        for tag in fallback_chain(language):
            if form := self._form(value, tag, governed):
                return form
        category = plural_category(value, language)
        if known := unit_pattern(self.cldr, category, language):
            return known
        form = self._form(value, _FALLBACK, governed)
        return as_english(form) if form else f"{{n}}{_NO_BREAK}{self.id}"

    def _form(self, value: Decimal, tag: str, governed: bool) -> str:
        forms = self.forms.get(tag)
        if not forms:
            return ""
        form = forms.get(plural_category(value, tag, governed)) or forms.get("other", "")
        return form if "{n}" in form or not form else f"{{n}}{_NO_BREAK}{form}"
