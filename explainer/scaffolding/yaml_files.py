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

from explainer.documents.data.nodes import Mapping, Scalar, child, to_data
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
    return str(yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_WIDTH))


def _node(value: Value, depth: int) -> yaml.Node:
    if isinstance(value, str):
        is_long = len(value) > _FOLDED_FROM
        return yaml.ScalarNode(f"{_PREFIX}str", value, style=">" if is_long else None)
    if isinstance(value, Pairs):
        pairs = [(_node(key, depth), _node(each, depth + 1)) for key, each in value.items()]
        in_braces = depth > 1 and _holds_words(value.values())
        return yaml.MappingNode(f"{_PREFIX}map", pairs, flow_style=in_braces)
    items = [_node(each, depth + 1) for each in value]
    return yaml.SequenceNode(f"{_PREFIX}seq", items, flow_style=depth > 0 and _holds_words(value))


def _holds_words(parts: Iterable[Value]) -> bool:
    return all(isinstance(part, str) for part in parts)


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n[^\n]*\Z")
_LEAD = re.compile(r"([ ]*)(?:-[ ]+)?")
"""What stands before a record in its line."""


def appended(
    path: str, before: str | None, new: Pairs[str, Value] | list[Pairs[str, Value]], under: str = ""
) -> str:
    """The text ``before`` with ``new`` records at its end. It maps keys to records, or lists them,
    at the top level or below the key ``under``, which a new file has; None is a new file.

    Raises NotDrafted if the form of the file does not allow an addition at its end."""
    snippet = write_yaml(new)
    whole = f"{under}:\n{indent(snippet, '  ')}" if under else snippet
    if before is None:
        return whole
    root, problems = parse_yaml(SourceText(path, before))
    if problems:
        where = problems[0].location
        raise NotDrafted(f"{where}: {problems[0].message}; mend that first", snippet)
    holder = child(root, [under]) if under and isinstance(root, Mapping) else root
    items = () if holder is None or isinstance(holder, Scalar) else holder.items
    starts = [(item[0] if isinstance(item, tuple) else item).start for item in items]
    line = before[before.rfind("\n", 0, starts[-1]) + 1 : starts[-1]] if starts else "  "
    if root is None:
        text = before + _addition(before, [], "", whole)
    elif lead := _LEAD.fullmatch(line):
        text = before + _addition(before, starts, lead[1], snippet)
    else:
        text = ""
    was = to_data(holder) if holder else None
    wanted: object
    if isinstance(new, list):
        wanted = [*(was if isinstance(was, list) else []), *new]
    else:
        wanted = {**(was if isinstance(was, dict) else {}), **new}
    if _data(path, text, under) != wanted:
        raise NotDrafted(f"{path} is written so that nothing can be put behind its end", snippet)
    return text


def _addition(before: str, starts: list[int], margin: str, snippet: str) -> str:
    """The snippet, indented as its file is, after a blank line if other records have one."""
    gap = "" if not before or before.endswith("\n") else "\n"
    is_spaced = len(starts) < 2 or _BLANK_LINE.search(before, 0, starts[-1])
    blank = "\n" if before.strip() and is_spaced else ""
    text = gap + blank + indent(snippet, margin)
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _data(path: str, text: str, under: str) -> object:
    root, problems = parse_yaml(SourceText(path, text))
    data = None if root is None or problems else to_data(root)
    return data.get(under) if under and isinstance(data, dict) else data
