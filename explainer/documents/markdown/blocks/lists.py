"""Lists, nested by the width of their markers (CommonMark 5.2 and 5.3), and lists of definitions.

They differ from CommonMark's in three ways, each for the sake of prose. Under a line of text a list
has two items, or the text ends in a colon. A number has at most three digits, so that a year at the
beginning of a line is no marker. Four columns are always enough to nest.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from xml.etree import ElementTree

from markdown.blockprocessors import BlockProcessor
from msgspec import Struct

from explainer.documents.markdown import marks
from explainer.documents.markdown.points import MARKER

_ITEM = re.compile(
    r"(?P<before>[ ]*+(?:(?P<number>[0-9]{1,3})(?=[.)]))?+(?P<kind>[*+:.)-]))"
    r"(?P<gap>[ ]++|$)(?P<text>.*+)"
)
_MAY_BEGIN = re.compile(rf"(?m)^[ ]*+(?:{MARKER}|:)[ ]")
_RULE = re.compile(r"[ ]*+([*_-])[ ]*+(?:\1[ ]*+){2,}$")
_OTHER_BLOCK = re.compile(r"[ ]{0,3}(?:>|#{1,6}(?:[ ]|$))")
_UNDERLINE = re.compile(r"[ ]*+(?:=+|-+)[ ]*$")
TABLE_LINE = re.compile(r"[ ]*+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*+\|?[ ]*+$")
_ENDS_IN_COLON = re.compile(r"[:：][*_\"”»)\]]*$")


class _Marker(Struct, frozen=True):
    """The beginning of an item; ``width`` is the column of its text, ``enough`` the indentation of
    lines that belong to it."""

    kind: str
    number: str
    width: int
    enough: int
    text: str


class _Item(Struct):
    marker: _Marker
    lines: list[str]
    nested: bool = False
    """Whether a list has begun in it."""


class _List(Struct):
    items: list[_Item]
    loose: bool = False
    blank: bool = False
    """Whether the last line read was blank."""


def _marker(line: str) -> _Marker | None:
    found = _ITEM.match(line)
    if not found or _RULE.match(line):
        return None
    kind, before, gap = found["kind"], len(found["before"]), len(found["gap"])
    if (kind in ".)" and not found["number"]) or (kind == ":" and not found["text"]):
        return None
    width = before + (gap if 0 < gap < 5 and found["text"] else 1)
    indent = _indent(line)
    enough = min(width, indent - indent % 4 + 4)
    if kind == ":":
        enough = min(enough, indent + 2)
    text = line[width:] if found["text"] else ""
    return _Marker(kind, found["number"] or "", width, enough, text)


def _start(lines: list[str], following: str, *, in_item: bool) -> int | None:
    """The index of the line with which a list begins in a block, if one does.

    ``following`` is the next block. ``in_item``: a marker stands there by its indentation.
    """
    in_table = False
    for index, line in enumerate(lines):
        if index and TABLE_LINE.match(line) and "|" in line:
            in_table = True
        marker = _marker(line)
        if marker is None or not marker.text or (in_table and "|" in line):
            continue
        indented = in_item and int(marker.number or 1) == 1
        if index == 0 or indented or marker.kind == ":":
            return index
        if _interrupts(lines, index, marker, following):
            return index
    return None


def _interrupts(lines: list[str], index: int, marker: _Marker, following: str) -> bool:
    """Whether an item begins a list right under a line of text."""
    if marker.number and int(marker.number) != 1:
        return False
    if _ENDS_IN_COLON.search(marks.strip(lines[index - 1]).rstrip()):
        return True
    later = chain(islice(lines, index + 1, None), [following.lstrip("\n")])
    return any(_continues(marker, line) for line in later)


def _continues(marker: _Marker, line: str) -> bool:
    """Whether a line is another item of the list that an item begins, or one nested in it."""
    other = _marker(line)
    return other is not None and (other.kind == marker.kind or _indent(line) >= marker.enough)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class Lists(BlockProcessor):
    """Ordered lists, bullet lists and lists of definitions."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return not block.startswith(" " * self.tab_length) and bool(_MAY_BEGIN.search(block))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool:
        lines = blocks[0].split("\n")
        following = blocks[1] if len(blocks) > 1 else ""
        start = _start(lines, following, in_item=self.parser.state.isstate("item"))
        if start is None:
            return False
        first, before, above = _marker(lines[start]), lines[:start], self.lastChild(parent)
        assert first is not None
        is_definition = first.kind == ":"
        if is_definition and not before and (above is None or above.tag not in ("p", "dl")):
            return False  # a paragraph that begins with a colon
        found = _take(blocks, start)
        if is_definition:
            element = self._terms(parent, [line.strip() for line in before], found)
        else:
            self.parser.parseBlocks(parent, ["\n".join(before)] if any(before) else [])
            element = ElementTree.SubElement(parent, "ol" if first.number else "ul")
        if first.number and int(first.number) != 1:
            element.set("start", str(int(first.number)))
        for item in found.items:
            child = ElementTree.SubElement(element, "dd" if is_definition else "li")
            self._fill(child, item, found.loose)
        return True

    def _terms(
        self, parent: ElementTree.Element, terms: list[str], found: _List
    ) -> ElementTree.Element:
        """The list to which definitions belong, with their terms: the lines before them, or the
        paragraph above."""
        above = self.lastChild(parent)
        if not terms and above is not None and above.tag == "p":
            terms = (above.text or "").split("\n")
            parent.remove(above)
            above = self.lastChild(parent)
            found.loose = True
        if above is None or above.tag != "dl":
            above = ElementTree.SubElement(parent, "dl")
        for term in terms:
            ElementTree.SubElement(above, "dt").text = term
        return above

    def _fill(self, element: ElementTree.Element, item: _Item, loose: bool) -> None:
        self.parser.state.set("item")
        self.parser.parseChunk(element, "\n".join(item.lines).rstrip("\n"))
        self.parser.state.reset()
        for child in [] if loose else element.findall("p"):
            _unwrap(element, child)


def _unwrap(element: ElementTree.Element, paragraph: ElementTree.Element) -> None:
    """Put the text of a paragraph in the place of its element."""
    index = list(element).index(paragraph)
    element.remove(paragraph)
    text = paragraph.text or ""
    if index:
        before = element[index - 1]
        before.tail = "\n".join(filter(None, (before.tail, text)))
    else:
        element.text = "\n".join(filter(None, (element.text, text)))


def _take(blocks: list[str], start: int) -> _List:
    """Take the list that begins at a line of the first block out of ``blocks``."""
    lines = blocks.pop(0).split("\n")
    first = _marker(lines[start])
    assert first is not None
    found = _List([_Item(first, [first.text])])
    place = _read(found, lines, start + 1)
    while place == len(lines) and blocks:
        lines = ["", *blocks[0].split("\n")]
        place = _read(found, lines, 0)
        if place < len(lines) and not "".join(lines[:place]):
            return found
        blocks.pop(0)
    if place < len(lines):
        blocks.insert(0, "\n".join(lines[place:]))
    return found


def _read(found: _List, lines: list[str], place: int) -> int:
    """Read the lines that belong to a list; the index of the first that does not."""
    for index in range(place, len(lines)):
        line, item = lines[index], found.items[-1]
        if not line.strip():
            item.lines.append("")
            found.blank = True
            continue
        marker = _marker(line)
        if found.blank and marks.DEFINITION.match(line):
            return index
        if _indent(line) >= item.marker.enough:
            item.lines.append(line[min(_indent(line), item.marker.width) :])
            if found.blank and not (item.nested and (marker or _indent(item.lines[-1]) > 1)):
                found.loose = True
            item.nested = item.nested or (marker is not None and marker.kind != ":")
        elif marker and marker.kind == item.marker.kind:
            found.items.append(_Item(marker, [marker.text]))
            found.loose = found.loose or found.blank
        elif found.blank or _ends(item.marker, lines, index):
            return index
        else:  # a line of the paragraph above
            item.lines.append(_as_text(line, marker))
        found.blank = False
    return len(lines)


def _as_text(line: str, marker: _Marker | None) -> str:
    """The line with a backslash before the sign that would make it an item or underline a
    heading."""
    place = _indent(line) if _UNDERLINE.match(line) else -1
    if marker:
        place = line.index(marker.kind)
    return f"{line[:place].lstrip()}\\{line[place:]}" if place >= 0 else line


def _ends(item: _Marker, lines: list[str], index: int) -> bool:
    """Whether a line at the left of an item, without a blank one before it, ends the list."""
    line = lines[index]
    if _OTHER_BLOCK.match(line) or _RULE.match(line):
        return True
    marker = _marker(line)
    if marker and marker.kind != ":":
        return bool(marker.text)
    following = _marker(lines[index + 1]) if index + 1 < len(lines) else None
    return item.kind == ":" and following is not None and following.kind == ":"  # it is a term
