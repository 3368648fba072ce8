"""Blocks and attribute lists, where ours differ from those of Python-Markdown: headings, tables,
definitions of authors' notes, and asides, which are quotes that begin with ``[!NOTE]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    HashHeaderProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.tables import TableProcessor
from markdown.util import ETX, STX

from explainer.documents.markdown import marks
from explainer.documents.markdown.blocks.lists import TABLE_LINE, Lists
from explainer.documents.markdown.points import ASIDES, MARKER
from explainer.documents.markdown.raw_html import allowed_attribute

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

    from explainer.documents.markdown.parser import Dropped

_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_ATTRIBUTES = r"\{:?[ ]*([^{}\n ][^{}\n]*)\}"

_INDENT = "  "
"""What the lines of a note's further blocks begin with at least."""


class _Headings(HashHeaderProcessor):
    """``## Heading`` (CommonMark 4.2): a space after the signs, up to three before them."""

    RE = re.compile(
        r"(?:^|\n)[ ]{0,3}(?P<level>#{1,6})(?!#)"
        r"(?P<header>(?:(?=[ \ue000])(?:[^\n #]++|[ ]++(?!#+[ ]*(?:\n|$))|#++)*+)?)"
        r"[ ]*#*[ ]*(?:\n|$)"
    )

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return "#" in block and super().test(parent, block)


class _UnderlinedHeadings(SetextHeaderProcessor):
    """A line above ``---`` or ``===``, unless it belongs to a list or a block quote."""

    RE = re.compile(
        rf"^(?![ ]{{0,3}}(?:>|{MARKER}[ ]))[^\n]*+\n(?:=+(?:{marks.ONE})?|-+)[ ]*(\n|$)"
    )


class _Tables(TableProcessor):
    """Tables, also right under a line of text; cells without a column are collected."""

    def __init__(self, parser: BlockParser, extra_cells: list[tuple[str, str]]) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self.extra_cells = extra_cells

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return "|" in block and self._start(parent, block.split("\n")) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        lines = blocks[0].split("\n")
        start = self._start(parent, lines)
        if start:
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
            self._start(parent, lines)
            blocks[0] = "\n".join(lines[start:])
        super().run(parent, blocks)

    def _start(self, parent: ElementTree.Element, lines: list[str]) -> int | None:
        """The index of a table's first line, which its second tells; ``run`` needs what the test of
        these two leaves behind."""
        for index, (head, line) in enumerate(pairwise(lines)):
            if TABLE_LINE.match(line) and "|" in head and super().test(parent, f"{head}\n{line}"):
                return index
        return None

    def _build_row(
        self, row: str, parent: ElementTree.Element, align: Sequence[str | None]
    ) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        self.extra_cells += [(cell.strip(), row) for cell in cells[len(align) :] if cell.strip()]
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _AttributeLists(AttrListTreeprocessor):
    """Attribute lists that take an id, classes and a language; ``refused`` collects the rest."""

    refused: list[tuple[int, str]]

    HEADER_RE = re.compile(rf"(?<![ ])[ ]++{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")  # type: ignore[misc]

    def run(self, doc: ElementTree.Element) -> None:
        if any("{" in text for text in doc.itertext()):
            super().run(doc)

    def assign_attrs(
        self, elem: ElementTree.Element, attrs_string: str, *, strict: bool = False
    ) -> str:
        attrs_string = _ESCAPED.sub(lambda found: chr(int(found[1])), attrs_string)
        index = next(iter(marks.indexes(attrs_string)), -1)
        attributes, remainder = get_attrs_and_remainder(marks.strip(attrs_string))
        if strict and remainder:
            return remainder
        elem.set(marks.LIST_ATTRIBUTE, str(index))
        for written, value in attributes:
            name = "class" if written == "." else written
            given: str | None = value  # None for a bare word, whatever the stubs say
            if given is None or not allowed_attribute(name, given):
                word = given if given is not None and name in {"id", "class", "lang"} else name
                self.refused.append((index, word))
            elif name == "class":
                elem.set("class", f"{elem.get('class', '')} {given}".strip())
            else:
                elem.set(name, given)
        return remainder


class _Notes(BlockProcessor):
    """Turns ``[^n]: text`` and the indented blocks that follow into an element."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return marks.OF_DEFINITION in block and marks.DEFINITION.search(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = list(marks.DEFINITION.finditer(block))
        before = block[: found[0].start()].rstrip("\n")
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        ends = [following.start() for following in found[1:]] + [len(block)]
        for definition, end in zip(found, ends, strict=True):
            first, *lines = block[definition.end() : end].rstrip("\n").split("\n")
            if definition is found[-1]:
                lines += _following(blocks)
            note = ElementTree.SubElement(
                parent, marks.NOTE_ELEMENT, {marks.NOTE_ATTRIBUTE: definition[1]}
            )
            self.parser.state.set("note")
            self.parser.parseChunk(note, "\n".join([first, *_dedented(lines)]).rstrip("\n"))
            self.parser.state.reset()


def _following(blocks: list[str]) -> list[str]:
    """The lines of the blocks that belong to a note, which are taken out."""
    taken: list[str] = []
    while blocks:
        lines = blocks[0].split("\n")
        if not next(filter(None, lines), _INDENT).startswith(_INDENT):
            break
        left = (i for i, line in enumerate(lines) if line and not line.startswith(_INDENT))
        end = next(left, len(lines))
        blocks.pop(0)
        taken += ["", *lines[:end]]
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))
            break
    return taken


def _dedented(lines: list[str]) -> list[str]:
    """The lines without the indentation of the first that has one, four columns at most."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    width = min(next((indent for indent in indents if indent), 0), 4)
    return [line[min(width, indent) :] for line, indent in zip(lines, indents, strict=True)]


class _Quotes(BlockQuoteProcessor):
    """Block quotes; one that begins with the mark of an aside becomes an element of its own."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return ">" in block and super().test(parent, block)

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        found = self.RE.search(blocks[0])
        aside = marks.ASIDE.match(found[2]) if found else None
        if found is None or aside is None:
            super().run(parent, blocks)
            return
        block = blocks.pop(0)
        if before := block[: found.start()]:
            self.parser.parseBlocks(parent, [before])
        _, *lines = block[found.start() :].lstrip("\n").split("\n")
        kind = f" aside-{aside[2].lower()}" * (aside[2].lower() in ASIDES)
        element = ElementTree.SubElement(parent, "div", {"class": f"aside{kind}", "role": "note"})
        name = ElementTree.SubElement(element, "p", {"class": "aside-name"})
        name.text = marks.mark(marks.read_index(aside[1]))
        if title := found[2][aside.end() :].strip():
            heading = ElementTree.SubElement(element, "p", {"class": "aside-title"})
            heading.text = title
        self.parser.state.set("blockquote")
        self.parser.parseChunk(element, "\n".join(self.clean(line) for line in lines))
        self.parser.state.reset()


def register_blocks(md: Markdown, dropped: Dropped) -> None:
    """Replace Python-Markdown's blocks by these; its tables must be registered before."""
    blocks = md.parser.blockprocessors
    for name in ("indent", "olist", "ulist"):
        blocks.deregister(name)
    blocks.register(_Notes(md.parser), "note-definitions", 95)
    blocks.register(Lists(md.parser), "lists", 78)
    blocks.register(_Quotes(md.parser), "quote", 20)
    blocks.register(_Tables(md.parser, dropped.extra_cells), "table", 75)
    blocks.register(_Headings(md.parser), "hashheader", 70)
    blocks.register(_UnderlinedHeadings(md.parser), "setextheader", 60)
    lists = _AttributeLists(md)
    lists.refused = dropped.refused
    md.treeprocessors.register(lists, "attr_list", 8)
