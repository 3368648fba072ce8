"""Records as YAML, quoted only where necessary; and additions at the end of a file, which leave the
rest of it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Pairs
from collections.abc import Sequence as Items
from textwrap import indent
from typing import TypeAlias

import yaml

from explainer.documents.data.nodes import Mapping, Node, Sequence, child, to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.scaffolding.drafts import NotDrafted

Value: TypeAlias = str | Items["Value"] | Pairs[str, "Value"]

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
    if isinstance(value, Pairs):
        pairs = [(_node(key, depth), _node(each, depth + 1)) for key, each in value.items()]
        return yaml.MappingNode(
            f"{_PREFIX}map", pairs, flow_style=depth > 1 and _holds_words(value.values())
        )
    items = [_node(each, depth + 1) for each in value]
    return yaml.SequenceNode(f"{_PREFIX}seq", items, flow_style=depth > 0 and _holds_words(value))


def _holds_words(parts: Iterable[Value]) -> bool:
    return all(isinstance(part, str) for part in parts)


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n[^\n]*\Z")
_HYPHEN = re.compile(r"([ ]*)-[ ]+")


def append_entry(path: str, before: str | None, key: str, record: Pairs[str, Value]) -> str:
    """The text that adds ``key`` and its record to ``before``, which maps keys to records; None is
    a new file. Raises NotDrafted if the form of the file does not allow an addition at its end."""
    snippet = write_yaml({key: record})
    if before is None:
        return snippet
    root = _parsed(path, before, snippet)
    items = root.items if isinstance(root, Mapping) else ()
    if root is not None and (not items or before.startswith("{", root.start)):
        raise _refusal(path, snippet)
    starts = [name.start for name, _ in items]
    column = starts[-1] - before.rfind("\n", 0, starts[-1]) - 1 if starts else 0
    addition = _addition(before, starts, " " * column, snippet)
    was = to_data(root) if root else {}
    if not isinstance(was, dict) or _data(path, before + addition) != {**was, key: record}:
        raise _refusal(path, snippet)
    return addition


def append_records(
    path: str, before: str | None, records: Items[Pairs[str, Value]], *, under: str = ""
) -> str:
    """The text that adds records to a list of them, at the top level or below the key ``under``,
    which a new file has. Raises NotDrafted as ``append_entry`` does."""
    snippet = write_yaml(records)
    first = f"{under}:\n{indent(snippet, '  ')}" if under else snippet
    if before is None:
        return first
    root = _parsed(path, before, snippet)
    listed = child(root, [under]) if isinstance(root, Mapping) else root
    if root is None:
        addition = _addition(before, [], "", first)
    elif isinstance(listed, Sequence) and listed.items:
        starts = [item.start for item in listed.items]
        line = before[before.rfind("\n", 0, starts[-1]) + 1 : starts[-1]]
        hyphen = _HYPHEN.fullmatch(line)
        if hyphen is None:
            raise _refusal(path, snippet)
        addition = _addition(before, starts, hyphen[1], snippet)
    else:
        addition = _addition(before, [], "  ", snippet)
    was = _records(to_data(root) if root else [], under)
    if _records(_data(path, before + addition), under) != [*was, *records]:
        raise _refusal(path, snippet)
    return addition


def _addition(before: str, starts: list[int], margin: str, snippet: str) -> str:
    """The snippet, indented as its file is, after a blank line if other records have one."""
    gap = "" if not before or before.endswith("\n") else "\n"
    is_spaced = len(starts) < 2 or _BLANK_LINE.search(before, 0, starts[-1])
    blank = "\n" if before.strip() and is_spaced else ""
    text = gap + blank + indent(snippet, margin)
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _parsed(path: str, text: str, snippet: str) -> Node | None:
    node, problems = parse_yaml(SourceText(path, text))
    if problems:
        where = problems[0].location
        raise NotDrafted(f"{where}: {problems[0].message}; mend that first", snippet)
    return node


def _data(path: str, text: str) -> object:
    node, problems = parse_yaml(SourceText(path, text))
    return None if node is None or problems else to_data(node)


def _records(data: object, under: str) -> list[object]:
    listed = data.get(under) if isinstance(data, dict) else data
    return listed if isinstance(listed, list) else []


def _refusal(path: str, snippet: str) -> NotDrafted:
    return NotDrafted(f"{path} is written so that nothing can be put behind its end", snippet)
