"""Marks, which stand in for candidates while Markdown runs.

A mark is the index of a candidate, and later of its reference, in private-use characters. Content
that holds such characters is refused when it is read, so every mark is one of ours.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

RESERVED = re.compile("[\ue000-\ue0ff]")
"""Characters that content must not hold."""

_DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
_WRITE = str.maketrans("0123456789", _DIGITS)
_READ = str.maketrans(_DIGITS, "0123456789")

_OPEN, _CLOSE = "\ue000", "\ue001"
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

ONE = f"{_OPEN}[{_DIGITS}]+{_CLOSE}"
"""The pattern of a mark, without a group."""
MARK = re.compile(f"{_OPEN}([{_DIGITS}]+){_CLOSE}")
DEFINITION = re.compile(f"(?m)^[ ]{{0,3}}{OF_DEFINITION}([{_DIGITS}]+){_CLOSE}:[ ]?")
IN_PLACE = f"{OF_NOTE}([{_DIGITS}]+){_CLOSE}"
"""The pattern of the mark before the brackets of a note in place."""
BARE = f"{OF_ADDRESS}([{_DIGITS}]+){_CLOSE}"
"""The pattern of the mark before an address without brackets."""
ASIDE = re.compile(rf"{OF_ASIDE}([{_DIGITS}]+){_CLOSE}\[!([\w-]+)\][+-]?(?=[ ]|$)")
"""What a quote that is an aside begins with: the mark, and the name in its brackets."""
ANY = re.compile(f"[{_OPEN}{OF_DEFINITION}{OF_NOTE}{OF_ASIDE}{OF_ADDRESS}]([{_DIGITS}]+){_CLOSE}")


def mark(index: int, sign: str = _OPEN) -> str:
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
