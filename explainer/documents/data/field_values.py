"""Convert scalars to the types that their fields take.

``NO`` is text in a title and a mistake in a number; ``1984`` may be either. A scalar is read by
YAML 1.2's core schema (10.3) only if it is plain and its field takes more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite

from msgspec import Struct, inspect

from explainer.documents.data.nodes import Mapping, Node, Scalar, to_data

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


class Shape(Struct, frozen=True):
    """What a type takes: kinds of scalars (``str int float bool null``), and the shapes within.
    ``items`` is the shape of a list's items, ``values`` that of a dict's values, ``fields`` those
    of a record by key. ``takes_all`` is ``Any``, for which every scalar stays text."""

    scalars: frozenset[str] = frozenset()
    items: Shape | None = None
    values: Shape | None = None
    # Filled after the shape is made: a record may hold records of the same type.
    fields: dict[str, Shape] = {}
    takes_all: bool = False


def shape_of(type_: type) -> Shape:
    """The shape of a msgspec.Struct, or of any other type that msgspec supports."""
    return _cached_shape(type_)


@cache
def _cached_shape(type_: type) -> Shape:
    return _shape(inspect.type_info(type_), {})


def field_data(node: Node, shape: Shape | None) -> object:
    """``node`` as dicts, lists and scalars of the types that ``shape`` takes.

    A scalar that has none of these types stays text, and validation refuses it.
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
        any(shape.takes_all for shape in shapes),
    )
