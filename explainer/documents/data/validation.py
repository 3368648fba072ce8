"""Convert nodes to the model's types, or report every error in them.

A type is declared once, as a msgspec.Struct. msgspec stops at the first error; so on failure a
JSON Schema made from the same type finds all of them, and the nodes give their positions.

``NO`` is text in a title and a mistake in a number; ``1984`` may be either. A scalar is read by
YAML 1.2's core schema (10.3) only if it is plain and its field takes more than text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cache
from math import isfinite
from typing import TypeVar

import msgspec
from msgspec import Struct, inspect

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Node, Scalar, to_data
from explainer.documents.files.source_text import SourceText

T = TypeVar("T")
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3})")

_NULLS = frozenset(("null", "Null", "NULL", "~"))
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# Lengths are limited, since converting a very long number takes long.
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 400
_SCALARS: dict[type[inspect.Type], str] = {
    inspect.BoolType: "bool",
    inspect.IntType: "int",
    inspect.FloatType: "float",
    inspect.NoneType: "null",
}


def validate(
    source: SourceText,
    node: Node,
    type_: type[T],
    *,
    also_known: Iterable[str] = (),
    key: Scalar | None = None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """``node`` as a ``type_``, or None and a diagnostic for each error. Translations of the fields
    that records name as ``translated``, as under ``label.ru``, are passed over.

    ``also_known`` are keys of the outermost mapping that the caller reads itself: they are skipped
    here, but listed in the hint for an unknown key. ``key`` is the key that ``node`` is the value
    of: what is missing is reported there, else at the first key in ``node``.
    """
    own = frozenset(also_known)
    if own and isinstance(node, Mapping):
        rest = tuple(pair for pair in node.items if pair[0].value not in own)
        node = Mapping(node.start, node.end, rest)
    data = field_data(node, _shape_of(type_))  # type: ignore[arg-type]  # it is hashable
    try:
        return msgspec.convert(data, type_), ()
    except msgspec.ValidationError as error:
        from explainer.documents.data.violations import Record, find_violations

        record = Record(source, node, key, tuple(sorted(own)))
        return None, find_violations(record, data, type_, str(error))


def translations(node: Node | None, fields: Container[str]) -> list[tuple[str, str, Scalar]]:
    """Field, language and text of each key such as ``label.ru`` in a mapping, in this order.

    Only ``fields`` have translations. What is empty or not text is none: validation refuses it.
    """
    found = [
        (match[1], match[2], value)
        for key, value in (node.items if isinstance(node, Mapping) else ())
        if "." in key.value and isinstance(value, Scalar) and value.value
        if (match := _TRANSLATION.fullmatch(key.value)) and match[1] in fields
    ]
    return sorted(found, key=lambda each: each[:2])


class Shape(Struct, frozen=True):
    """What a type takes: kinds of scalars (``str int float bool null``), and the shapes within.
    ``items`` is the shape of a list's items, ``values`` that of a dict's values, ``fields`` those
    of a record by key, of which some may be ``translated``."""

    scalars: frozenset[str] = frozenset()
    items: Shape | None = None
    values: Shape | None = None
    fields: dict[str, Shape] = {}
    translated: frozenset[str] = frozenset()


@cache
def _shape_of(type_: type) -> Shape:
    return _shape(inspect.type_info(type_))


def field_data(node: Node, shape: Shape | None) -> object:
    """``node`` as dicts, lists and scalars of the types that ``shape`` takes.

    A scalar that has none of these types stays text, and validation refuses it.
    """
    if shape is None:
        return to_data(node)
    if isinstance(node, Scalar):
        return _field_value(node, shape.scalars)
    if isinstance(node, Mapping):
        data = {
            key.value: field_data(value, shape.fields.get(key.value, shape.values))
            for key, value in node.items
        }
        for field, language, _ in translations(node, shape.translated) if shape.translated else ():
            del data[f"{field}.{language}"]
        return data
    return [field_data(item, shape.items) for item in node.items]


def _field_value(scalar: Scalar, kinds: frozenset[str]) -> object:
    value = scalar.value
    if scalar.is_empty:
        return None
    if scalar.style or kinds == {"str"}:
        return value
    if "null" in kinds and value in _NULLS:
        return None
    if "bool" in kinds and value in _TRUTHS:
        return _TRUTHS[value]
    number = _number(value, kinds)
    return value if number is None else number


def _number(value: str, kinds: frozenset[str]) -> int | float | None:
    if kinds & {"int", "float"}:
        if _WHOLE.fullmatch(value):
            return int(value)
        if _OTHER_BASE.fullmatch(value):
            return int(value, 0)
    if "float" in kinds and len(value) <= _LONGEST_NUMBER and _DECIMAL.fullmatch(value):
        number = float(value)
        return number if isfinite(number) else None
    return None


def _shape(info: inspect.Type) -> Shape:
    """The shape of a type. Recursive types, which the model has none of, are not supported."""
    match info:
        case inspect.Metadata():
            return _shape(info.type)
        case inspect.UnionType():
            return _either([_shape(part) for part in info.types])
        case inspect.StructType():
            fields = {part.encode_name: _shape(part.type) for part in info.fields}
            translated = frozenset(getattr(info.cls, "translated", ()))
            return Shape(fields=fields, translated=translated)
        case inspect.DictType():
            return Shape(values=_shape(info.value_type))
        case inspect.CollectionType():
            return Shape(items=_shape(info.item_type))
        case inspect.TupleType():
            return Shape(items=_either([_shape(part) for part in info.item_types]))
        case inspect.LiteralType():
            return Shape(_kinds(info.values))
        case inspect.EnumType():
            return Shape(_kinds(member.value for member in info.cls))
        case _:
            return Shape(frozenset({_SCALARS.get(type(info), "str")}))


def _kinds(values: Iterable[object]) -> frozenset[str]:
    return frozenset("null" if value is None else type(value).__name__ for value in values)


def _either(shapes: list[Shape]) -> Shape:
    """The shape of a union; if several members take mappings or lists, the first decides."""
    records = next((shape.fields for shape in shapes if shape.fields), {})
    return Shape(
        frozenset().union(*(shape.scalars for shape in shapes)),
        next((shape.items for shape in shapes if shape.items is not None), None),
        next((shape.values for shape in shapes if shape.values is not None), None),
        records,
        frozenset().union(*(shape.translated for shape in shapes)),
    )
