"""Report every error in a record that does not fit its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from explainer.diagnostics import Diagnostic, closest, in_order
from explainer.documents.data import nodes, wording
from explainer.documents.data.yaml_failure import is_not_finite, not_finite
from explainer.documents.files.source_text import SourceText

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

_MOST_FINDINGS = 100
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_INNER = frozenset(("items", "additionalProperties", "propertyNames"))
_TRANSLATION = re.compile(r"(.+)\.[a-z]{2,3}")

Path = tuple[str | int, ...]


class Record(Struct, frozen=True):
    """A node under validation; ``key`` and ``also_known`` are those given to ``validate``."""

    source: SourceText
    node: nodes.Node
    key: nodes.Scalar | None = None
    also_known: tuple[str, ...] = ()


class _Violation(Struct, frozen=True):
    """A JSON Schema ``keyword`` that the value at ``path`` violates; ``key`` for a mapping's key.
    ``rule`` is the part of the schema that holds the keyword, ``limit`` what the keyword asks for,
    ``description`` what the type says about the field."""

    keyword: str
    path: Path
    rule: dict[str, Any]
    limit: Any
    description: str


def find_violations(
    record: Record, data: object, type_: type, reason: str
) -> tuple[Diagnostic, ...]:
    """A diagnostic for each error in ``data``, the record's node as ``field_data`` converts it.

    ``reason`` is msgspec's message; it is reported if the schema finds no error, as when a check
    in the type's own code fails.
    """
    schema, validator = _schema(type_)
    errors = islice(validator.iter_errors(data), 10 * _MOST_FINDINGS)
    violations = [found for error in errors for found in _violations(schema, error)]
    found = tuple(islice(_diagnostics(record, violations), _MOST_FINDINGS))
    if found:
        return tuple(in_order(found))
    message, _, place = reason.partition(" - at `$")
    where = [int(index) if index else key for key, index in _STEP.findall(place)]
    return (record.source.diagnostic("value", nodes.value_offset(record.node, where), message),)


@cache
def _schema(type_: type) -> tuple[dict[str, Any], Validator]:
    import jsonschema_rs

    (schema,), parts = msgspec.json.schema_components([type_], ref_template="#/$defs/{name}")
    whole = {**schema, "$defs": parts}
    return whole, jsonschema_rs.validator_for(whole, validate_formats=True)


def _violations(schema: dict[str, Any], error: ValidationError) -> Iterator[_Violation]:
    """The violations in a schema error; for ``anyOf``, those of the form that was meant."""
    keyword = error.kind.name
    path: Path = tuple(error.instance_path)
    if keyword == "anyOf":
        yield from _of_choice(schema, error, path)
    elif keyword == "propertyNames":
        inner = error.kind.as_dict()["error"]
        for found in _violations(schema, inner):
            word = (*path, str(inner.instance))
            yield _Violation("key", word, found.rule, found.limit, found.description)
    else:
        rule, description = _rule(schema, error)
        limit = error.kind.as_dict().get("property") or rule.get(keyword)
        yield _Violation(keyword, path, rule, limit, description)


def _of_choice(schema: dict[str, Any], error: ValidationError, path: Path) -> Iterator[_Violation]:
    """The violations of the first form that has the value's type, else one about the type."""
    branches: list[list[ValidationError]] = error.kind.as_dict()["context"]
    fitting = [
        branch
        for branch in branches
        if not any(e.kind.name == "type" and tuple(e.instance_path) == path for e in branch)
    ]
    if fitting:
        for inner in fitting[0]:
            yield from _violations(schema, inner)
        return
    inner_violations = [v for branch in branches for e in branch for v in _violations(schema, e)]
    types = [kind for v in inner_violations if v.path == path for kind in wording.types(v.limit)]
    description = next((v.description for v in inner_violations if v.description), "")
    yield _Violation("type", path, {}, types, description)


def _rule(schema: dict[str, Any], error: ValidationError) -> tuple[dict[str, Any], str]:
    """The part of the schema that holds the keyword, and what the type says about the field: there
    or at the ``anyOf`` around it."""
    found: Any = schema
    description = ""
    before: object = None
    for step in error.schema_path[:-1]:
        found = found[step]
        names_fields = step == "properties" and before != "properties"
        before = step
        if step in _INNER or (isinstance(found, dict) and "properties" in found):
            description = ""  # of what holds the value, not of the value
        if isinstance(found, dict) and "properties" not in found and not names_fields:
            description = found.get("description", description)
    return found if isinstance(found, dict) else {}, description


def _diagnostics(record: Record, violations: Sequence[_Violation]) -> Iterator[Diagnostic]:
    unknown = {
        found.path: [
            word
            for word in _keys(record, found.path)
            if word not in found.rule.get("properties", {})
        ]
        for found in violations
        if found.keyword == "additionalProperties"
    }
    for found in violations:
        if found.keyword == "additionalProperties":
            for word in unknown[found.path]:
                yield _unknown_key(record, found, word)
        elif found.keyword == "required":
            known = [*found.rule.get("properties", {}), *record.also_known]
            meant = f"`{found.limit}:`"
            if not any(
                closest(near, [found.limit]) or meant in wording.elsewhere(near, known)
                for near in unknown.get(found.path, ())
            ):
                yield _missing_key(record, found)
        else:
            yield _unfit(record, found)


def _keys(record: Record, path: Path) -> list[str]:
    node = nodes.child(record.node, path)
    return [key.value for key, _ in node.items] if isinstance(node, nodes.Mapping) else []


def _report(record: Record, place: nodes.Scalar | int, words: wording.Words) -> Diagnostic:
    """The diagnostic that underlines a scalar, or is at an offset."""
    message, hint, code = words
    at, end = (place, 0) if isinstance(place, int) else (place.start, place.end)
    return record.source.diagnostic(code, at, message, hint, length=max(1, end - at))


def _unknown_key(record: Record, found: _Violation, word: str) -> Diagnostic:
    path = (*found.path, word)
    known = [*found.rule.get("properties", {}), *(() if found.path else record.also_known)]
    match = _TRANSLATION.fullmatch(word)
    if match and match[1] in known:
        words = wording.translation(path, match[1], nodes.child(record.node, path))
    else:
        words = wording.unknown_key(path, known, _keys(record, found.path))
    return _report(record, _key_place(record, path), words)


def _key_place(record: Record, path: Path) -> nodes.Scalar | int:
    """The key at ``path``; for an item of a list, its start."""
    return nodes.key_at(record.node, path) or nodes.key_offset(record.node, path)


def _missing_key(record: Record, found: _Violation) -> Diagnostic:
    # The key that the mapping is the value of, else the first key in it.
    key = nodes.key_at(record.node, found.path) if found.path else record.key
    node = nodes.child(record.node, found.path)
    if key is None and isinstance(node, nodes.Mapping) and node.items:
        key = node.items[0][0]
    rule = found.rule.get("properties", {}).get(found.limit, {})
    words = wording.missing_key((*found.path, found.limit), rule.get("description", ""))
    return _report(record, key or nodes.value_offset(record.node, found.path), words)


def _unfit(record: Record, found: _Violation) -> Diagnostic:
    """The diagnostic for a value or key that does not fit the type."""
    path, is_key = found.path, found.keyword == "key"
    node = (nodes.key_at(record.node, path) if is_key else None) or nodes.child(record.node, path)
    node = node or record.node
    if found.keyword == "type" and isinstance(node, nodes.Scalar) and is_not_finite(node):
        return not_finite(record.source, node)
    if is_key:
        words = wording.unfit_key(path, found.limit, found.description)
    else:
        words = wording.unfit_value(
            path, node, found.keyword, found.limit, found.description, record.source.text
        )
    if not isinstance(node, nodes.Scalar):
        return _report(record, node.start, words)
    return _report(record, _key_place(record, path) if node.is_empty else node, words)
