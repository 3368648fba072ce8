"""The tree that YAML and JSON are parsed into, and where each character of it is written.

A scalar stays text; the field that takes it decides its type. ``start`` and ``end`` are offsets
in the file's text, in code points.

Parsers fold white space and replace escapes (YAML 1.2, chapters 7 and 8); all else stands in the
file as in the value, and in the same order, so that the two can be walked through side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Steps
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.documents.files import characters
from explainer.documents.files.source_text import SourceText, refused_characters
from explainer.documents.references.kinds import At

MAX_DEPTH = 50
"""How deep mappings and lists may nest; functions that recurse through the tree rely on it."""

# White space; the line ends of libyaml are those of YAML 1.1.
_BREAKS = "\r\n\x85\u2028\u2029"
_SPACE = rf"[ \t{_BREAKS}]"
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_KEPT_BREAKS = "\u2028\u2029"
_HEADER = re.compile(rf"[|>][^{_BREAKS}]*(?:\r\n|[{_BREAKS}])?")
# An escape is one character of the value; JSON writes one beyond U+FFFF as two (RFC 8259, 7).
_ESCAPE = (
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|x..|u.{4}|U.{8}|"
    rf"(?P<joined>(?:\r\n|[{_BREAKS}]){_SPACE}*)|.)"
)


class Scalar(Struct, frozen=True, tag=True):
    """A value; ``style`` is ``""`` if it is written plain, else ``'``, ``"``, ``|`` or ``>``."""

    start: int
    end: int
    value: str
    style: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written, as after ``key:``."""
        return not self.value and not self.style


class Mapping(Struct, frozen=True, tag=True):
    """Keys with values, in the order of the file; each key occurs once."""

    start: int
    end: int
    items: tuple[tuple[Scalar, Node], ...]


class Sequence(Struct, frozen=True, tag=True):
    start: int
    end: int
    items: tuple[Node, ...]


Node = Scalar | Mapping | Sequence


def to_data(node: Node) -> object:
    """``node`` as dicts, lists and strings; an empty scalar is None."""
    match node:
        case Scalar():
            return None if node.is_empty else node.value
        case Mapping():
            return {key.value: to_data(value) for key, value in node.items}
        case Sequence():
            return [to_data(item) for item in node.items]


def scalars(node: Node, key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every value in ``node``, after the nearest key above it."""
    left = [(key, node)]
    while left:
        key, node = left.pop()
        if isinstance(node, Scalar):
            yield key, node
        elif isinstance(node, Mapping):
            left += [(name.value, value) for name, value in reversed(node.items)]
        else:
            left += [(key, item) for item in reversed(node.items)]


def keys_of_mappings(node: Node) -> list[str]:
    """The keys in a mapping that have mappings as values."""
    items = node.items if isinstance(node, Mapping) else ()
    return [key.value for key, value in items if isinstance(value, Mapping)]


def child(node: Node, path: Steps[str | int]) -> Node | None:
    """The node at ``path`` (keys, and positions in lists from 0), or None."""
    found: Node = node
    for step in path:
        if isinstance(found, Mapping):
            for key, value in found.items:
                if key.value == step:
                    found = value
                    break
            else:
                return None
        elif isinstance(found, Sequence) and isinstance(step, int) and 0 <= step < len(found.items):
            found = found.items[step]
        else:
            return None
    return found


def text_at(node: Node | None, *path: str | int) -> str:
    """The value of the scalar at ``path``; empty if none is there."""
    found = node and child(node, path)
    return found.value if isinstance(found, Scalar) else ""


def key_at(node: Node, path: Steps[str | int]) -> Scalar | None:
    """The key at ``path``; None for an item of a list, and if nothing is there."""
    parent = child(node, path[:-1]) if path else None
    items = parent.items if isinstance(parent, Mapping) else ()
    return next((key for key, _ in items if key.value == path[-1]), None)


def key_offset(node: Node, path: Steps[str | int]) -> int:
    """The start of the key at ``path``; for an item of a list, the start of the item.

    If nothing is at ``path``, the result is that of its nearest existing parent.
    """
    while (found := child(node, path)) is None:
        path = path[:-1]
    return (key_at(node, path) or found).start


def value_offset(node: Node, path: Steps[str | int]) -> int:
    """The start of the value at ``path``, or of its nearest existing parent."""
    while (found := child(node, path)) is None:
        path = path[:-1]
    return found.start


def _parts(escape: str, sign: str) -> re.Pattern[str]:
    """Escapes, white space, and words with single spaces between them, which all stand as read."""
    word = rf"[^{sign} \t{_BREAKS}]+"
    pattern = rf"(?P<escape>{escape})|(?P<space>{_SPACE}+)|{word}(?:[ ]{word})*+"
    return re.compile(pattern, re.DOTALL)


_PARTS = {'"': _parts(_ESCAPE, r"\\"), "'": _parts("''", "'"), "": _parts("(?!)", "")}
_BLOCK_SPACE = re.compile(f"{_SPACE}*")


def value_offsets(source: SourceText, scalar: Scalar) -> Steps[int]:
    """The offset in the file of each code point of ``scalar.value``, and of its end.

    The offsets never decrease and lie within the scalar. An escape is where its backslash is, a
    folded line end where the white space around it begins. If the value cannot be traced, all
    offsets are the scalar's start.
    """
    text, value = source.text, scalar.value
    is_block = scalar.style in ("|", ">")
    quotes = len(scalar.style)
    if not is_block and text[scalar.start + quotes : scalar.end - quotes] == value:
        return range(scalar.start + quotes, scalar.end - quotes + 1)
    header = _HEADER.match(text, scalar.start, scalar.end) if is_block else None
    start = header.end() if header else scalar.start + quotes
    end = scalar.end if is_block else scalar.end - quotes
    placed: list[int] = []
    for part in _PARTS["" if is_block else scalar.style].finditer(text, start, end):
        at, done = part.start(), len(placed)
        if is_block and part["space"]:
            found = _BLOCK_SPACE.match(value, done)
            placed += _spaces(part[0], at, found[0] if found else "")
        elif part["space"] and not value.startswith(part[0], done):
            breaks = _BREAK.findall(part[0])
            folded = len(breaks) - (len(breaks) > 1 and breaks[0] not in _KEPT_BREAKS)
            placed += _spaces(part[0], at, value[done : done + folded])
        elif part["escape"] and part.groupdict().get("joined"):
            blank = len(_BREAK.findall(part[0])) - 1
            placed += _spaces(part[0], at, value[done : done + blank])
        elif part["escape"]:
            placed.append(at)
        elif value.startswith(part[0], done):
            placed += range(at, part.end())
        else:
            break
    if len(placed) != len(value):
        return [scalar.start] * (len(value) + 1)
    if is_block and placed:
        found = _BREAK.match(text, placed[-1])
        end = found.end() if found else placed[-1] + 1
    return [*placed, start if is_block and not placed else end]


def _spaces(written: str, at: int, read: str) -> list[int]:
    """The offsets of the white space ``read``, which stands at ``at`` as ``written``."""
    breaks = [at + found.start() for found in _BREAK.finditer(written)]
    if breaks and not any(character in _BREAKS for character in read):
        return [at] * len(read)  # a folded line end
    placed: list[int] = []
    ends = [*(i for i, character in enumerate(read) if character in _BREAKS), len(read)]
    stops = [*breaks[: len(ends) - 1], at + len(written)]
    for (first, last), stop in zip(pairwise([-1, *ends]), stops, strict=False):
        placed += range(stop - (last - first - 1), stop)
        placed += [stop] if last < len(read) else []
    return placed


def without_refused(source: SourceText, scalar: Scalar) -> tuple[Scalar, tuple[Diagnostic, ...]]:
    """The scalar without refused characters, which an escape can write, and their diagnostics."""
    value = characters.without_refused(scalar.value)
    if value == scalar.value:
        return scalar, ()
    found = refused_characters(source, scalar.value, value_offsets(source, scalar))
    return replace(scalar, value=value), found


def offsets_of(source: SourceText, scalar: Scalar) -> At:
    """A function from offsets in the scalar's value to offsets in the file, bounded at its ends."""
    offsets = value_offsets(source, scalar)
    last = len(offsets) - 1
    return lambda i: offsets[min(max(i, 0), last)]
