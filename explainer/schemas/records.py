"""The JSON Schema of a record: msgspec's, adapted to YAML in a text editor."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc, getsource
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

Schema: TypeAlias = dict[str, Any]

_EMPTY: tuple[object, ...] = (None, False, "", [], {})
_TEXT = "string"


def record_schema(record: type[msgspec.Struct]) -> Schema:
    """The schema of ``record``, with ``$defs`` for the records inside it."""
    within = _records_within(inspect.type_info(record))
    every = (record, *dict.fromkeys(within))
    _, parts = msgspec.json.schema_components(every, ref_template="#/$defs/{name}")
    defs: Schema = {}
    for each in every:
        schema = _as_written(parts[each.__name__], parts)
        notes = field_notes(each)
        schema["properties"] = {
            name: {"title": name, **_explained(value, notes.get(name, ""))}
            for name, value in schema["properties"].items()
        }
        if translated := getattr(each, "translated", ()):
            schema["patternProperties"] = _translations(translated)
        # Docstrings of classes are for programmers; every hover would show them.
        schema.pop("description", None)
        defs[each.__name__] = {**schema, "title": _title(each)}
    own = defs.pop(record.__name__)
    return {**own, **({"$defs": defs} if defs else {})}


def _title(record: type[msgspec.Struct]) -> str:
    """The title of a record, from the name of its class: "Fact translation". A hover shows it; over
    what has none it shows that of the file."""
    name = record.__name__.removesuffix("Record").removesuffix("Fields")
    words = re.sub("(?<=[a-z])(?=[A-Z])", " ", name.removeprefix("Csl") or "Source")
    return words.capitalize()


def _records_within(info: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    """The types of all records inside ``info``. Recursive types are not supported: the model has
    none."""
    parts: Iterable[inspect.Type] = ()
    match info:
        case inspect.StructType():
            parts = (field.type for field in info.fields)
        case inspect.UnionType():
            parts = info.types
        case inspect.Metadata():
            parts = (info.type,)
        case inspect.CollectionType():
            parts = (info.item_type,)
        case inspect.DictType():
            parts = (info.value_type,)
    for part in parts:
        if isinstance(part, inspect.StructType):
            yield part.cls
        yield from _records_within(part)


def _translations(fields: Iterable[str]) -> Schema:
    """The pattern property for translations of ``fields``, such as ``label.ru`` for ``label``."""
    pattern = rf"^(?:{'|'.join(fields)})\.[a-z]{{2,3}}$"
    text = {"type": _TEXT, "minLength": 1, "description": "In the language of the code behind it."}
    return {pattern: text}


def by_id(entry: Schema, pattern: str, rule: str) -> Schema:
    """The schema of a mapping from ids that match ``pattern`` to entries; ``rule`` is the message
    for other ids."""
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^(?:{pattern})$", "patternErrorMessage": rule},
        "additionalProperties": entry,
    }


def when(condition: Mapping[str, Schema], needs: str) -> Schema:
    """The rule that requires the field ``needs`` if each field in ``condition`` is present and
    matches its schema."""
    return {
        "if": {"properties": dict(condition), "required": [*condition]},
        "then": {"required": [needs]},
    }


def _explained(schema: Schema, note: str) -> Schema:
    """``schema`` described by ``note``. msgspec's description, which says what a value must be,
    becomes the message for a value that does not match, and the description if there is no note."""
    rule = schema.pop("description", "")
    if rule and "pattern" in schema:
        schema["patternErrorMessage"] = f"This must be {rule}."
    return {"description": note or rule, **schema} if note or rule else schema


def _as_written(schema: Any, parts: Mapping[str, Schema]) -> Any:
    """``schema`` as YAML is written: text may also look like a number, as in ``title: 1984``, and
    an optional field may be empty. Enumerations are copied from ``parts``, the schemas that
    references lead to, and empty defaults are left out."""
    if isinstance(schema, list):
        return [_as_written(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    named = parts.get(schema.get("$ref", "").rpartition("/")[2], {})
    if "enum" in named:
        schema = {"enum": named["enum"]} | {k: v for k, v in schema.items() if k != "$ref"}
    found = {
        key: _as_written(value, parts)
        for key, value in schema.items()
        if not (key in ("default", "required") and value in _EMPTY)
    }
    if found.get("type") == _TEXT and re.search(found.get("pattern", ""), "1"):
        found["type"] = [_TEXT, "number"]
    choices = found.get("anyOf", ())
    if len(choices) == 2 and choices[1] == {"type": "null"} and "$ref" not in choices[0]:
        return _or_nothing({k: v for k, v in found.items() if k != "anyOf"} | choices[0])
    return found


def _or_nothing(schema: Schema) -> Schema:
    """``schema`` that also allows null, the value of a key without a value."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


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
    (declared,) = ast.parse(textwrap.dedent(getsource(owner))).body
    assert isinstance(declared, ast.ClassDef)
    return {
        field.target.id: cleandoc(note.value.value).replace("\n", " ")
        for field, note in zip(declared.body, declared.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }
