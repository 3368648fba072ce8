"""What parsing leaves of a text: HTML with marks, and what each mark stands for."""

from __future__ import annotations

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
    | None
)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """``html`` is sanitised markup; a mark in it is an index into ``references``.

    Texts of one document share their references. ``None`` is a mark without meaning.
    """

    html: str = ""
    references: tuple[Marked, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True, slots=True)
class Question:
    """An H2 and what stands under it. ``offset`` is its id's, or its heading's."""

    id: str
    offset: int
    heading: MarkedText
    answer: MarkedText
    """The first paragraph, without its ``<p>``; empty where something else comes first."""
    body: MarkedText


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
    anchors: tuple[str, ...] = ()
    """Ids that attribute lists gave to other elements."""
