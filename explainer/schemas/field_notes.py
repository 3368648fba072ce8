"""The docstrings of fields: the string literals below them in a class."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping

import msgspec


def field_notes(record: type[msgspec.Struct]) -> Mapping[str, str]:
    """The docstring of each field of a record, by the field's name in files. Base classes are
    searched too."""
    notes: dict[str, str] = {}
    for owner in reversed(record.__mro__):
        if issubclass(owner, msgspec.Struct) and owner is not msgspec.Struct:
            notes |= own_notes(owner)
    fields = msgspec.structs.fields(record)
    return {each.encode_name: notes[each.name] for each in fields if each.name in notes}


def own_notes(owner: type) -> dict[str, str]:
    """The docstring of each field that the class itself declares, by the field's name."""
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    assert isinstance(declared, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(note.value.value).replace("\n", " ")
        for field, note in zip(declared.body, declared.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }
