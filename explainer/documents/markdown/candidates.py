"""Candidates: what may be a reference or markup in a text, before Markdown runs.

Each is replaced by a mark. Where the mark is after Markdown has run shows what the candidate was:
a reference, or for example a piece of code, which is restored.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.references.kinds import Reference


class Origin(Enum):
    """The syntax in which an address is written."""

    LINK = "](address)"
    DEFINITION = "[label]: address"
    AUTOLINK = "<address>"
    BARE = "address"


class Address(Struct, frozen=True):
    """The address of a link or an image; its text follows the mark."""

    offset: int
    origin: Origin


class LinkLabel(Struct, frozen=True):
    """The label of ``[text][label]``, which follows the mark; ``offset`` is that of its ``[``."""

    offset: int


class AttributeList(Struct, frozen=True):
    """``{#id .class}``; its words follow the mark. ``evident``: it has a ``:``, ``#`` or ``.``."""

    offset: int
    evident: bool


class HeadingStart(Struct, frozen=True):
    """The first character of a heading's text; ``line`` is the rest of its line."""

    offset: int
    line: str


class TagAttribute(Struct, frozen=True):
    name: str
    value: str
    offset: int
    value_offset: int


class Tag(Struct, frozen=True):
    """A raw HTML tag; ``offset`` is that of its name."""

    offset: int
    name: str
    closing: bool
    attributes: tuple[TagAttribute, ...] = ()


class Comment(Struct, frozen=True):
    offset: int


class Fence(Struct, frozen=True, kw_only=True):
    """A fenced block (CommonMark 4.5); ``word`` is its info string. ``content`` is without the
    indentation and ``>`` that the lines share, ``content_offset`` and ``content_end`` bound it in
    the file. ``at_margin``: nothing stands before the fence."""

    offset: int
    word: str
    word_offset: int
    content: str
    content_offset: int
    content_end: int
    at_margin: bool


Found: TypeAlias = (
    Reference
    | Address
    | LinkLabel
    | AttributeList
    | HeadingStart
    | Tag
    | Comment
    | Fence
    | AsideName
)


class Candidate(Struct, frozen=True):
    """What ``text[start:end]`` may be; a candidate without length marks a place.

    ``prefix`` is the indentation and ``>`` before a block on its line, None if it is no block:
    a fence, or ``<details>`` or ``<summary>`` with only tags before it on its line.
    ``around``: it is nothing unless these characters are still text before and after its mark.
    """

    start: int
    end: int
    found: Found
    prefix: str | None = None
    around: tuple[str, str] | None = None
