"""The text to write, and writing it: a new file, an addition at the end of one, or new texts in
place of several; and records as YAML, quoted only where necessary."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from collections.abc import Mapping as Pairs
from collections.abc import Sequence as Items
from pathlib import Path
from shutil import copymode
from textwrap import indent
from typing import TypeAlias

import yaml
from msgspec import Struct
from msgspec.structs import replace

from explainer.config import SCHEMAS, NotDrafted
from explainer.documents.data.nodes import Mapping, Scalar, child, to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.site.site import Site


class Draft(Struct, frozen=True):
    """The ``text`` of the file at ``path``, relative to the site and written with ``/``. It takes
    the place of the text ``before``, which is None for a new file.

    The editor goes on where ``next_word`` stands first in what is new, and ``next_step`` says how;
    it is empty if that is another command, since only the caller knows how the program was called.
    """

    path: str
    text: str
    before: str | None = None
    next_word: str = ""
    next_step: str = ""

    @property
    def addition(self) -> str:
        """The text without what was there before, if it begins with that."""
        return self.text.removeprefix(self.before or "")

    @property
    def next_line(self) -> int:
        start = len(self.text) - len(self.addition)
        return self.text[: max(start, self.text.find(self.next_word, start))].count("\n") + 1


def text_at(path: str, site: Site) -> str | None:
    """The text of a file of the site, or None if there is no such file."""
    return site.texts[path].text if path in site.texts else None


def pointing_to_schema(draft: Draft, site: Path) -> Draft:
    """The draft, with a first line in a new YAML file that tells text editors its schema, if the
    site has that."""
    kind = re.split("[/.]", draft.path.removeprefix("content/"))[0]
    schema = f"{SCHEMAS}/{kind}.schema.json"
    is_new_yaml = draft.before is None and draft.path.endswith((".yaml", ".yml"))
    if not is_new_yaml or not (site / schema).is_file():
        return draft
    line = f"# yaml-language-server: $schema={'../' * draft.path.count('/')}{schema}\n"
    return replace(draft, text=line + draft.text)


def write_draft(site: Path, draft: Draft) -> None:
    """Write a draft. Raises NotDrafted if a new file exists already, if an old one has changed
    since it was read, and if the path leads out of ``content/``, or out of the site."""
    target = site / draft.path
    top = "content/" if draft.path.startswith("content/") else ""
    inside = (site / top).resolve()
    if not (inside.is_relative_to(site.resolve()) and target.resolve().is_relative_to(inside)):
        raise NotDrafted(f"{draft.path} leads out of {top or 'the site'}", draft.addition)
    if draft.before is not None:
        replace_texts(site, {draft.path: (draft.before, draft.text)})
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as new:
            new.write(draft.text.encode())
    except FileExistsError:
        raise NotDrafted(f"{draft.path} is there already", draft.text) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotDrafted(f"cannot write {draft.path}: {reason}", draft.text) from error


def replace_texts(site: Path, changed: Pairs[str, tuple[str, str]]) -> None:
    """Put texts in place of others: by paths, as in Draft, the one that a file has and its new one.
    All are changed or none. Raises NotDrafted if one is no longer as it was, or the disk fails."""
    staged: list[tuple[Path, Path, bytes]] = []
    done: list[tuple[Path, bytes]] = []
    try:
        for path, (was, text) in changed.items():
            file = (site / path).resolve()
            held = file.read_bytes()
            if held.removeprefix(BOM_UTF8) != was.encode():
                raise NotDrafted(f"{path} has changed meanwhile; try again")
            beside = file.with_name(f".{file.name}.unfinished")
            staged.append((beside, file, held))
            beside.write_bytes(BOM_UTF8 * held.startswith(BOM_UTF8) + text.encode())
            copymode(file, beside)
        for beside, file, held in staged:
            beside.replace(file)
            done.append((file, held))
    except OSError as error:
        for file, held in done:
            file.write_bytes(held)
        raise NotDrafted(f"nothing was changed: {error.strerror or error}") from error
    finally:
        for beside, *_ in staged:
            beside.unlink(missing_ok=True)


# ---- records as YAML ----

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
