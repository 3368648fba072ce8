"""Convert nodes to the model's types, or report every error in them.

A type is declared once, as a msgspec.Struct. msgspec stops at the first error; so on failure a
JSON Schema made from the same type finds all of them, and the nodes give their positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from explainer.diagnostics import Diagnostic
from explainer.documents.data.field_values import field_data, shape_of
from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.files.source_text import SourceText

T = TypeVar("T")
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3})")


def validate(
    source: SourceText,
    node: Node,
    type_: type[T],
    *,
    also_known: Iterable[str] = (),
    key: Scalar | None = None,
) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """``node`` as a ``type_``, or None and a diagnostic for each error.

    ``also_known`` are keys of the outermost mapping that the caller reads itself: they are skipped
    here, but listed in the hint for an unknown key. ``key`` is the key that ``node`` is the value
    of: what is missing is reported there, else at the first key in ``node``.
    """
    own = frozenset(also_known)
    if own and isinstance(node, Mapping):
        rest = tuple(pair for pair in node.items if pair[0].value not in own)
        node = Mapping(node.start, node.end, rest)
    data = field_data(node, shape_of(type_))
    try:
        return msgspec.convert(data, type_), ()
    except msgspec.ValidationError as error:
        from explainer.documents.data.violations import Record, find_violations

        record = Record(source, node, key, tuple(sorted(own)))
        return None, find_violations(record, data, type_, str(error))


def split_translations(
    node: Mapping, fields: Iterable[str]
) -> tuple[Mapping, dict[str, dict[str, Scalar]]]:
    """``node`` without keys such as ``label.ru``, and their texts by field, then by language.

    Only ``fields`` have translations. A translation that is empty or not text stays in the
    mapping, where validation refuses it.
    """
    translatable = frozenset(fields)
    kept: list[tuple[Scalar, Node]] = []
    found: dict[str, dict[str, Scalar]] = {}
    for key, value in node.items:
        match = _TRANSLATION.fullmatch(key.value)
        if match and match[1] in translatable and isinstance(value, Scalar) and value.value:
            found.setdefault(match[1], {})[match[2]] = value
        else:
            kept.append((key, value))
    return Mapping(node.start, node.end, tuple(kept)), found
