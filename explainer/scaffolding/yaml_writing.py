"""Records as YAML, quoted only where necessary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import yaml

Value: TypeAlias = str | Sequence["Value"] | Mapping[str, "Value"]

_WIDTH = 96
_FOLDED_FROM = 80
_PREFIX = "tag:yaml.org,2002:"


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as text, as ``explainer.documents.data.yaml_source`` reads it.

    Unchanged, PyYAML would quote texts that are dates or numbers in YAML 1.1.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012 (the name is PyYAML's)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_NOTHING = re.compile(r"(?:~|null|Null|NULL|)\Z")
_Dumper.add_implicit_resolver(f"{_PREFIX}null", _NOTHING, ["~", "n", "N", ""])


def write_yaml(value: Value) -> str:
    """A mapping or list of records as YAML: one field per line, lists of words and small records
    in brackets, long texts folded."""
    node = _node(value, depth=0)
    written = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_WIDTH)
    return str(written)


def _node(value: Value, depth: int) -> yaml.Node:
    if isinstance(value, str):
        is_long = len(value) > _FOLDED_FROM
        return yaml.ScalarNode(f"{_PREFIX}str", value, style=">" if is_long else None)
    if isinstance(value, Mapping):
        pairs = [(_node(key, depth), _node(each, depth + 1)) for key, each in value.items()]
        return yaml.MappingNode(
            f"{_PREFIX}map", pairs, flow_style=depth > 1 and _holds_words(value.values())
        )
    items = [_node(each, depth + 1) for each in value]
    return yaml.SequenceNode(f"{_PREFIX}seq", items, flow_style=depth > 0 and _holds_words(value))


def _holds_words(parts: Iterable[Value]) -> bool:
    return all(isinstance(part, str) for part in parts)
