"""Candidates, which may be a reference or markup in a text, and marks, which stand in for them
while Markdown runs.

A mark is the index of a candidate, and later of its reference, in private-use characters. Content
that holds such characters is refused when it is read, so every mark is one of ours. Where a mark is
after Markdown has run shows what the candidate was: a reference, or for example a piece of code,
which is restored.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias
from xml.etree import ElementTree

from msgspec import Struct

from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.references.kinds import Reference

_DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
_WRITE = str.maketrans("0123456789", _DIGITS)
_READ = str.maketrans(_DIGITS, "0123456789")

OPEN, _CLOSE = "\ue000", "\ue001"
HEADING_SPLIT = "\ue003"
"""Put before each top-level H2, so that the finished HTML can be cut there."""
LEDE_SPLIT = "\ue004"
"""Put around the first paragraph of an answer."""
OF_DEFINITION, OF_NOTE, OF_ASIDE, OF_ADDRESS = "\ue002", "\ue005", "\ue006", "\ue007"
"""The signs of a note's definition, a note in place, an aside, an address without brackets."""

NOTE_ELEMENT = "author-note"
"""The element that holds a note's text while Markdown runs."""
NOTE_ATTRIBUTE = "note"
LIST_ATTRIBUTE = "attribute-list"
LABEL_ATTRIBUTE = "label"
"""Attributes that hold the index of a note, of an element's attribute list, and of the label of a
link or an image."""

ONE = f"{OPEN}[{_DIGITS}]+{_CLOSE}"
"""The pattern of a mark, without a group."""
MARK = re.compile(f"{OPEN}([{_DIGITS}]+){_CLOSE}")
DEFINITION = re.compile(f"(?m)^[ ]{{0,3}}{OF_DEFINITION}([{_DIGITS}]+){_CLOSE}:[ ]?")
IN_PLACE = f"{OF_NOTE}([{_DIGITS}]+){_CLOSE}"
"""The pattern of the mark before the brackets of a note in place."""
BARE = f"{OF_ADDRESS}([{_DIGITS}]+){_CLOSE}"
"""The pattern of the mark before an address without brackets."""
ASIDE = re.compile(rf"{OF_ASIDE}([{_DIGITS}]+){_CLOSE}\[!([\w-]+)\][+-]?(?=[ ]|$)")
"""What a quote that is an aside begins with: the mark, and the name in its brackets."""
ANY = re.compile(f"[{OPEN}{OF_DEFINITION}{OF_NOTE}{OF_ASIDE}{OF_ADDRESS}]([{_DIGITS}]+){_CLOSE}")


def mark(index: int, sign: str = OPEN) -> str:
    """``sign`` begins the marks by which Markdown recognises what follows them."""
    return f"{sign}{str(index).translate(_WRITE)}{_CLOSE}"


def read_index(digits: str) -> int:
    """The index that a mark's digits, a match's first group, stand for."""
    return int(digits.translate(_READ))


def indexes(text: str) -> list[int]:
    """The indexes of all marks in ``text``, in order, including those of note definitions."""
    return [index for index, _, _ in spans(text)]


def spans(text: str) -> list[tuple[int, int, int]]:
    """Index, start and end of all marks in ``text``, in order."""
    if _CLOSE not in text:
        return []
    return [(read_index(match[1]), *match.span()) for match in ANY.finditer(text)]


def strip(text: str) -> str:
    return ANY.sub("", text)


def append_text(element: ElementTree.Element, text: str) -> None:
    """Add ``text`` behind the last child of ``element``, or to its own text if it has none."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


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
