"""Units of quantities, the forms that stand with a number, those that every site can use, and how
a site declares its own in ``units.yaml``.

``everyday_units.json`` gives of each of these its forms as ``units.yaml`` does, and its name in
CLDR: it has the sign or the words of the languages that have no form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import asdict

from explainer.documents.data import nodes
from explainer.documents.files.source_text import SourceText
from explainer.languages.catalogues import as_english
from explainer.languages.locales import fallback_chain
from explainer.languages.numbers import plural_category, unit_pattern
from explainer.model.shared.fields import LANGUAGE_CODE, Filled
from explainer.model.shared.parsing import Parsed, parse_records
from explainer.model.shared.reading import Reader

_NO_BREAK = "\u00a0"
_FALLBACK = "en"
_MEASURES = re.compile(
    "mile|knot|feet|foot|yard|inch|acre|ton|pound|ounce|barrel|gallon|gram|met|lit|watt|volt|amp"
    "|byte|joule|degree|percent|second|minute|hour|day|week|month|year|rate|index|dollar|euro|point"
    "|per-|square|cubic|wh$|hz$|bar$|psi$|mph$|rpm$|ppm$"
)
_ID = re.compile(r"[a-zA-Z0-9-]+")
_LANGUAGE = re.compile(LANGUAGE_CODE)


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


def is_counted(unit: str) -> bool:
    """Whether a unit, perhaps one that the site declares, is of things that come whole, as people
    and ships do, and not a measure or a currency (ISO 4217)."""
    if unit in BUILT_IN_UNITS:  # what CLDR has is measured, or money
        return not BUILT_IN_UNITS[unit].cldr and unit != "percentage-points"
    return len(unit) > 2 and not is_currency(unit) and not _MEASURES.search(unit.casefold())


def is_currency(code: str) -> bool:
    """Whether a currency has this code of ISO 4217."""
    from babel.core import get_global

    return code in get_global("all_currencies")


def _read_units() -> Mapping[str, Unit]:
    text = Path(__file__).with_name("everyday_units.json").read_text("utf-8")
    units = {}
    for unit, forms in json.loads(text).items():
        cldr = forms.pop("cldr", "")
        named = {tag: {"other": f} if isinstance(f, str) else f for tag, f in forms.items()}
        units[unit] = Unit(unit, named, cldr)
    return MappingProxyType(units)


BUILT_IN_UNITS = _read_units()


class ParsedUnits(Parsed[Unit], frozen=True, tag=True):
    """The units of one file."""


class PluralForms(Struct, forbid_unknown_fields=True):
    """Forms by CLDR's plural categories; ``other`` is used for a category without a form."""

    other: Filled
    """For every number that has no form of its own."""
    zero: Filled | None = None
    """For 0, in Arabic or Latvian."""
    one: Filled | None = None
    """For 1; in Russian for 21 and 31 too."""
    two: Filled | None = None
    """For 2, in Arabic or Welsh."""
    few: Filled | None = None
    """For 2 to 4 in Russian."""
    many: Filled | None = None
    """For 5 to 20 in Russian."""


def parse_units(source: SourceText) -> ParsedUnits:
    """The units in a file. It maps units to languages, and these to one form for all numbers or
    to a form for each plural category."""
    hint = "Write the unit's id and a colon, and below it a line such as `en: people`."
    return parse_records(source, ParsedUnits, _read_unit, "units must be a mapping", hint)


def _read_unit(reader: Reader, key: nodes.Scalar) -> Unit | None:
    node = reader.node
    if not _ID.fullmatch(key.value):
        message = f'"{key.value[:60]}" cannot be a unit\'s id'
        hint = "An id is made of letters a to z, digits and hyphens."
        reader.report("id", reader.name(key), message, hint)
    if not isinstance(node, nodes.Mapping) or not node.items:
        at = node.start if not (isinstance(node, nodes.Scalar) and node.is_empty) else key.start
        hint = "Write a line such as `en: people` below it, indented."
        reader.report("type", at, f"`{key.value}` has no form in any language", hint)
        return None
    for code, _ in node.items:
        if not _LANGUAGE.fullmatch(code.value):
            message = f'"{code.value[:60]}" is no language code'
            hint = "Forms stand behind codes such as en or pt-BR."
            reader.report("language", reader.name(code), message, hint)
    forms = reader.record(dict[str, Filled | PluralForms], key=key)
    if forms is None:
        return None
    return Unit(key.value, {code: _by_category(each) for code, each in forms.items()})


def _by_category(forms: str | PluralForms) -> dict[str, str]:
    if isinstance(forms, str):
        return {"other": forms}
    return {category: form for category, form in asdict(forms).items() if form is not None}
