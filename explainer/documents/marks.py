"""Marks: what stands in for a reference while Markdown runs.

A mark is private-use characters around an index into a document's references.
Content that holds such characters is refused when it is read, so a mark can
only be one of ours.
"""

from __future__ import annotations

import re

_DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
_WRITE = str.maketrans("0123456789", _DIGITS)
_READ = str.maketrans(_DIGITS, "0123456789")

_OPEN, _CLOSE, _OPEN_DEFINITION = "\ue000", "\ue001", "\ue002"
HEADING_SPLIT = "\ue003"
"""Put before each top-level H2, so that the finished HTML can be cut there."""
LEDE_SPLIT = "\ue004"
"""Put around the first paragraph of an answer."""

MARK = re.compile(f"{_OPEN}([{_DIGITS}]+){_CLOSE}")
DEFINITION = re.compile(f"(?m)^[ ]{{0,3}}{_OPEN_DEFINITION}([{_DIGITS}]+){_CLOSE}:[ ]?")
ANY = re.compile(f"[{_OPEN}{_OPEN_DEFINITION}][{_DIGITS}]+{_CLOSE}")


def mark(index: int) -> str:
    return f"{_OPEN}{str(index).translate(_WRITE)}{_CLOSE}"


def definition_mark(index: int) -> str:
    """The mark of a note's definition: its own kind, so that a block can be told by it."""
    return f"{_OPEN_DEFINITION}{str(index).translate(_WRITE)}{_CLOSE}"


def read_index(digits: str) -> int:
    """The index that a match's first group holds."""
    return int(digits.translate(_READ))


def indexes(text: str) -> list[int]:
    """The references marked in ``text``, in order."""
    return [read_index(match[1]) for match in MARK.finditer(text)] if _OPEN in text else []


def strip(text: str) -> str:
    return ANY.sub("", text)
