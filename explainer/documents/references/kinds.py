"""What ``[@source]``, ``{{ fact }}``, ``[[term]]`` and ``[^note]`` say, once they are read.

All offsets are offsets in the file, and point at the word that matters: the
key, the id, the name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

KEY = r"[A-Za-z0-9_]+(?:[-._:/+][A-Za-z0-9_]+)*"
FILTERS = ("with-unit", "as-of", "words", "statement", "plain")

At: TypeAlias = Callable[[int], int]
"""From an offset in the text that is read to an offset in the file."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    key: str
    offset: int
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """``[@a, p. 3; @b]``; ``offset`` is that of its first key."""

    offset: int
    sources: tuple[CitedSource, ...]


@dataclass(frozen=True, slots=True)
class FactReference:
    """``{{ id | filter }}``; ``offset`` is that of the id. ``in_link``: it stands in a link's
    text, where a value can be words alone."""

    offset: int
    fact_id: str
    filters: tuple[str, ...] = ()
    in_link: bool = False

    @property
    def plain(self) -> bool:
        return "plain" in self.filters


@dataclass(frozen=True, slots=True)
class TermReference:
    """``[[term|shown]]``; ``shown`` is empty where the editor gave none."""

    offset: int
    term: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """``[see @key]``, or with ``bare`` ``@key`` outside brackets: an error, should ``key`` be a
    known source."""

    offset: int
    key: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What begins like a reference and cannot be read. It covers no text."""

    offset: int
    message: str
    hint: str
    code: str = "reference"


Reference: TypeAlias = (
    Citation | FactReference | TermReference | NoteReference | NoteDefinition | Suspect | Unreadable
)
