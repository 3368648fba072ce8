"""Columns of the open data, declared where the fields of its rows are."""

from __future__ import annotations

from enum import StrEnum
from types import NoneType
from typing import Literal, TypeAlias, get_args, get_type_hints

from msgspec import Struct

ColumnType: TypeAlias = Literal["text", "value", "number", "boolean", "integer", "day", "names"]
"""``value`` depends on its row's ``kind``: a number for a quantity, else text. ``names`` are ids
or keys separated by spaces."""

_TYPES: dict[object, ColumnType] = {bool: "boolean", int: "integer", tuple[str, ...]: "names"}


class About(Struct, frozen=True):
    """What annotates a row's field that is a column; its Python type says the rest."""

    description: str
    type: ColumnType | None = None
    refers_to: str = ""


class Column(Struct, frozen=True):
    name: str
    type: ColumnType
    description: str
    required: bool = False
    values: tuple[str, ...] = ()
    """All possible values, if they are listed."""
    refers_to: str = ""
    """The ``table.column`` that the values refer to (a foreign key)."""


def columns_of(row: type) -> tuple[Column, ...]:
    """The columns of a row, in the order of its fields. A field that holds another row has the
    columns of that row."""
    found: list[Column] = []
    for name, hint in get_type_hints(row, include_extras=True).items():
        if isinstance(hint, type) and issubclass(hint, Struct):
            found += columns_of(hint)
        for about in getattr(hint, "__metadata__", ()):
            kind = hint.__origin__
            type_ = about.type or _TYPES.get(kind, "text")
            required = type_ != "names" and NoneType not in get_args(kind)
            values = _listed(kind)
            found.append(Column(name, type_, about.description, required, values, about.refers_to))
    return tuple(found)


def _listed(kind: object) -> tuple[str, ...]:
    """The values that an enumeration or Literal, perhaps with None, allows; else empty."""
    options = get_args(kind) or (kind,)
    for option in options:
        if isinstance(option, type) and issubclass(option, StrEnum):
            return tuple(option)
    return tuple(option for option in options if isinstance(option, str))
