"""Additions at the end of a YAML file, which leave the rest of it as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from textwrap import indent

from explainer.documents.data.nodes import Mapping, Node, Sequence, child, to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.scaffolding.drafts import NotDrafted
from explainer.scaffolding.yaml_writing import Value, write_yaml

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


def append_record(path: str, before: str | None, record: Pairs[str, Value]) -> str:
    """The text that adds a record to a bibliography: a list of records, at the top level or under
    ``references``. Raises NotDrafted as ``append_entry`` does."""
    snippet = write_yaml([record])
    first = f"references:\n{indent(snippet, '  ')}"
    if before is None:
        return first
    root = _parsed(path, before, snippet)
    listed = child(root, ["references"]) if isinstance(root, Mapping) else root
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
    records = [*_records(to_data(root) if root else []), record]
    if _records(_data(path, before + addition)) != records:
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


def _records(data: object) -> list[object]:
    listed = data.get("references") if isinstance(data, dict) else data
    return listed if isinstance(listed, list) else []


def _refusal(path: str, snippet: str) -> NotDrafted:
    return NotDrafted(f"{path} is written so that nothing can be put behind its end", snippet)
