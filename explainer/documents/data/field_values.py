"""What a scalar means is decided by the field that takes it.

``NO`` is text in a title and a mistake in a number; ``1984`` is either. Only a
field that takes more than text looks for YAML 1.2's core scalars, and only where
the scalar is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import isfinite

from msgspec import inspect

from explainer.documents.data.nodes import Mapping, Node, Scalar, to_data

_NULLS = frozenset(("null", "Null", "NULL", "~"))
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# The lengths keep numbers from being a way to spend the build's time.
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 400


@dataclass(frozen=True, slots=True)
class Shape:
    """What a type takes: kinds of scalars (``str int float bool null``), and the shapes within.

    ``takes_all`` is a type that says nothing, for which everything stays as written.
    """

    scalars: frozenset[str] = frozenset()
    items: Shape | None = None
    values: Shape | None = None
    # Filled after the shape is made: a record may hold records of its own kind.
    fields: dict[str, Shape] = field(default_factory=dict)
    takes_all: bool = False


def shape_of(type_: type) -> Shape:
    """The shape of a msgspec.Struct, or of whatever else msgspec knows."""
    return _cached_shape(type_)


@cache
def _cached_shape(type_: type) -> Shape:
    return _shape(inspect.type_info(type_), {})


def field_data(node: Node, shape: Shape | None) -> object:
    """Dicts, lists and scalars in the types that ``shape`` asks for.

    A scalar that is none of them stays the text that was written, to be refused
    by whoever checks the type.
    """
    if shape is None or shape.takes_all:
        return to_data(node)
    if isinstance(node, Scalar):
        return _field_value(node, shape.scalars)
    if isinstance(node, Mapping):
        return {
            key.value: field_data(value, shape.fields.get(key.value, shape.values))
            for key, value in node.items
        }
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


def _shape(info: inspect.Type, records: dict[type, Shape]) -> Shape:
    match info:
        case inspect.Metadata():
            return _shape(info.type, records)
        case inspect.UnionType():
            return _either([_shape(part, records) for part in info.types])
        case inspect.StructType() | inspect.TypedDictType() | inspect.DataclassType():
            if info.cls not in records:
                records[info.cls] = shape = Shape()
                for part in info.fields:
                    shape.fields[part.encode_name] = _shape(part.type, records)
            return records[info.cls]
        case inspect.DictType():
            return Shape(values=_shape(info.value_type, records))
        case inspect.CollectionType():
            return Shape(items=_shape(info.item_type, records))
        case inspect.TupleType():
            return Shape(items=_either([_shape(part, records) for part in info.item_types]))
        case inspect.AnyType() | inspect.RawType():
            return Shape(takes_all=True)
        case inspect.LiteralType():
            return Shape(_kinds(info.values))
        case inspect.EnumType():
            return Shape(_kinds(member.value for member in info.cls))
        case inspect.BoolType():
            return Shape(frozenset({"bool"}))
        case inspect.IntType():
            return Shape(frozenset({"int"}))
        case inspect.FloatType():
            return Shape(frozenset({"float"}))
        case inspect.NoneType():
            return Shape(frozenset({"null"}))
        case _:
            return Shape(frozenset({"str"}))


def _kinds(values: Iterable[object]) -> frozenset[str]:
    return frozenset("null" if value is None else type(value).__name__ for value in values)


def _either(shapes: list[Shape]) -> Shape:
    """What any of ``shapes`` takes; of two that take mappings or lists, the first decides."""
    records = next((shape.fields for shape in shapes if shape.fields), {})
    return Shape(
        frozenset().union(*(shape.scalars for shape in shapes)),
        next((shape.items for shape in shapes if shape.items is not None), None),
        next((shape.values for shape in shapes if shape.values is not None), None),
        records,
        any(shape.takes_all for shape in shapes),
    )
