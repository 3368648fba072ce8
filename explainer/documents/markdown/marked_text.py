"""What parsing leaves of a text: sanitised markup and references, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from explainer.documents.data.nodes import Mapping
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    Suspect,
    TermReference,
)


@dataclass(frozen=True, slots=True)
class LinkReference:
    """The address of a link or image inside the site, as written."""

    offset: int
    address: str
    image: bool = False


@dataclass(frozen=True, slots=True)
class FigureReference:
    """A figure's fence: its kind, its YAML as a node, and what it says in words."""

    offset: int
    kind: str
    node: Mapping
    title: MarkedText | None = None
    note: MarkedText | None = None


Marked: TypeAlias = (
    Citation
    | FactReference
    | TermReference
    | NoteReference
    | Suspect
    | LinkReference
    | FigureReference
)
Span: TypeAlias = tuple[int, int]
"""From a code point up to, and not including, another."""


@dataclass(frozen=True, slots=True)
class OpeningTag:
    """A tag whose attributes hold references: ``pieces`` are its markup around them."""

    pieces: tuple[str | FactReference | LinkReference, ...]


Part: TypeAlias = str | OpeningTag | Marked


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Markup and references in the order of reading; ``span`` is where they are written.

    No tag is cut by a reference but by those in an ``OpeningTag``. A ``Suspect`` stands before
    the words that may be one, which are markup like all others.
    """

    parts: tuple[Part, ...] = ()
    span: Span = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def references(self) -> tuple[Marked, ...]:
        return tuple(piece for piece in self._pieces() if not isinstance(piece, str))

    @property
    def markup(self) -> str:
        """The markup alone, with nothing where a reference stands."""
        return "".join(piece for piece in self._pieces() if isinstance(piece, str))

    def _pieces(self) -> Iterator[str | Marked]:
        for part in self.parts:
            yield from part.pieces if isinstance(part, OpeningTag) else (part,)


@dataclass(frozen=True, slots=True)
class Question:
    """An H2 and what stands under it. ``offset`` is its id's, or its heading's.

    The spans of ``answer`` and ``body`` are the same: all that is written under the heading.
    """

    id: str
    offset: int
    heading: MarkedText
    answer: MarkedText
    """The first paragraph, without its ``<p>``; empty where something else comes first."""
    body: MarkedText


@dataclass(frozen=True, slots=True)
class Anchor:
    """An id, and where it is written."""

    id: str
    offset: int


@dataclass(frozen=True, slots=True)
class NoteText:
    """An author's note: its block markup, and the offset of its name."""

    name: str
    offset: int
    text: MarkedText


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown text, cut at its top-level H2s."""

    introduction: MarkedText = MarkedText()
    questions: tuple[Question, ...] = ()
    notes: tuple[NoteText, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """Ids that attribute lists gave to other elements."""
