"""Parse ``units.yaml``, in which a site declares units."""

from __future__ import annotations

import re

import msgspec

from explainer.documents.data.nodes import Mapping, Scalar
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import Filled
from explainer.model.shared.reading import Parsed, Reader, parse_records
from explainer.model.site.records import LANGUAGE_CODE
from explainer.model.values.units import Unit

_ID = re.compile(r"[a-zA-Z0-9-]+")
_LANGUAGE = re.compile(LANGUAGE_CODE)


class ParsedUnits(Parsed[Unit], frozen=True, tag=True):
    """The units of one file."""


class PluralForms(msgspec.Struct, forbid_unknown_fields=True):
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


def _read_unit(reader: Reader, key: Scalar) -> Unit | None:
    node = reader.node
    if not _ID.fullmatch(key.value):
        message = f'"{key.value[:60]}" cannot be a unit\'s id'
        hint = "An id is made of letters a to z, digits and hyphens."
        reader.report("id", reader.name(key), message, hint)
    if not isinstance(node, Mapping) or not node.items:
        at = node.start if not (isinstance(node, Scalar) and node.is_empty) else key.start
        hint = "Write a line such as `en: people` below it, indented."
        reader.report("type", at, f"`{key.value}` has no form in any language", hint)
        return None
    for code, _ in node.items:
        if not _LANGUAGE.fullmatch(code.value):
            message = f'"{code.value[:60]}" is no language code'
            hint = "Forms stand behind codes such as en or pt-BR."
            reader.report("language", reader.name(code), message, hint)
    forms = reader.record(dict[str, Filled | PluralForms], key=key)
    return (
        Unit(key.value, {code: _by_category(each) for code, each in forms.items()})
        if forms
        else None
    )


def _by_category(forms: str | PluralForms) -> dict[str, str]:
    if isinstance(forms, str):
        return {"other": forms}
    found = msgspec.structs.asdict(forms)
    return {category: form for category, form in found.items() if form is not None}
