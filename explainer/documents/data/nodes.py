"""The tree that YAML and JSON are parsed into.

A scalar stays text; the field that takes it decides its type. ``start`` and ``end`` are offsets
in the file's text, in code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Steps

from msgspec import Struct

MAX_DEPTH = 50
"""How deep mappings and lists may nest; functions that recurse through the tree rely on it."""


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
