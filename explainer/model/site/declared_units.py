"""Units that a site declares in ``units.yaml``, with their forms in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.data.validation import validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.site.records import LANGUAGE_CODE
from explainer.model.values.units import Unit

_ID = re.compile(r"[a-zA-Z0-9-]+")
_LANGUAGE = re.compile(LANGUAGE_CODE)
_Form: TypeAlias = Annotated[str, Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class ParsedUnits:
    """``readable`` is False where nothing can be told of the file's units; ``broken`` are
    the ids of those that are invalid."""

    source: SourceText
    units: tuple[Unit, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True
    broken: frozenset[str] = frozenset()


class PluralForms(msgspec.Struct, forbid_unknown_fields=True):
    """CLDR's plural categories; ``other`` serves where one has no form."""

    other: _Form
    """For every number that has no form of its own."""
    zero: _Form | None = None
    """For 0, in Arabic or Latvian."""
    one: _Form | None = None
    """For 1; in Russian for 21 and 31 too."""
    two: _Form | None = None
    """For 2, in Arabic or Welsh."""
    few: _Form | None = None
    """For 2 to 4 in Russian."""
    many: _Form | None = None
    """For 5 to 20 in Russian."""


def parse_units(source: SourceText) -> ParsedUnits:
    """Per unit and language one form for all numbers, or one for each plural category."""
    node, problems = parse_yaml(source)
    if node is None:
        return ParsedUnits(source, diagnostics=problems, readable=not problems)
    if not isinstance(node, Mapping):
        hint = "Write the unit's id and a colon, and below it a line such as `en: people`."
        wrong = source.diagnostic("type", node.start, "units must be a mapping", hint)
        return ParsedUnits(source, diagnostics=(*problems, wrong), readable=False)
    units: list[Unit] = []
    broken: set[str] = set()
    diagnostics = list(problems)
    for key, value in node.items:
        unit, unit_problems = _read_unit(source, key, value)
        diagnostics += unit_problems
        if unit is None or unit_problems:
            broken.add(key.value)
        else:
            units.append(unit)
    return ParsedUnits(source, tuple(units), tuple(in_order(diagnostics)), True, frozenset(broken))


def _read_unit(
    source: SourceText, key: Scalar, node: Node
) -> tuple[Unit | None, tuple[Diagnostic, ...]]:
    id_problems: tuple[Diagnostic, ...] = ()
    if not _ID.fullmatch(key.value):
        message = f'"{key.value[:60]}" cannot be a unit\'s id'
        hint = "An id is made of letters a to z, digits and hyphens."
        offset = offsets_of(source, key)(0)
        id_problems = (
            source.diagnostic("id", offset, message, hint, length=max(1, len(key.value))),
        )
    if not isinstance(node, Mapping) or not node.items:
        at = node.start if not (isinstance(node, Scalar) and node.is_empty) else key.start
        hint = "Write a line such as `en: people` below it, indented."
        wrong = source.diagnostic("type", at, f"`{key.value}` has no form in any language", hint)
        return None, (*id_problems, wrong)
    id_problems = (*id_problems, *_language_problems(source, node))
    forms, problems = validate(source, node, dict[str, _Form | PluralForms], key=key)
    if forms is None:
        return None, (*id_problems, *problems)
    read = {
        language: {"other": form} if isinstance(form, str) else _categories(form)
        for language, form in forms.items()
    }
    return Unit(key.value, read), id_problems


def _language_problems(source: SourceText, node: Mapping) -> Iterator[Diagnostic]:
    for key, _ in node.items:
        if not _LANGUAGE.fullmatch(key.value):
            message = f'"{key.value[:60]}" is no language code'
            hint = "Forms stand behind codes such as en or pt-BR."
            offset = offsets_of(source, key)(0)
            length = max(1, len(key.value))
            yield source.diagnostic("language", offset, message, hint, length=length)


def _categories(forms: PluralForms) -> dict[str, str]:
    found = msgspec.structs.asdict(forms)
    return {category: form for category, form in found.items() if form is not None}
