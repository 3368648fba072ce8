"""The one tree that YAML and JSON are read into: what was written, and where.

A scalar stays the text that was written; the field that takes it decides what it
means. ``start`` and ``end`` are offsets in the file's text, in code points.
"""

from __future__ import annotations

from collections.abc import Sequence as Steps
from dataclasses import dataclass

MAX_DEPTH = 50
"""How deep mappings and lists may nest. The tree's readers recurse, and rely on it."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """``style`` is how it was written: ``""`` plain, or ``'``, ``"``, ``|``, ``>``."""

    start: int
    end: int
    value: str
    style: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written, as after ``key:``."""
        return not self.value and not self.style


@dataclass(frozen=True, slots=True)
class Mapping:
    """``items`` in the order of the file; no key stands twice."""

    start: int
    end: int
    items: tuple[tuple[Scalar, Node], ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    start: int
    end: int
    items: tuple[Node, ...]


Node = Scalar | Mapping | Sequence


def to_data(node: Node) -> object:
    """Dicts, lists and strings as written; a scalar of which nothing was written is None."""
    match node:
        case Scalar():
            return None if node.is_empty else node.value
        case Mapping():
            return {key.value: to_data(value) for key, value in node.items}
        case Sequence():
            return [to_data(item) for item in node.items]


def child(node: Node, path: Steps[str | int]) -> Node | None:
    """The node at ``path`` (keys, and positions in lists from 0), or None."""
    _, found, missing = _follow(node, path)
    return None if missing else found


def key_offset(node: Node, path: Steps[str | int]) -> int:
    """Where the key at ``path`` begins; for a list's item, where the item does.

    Where nothing stands at ``path``, its nearest existing parent answers.
    """
    key, found, _ = _follow(node, path)
    return found.start if key is None else key.start


def value_offset(node: Node, path: Steps[str | int]) -> int:
    """Where the value at ``path`` begins, or that of its nearest existing parent."""
    return _follow(node, path)[1].start


def _follow(node: Node, path: Steps[str | int]) -> tuple[Scalar | None, Node, int]:
    """The last key and node on ``path`` that exist, and how many steps were left."""
    key: Scalar | None = None
    for done, step in enumerate(path):
        match node:
            case Mapping():
                pair = next((pair for pair in node.items if pair[0].value == step), None)
                if pair is None:
                    return key, node, len(path) - done
                key, node = pair
            case Sequence() if isinstance(step, int) and 0 <= step < len(node.items):
                key, node = None, node.items[step]
            case _:
                return key, node, len(path) - done
    return key, node, 0
