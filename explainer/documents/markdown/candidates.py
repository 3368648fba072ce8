"""What in a Markdown text may mean something to us, found before Markdown runs.

Each candidate becomes a mark. Markdown then decides where the mark lands, and
so what the candidate was: a reference, or a piece of code to be restored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from explainer.documents.references.kinds import Reference


class Origin(Enum):
    """Where an address is written."""

    LINK = "](address)"
    DEFINITION = "[label]: address"
    AUTOLINK = "<address>"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link or an image leads; its text follows the mark."""

    offset: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class LinkLabel:
    """The label of ``[text][label]``, which follows the mark; ``offset`` is that of its ``[``."""

    offset: int


@dataclass(frozen=True, slots=True)
class AttributeList:
    """``{#id .class}``; its words follow the mark. ``evident``: it can hardly be anything else."""

    offset: int
    evident: bool


@dataclass(frozen=True, slots=True)
class HeadingStart:
    """The first character of a heading's text; ``line`` is the rest of its line."""

    offset: int
    line: str


@dataclass(frozen=True, slots=True)
class TagAttribute:
    name: str
    value: str
    offset: int
    value_offset: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag; ``offset`` is its name's. ``block``: its line has only tags before it."""

    offset: int
    name: str
    closing: bool
    attributes: tuple[TagAttribute, ...] = ()
    block: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    offset: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block. ``content`` is without the prefix that its lines share."""

    offset: int
    word: str
    word_offset: int
    content: str
    content_offset: int
    content_end: int
    at_margin: bool


Found: TypeAlias = (
    Reference | Address | LinkLabel | AttributeList | HeadingStart | Tag | Comment | Fence
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ``text[start:end]`` may be; a candidate without length marks a place.

    ``prefix``: the block stands alone behind it on its line.
    """

    start: int
    end: int
    found: Found
    prefix: str | None = None
