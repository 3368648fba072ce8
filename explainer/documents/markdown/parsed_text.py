"""Parsed texts: sanitised markup and references, in reading order."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from explainer.documents.data.nodes import Mapping
from explainer.documents.references.kinds import FactReference, ShownReference, Suspect


class LinkReference(Struct, frozen=True, gc=False, tag=True):
    """The address of a link or image inside the site, as written."""

    offset: int
    address: str
    image: bool = False


class FigureReference(Struct, frozen=True, gc=False, tag=True, kw_only=True):
    """A fence that describes a figure: its kind, its YAML, and the texts in it. ``figure_id`` is
    its id on the page: what it says under ``id:``, else made of its title."""

    offset: int
    kind: str
    node: Mapping
    figure_id: str = ""
    title: ParsedText | None = None
    measure: ParsedText | None = None
    note: ParsedText | None = None


class AsideName(Struct, frozen=True, gc=False, tag=True):
    """The name of an aside, ``[!NOTE]``, in the language of the page; ``kind`` is in lower case."""

    offset: int
    kind: str


def is_picture(part: object) -> bool:
    """Whether a part of a text is a figure or the address of an image."""
    return isinstance(part, FigureReference) or (isinstance(part, LinkReference) and part.image)


TextReference: TypeAlias = ShownReference | Suspect | LinkReference | FigureReference | AsideName
Span: TypeAlias = tuple[int, int]
"""Start and end in code points; the end is not included."""


class OpeningTag(Struct, frozen=True, gc=False, tag=True):
    """A tag whose attributes hold references: ``pieces`` are these and the markup around them."""

    pieces: tuple[str | FactReference | LinkReference, ...]


Part: TypeAlias = str | OpeningTag | TextReference


class ParsedText(Struct, frozen=True, gc=False):
    """Markup and references in reading order; ``span`` is where they are written in the file.

    Only an ``OpeningTag`` has references within a tag. A ``Suspect`` stands before its words, which
    are markup like all others.
    """

    parts: tuple[Part, ...] = ()
    span: Span = (0, 0)
    notes: tuple[NoteText, ...] = ()
    """The notes in place in a field; those in a body are the body's."""

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def references(self) -> tuple[TextReference, ...]:
        return tuple([piece for piece in self._pieces() if not isinstance(piece, str)])

    @property
    def markup(self) -> str:
        """The markup alone, with nothing where a reference stands."""
        return "".join([piece for piece in self._pieces() if isinstance(piece, str)])

    def _pieces(self) -> list[str | TextReference]:
        pieces: list[str | TextReference] = []
        for part in self.parts:
            if isinstance(part, OpeningTag):
                pieces += part.pieces
            else:
                pieces.append(part)
        return pieces


class Question(Struct, frozen=True, gc=False):
    """An H2 and what is under it; ``offset`` is that of its id if written, else of its heading.

    ``answer`` and ``body`` have the same span: everything under the heading.
    """

    id: str
    offset: int
    heading: ParsedText
    answer: ParsedText
    """The first paragraph, without its ``<p>``; empty if something else comes first."""
    body: ParsedText


class Anchor(Struct, frozen=True, gc=False):
    """An id, and where it is written."""

    id: str
    offset: int


class NoteText(Struct, frozen=True, gc=False):
    """An author's note: its block markup, and the offset of its name, or of a note in place."""

    name: str
    offset: int
    text: ParsedText

    @property
    def in_place(self) -> bool:
        return self.name.startswith("^")


class Body(Struct, frozen=True, gc=False):
    """A Markdown text, cut at its top-level H2s."""

    introduction: ParsedText = ParsedText()
    questions: tuple[Question, ...] = ()
    notes: tuple[NoteText, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """Ids that attribute lists gave to other elements."""
