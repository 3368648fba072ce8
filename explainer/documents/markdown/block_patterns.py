"""Blocks and attribute lists, where ours differ from those of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.tables import TableProcessor
from markdown.util import ETX, STX

from explainer.documents.markdown import marks
from explainer.documents.markdown.sanitizer import allowed_attribute

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.blockparser import BlockParser

_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_ATTRIBUTES = r"\{:?[ ]*([^{}\n ][^{}\n]*)\}"


@dataclass(frozen=True, slots=True)
class RefusedWord:
    """A word not allowed in an attribute list; ``index`` is that of the list's mark, or -1."""

    index: int
    word: str


class _Headings(HashHeaderProcessor):
    """``## Heading`` (CommonMark 4.2): a space after the signs, up to three before them."""

    RE = re.compile(
        r"(?:^|\n)[ ]{0,3}(?P<level>#{1,6})(?!#)"
        r"(?P<header>(?:(?=[ \ue000])(?:[^\n #]++|[ ]++(?!#+[ ]*(?:\n|$))|#++)*+)?)"
        r"[ ]*#*[ ]*(?:\n|$)"
    )


class _UnderlinedHeadings(SetextHeaderProcessor):
    """A line above ``---`` or ``===``, unless it belongs to a list or a block quote."""

    RE = re.compile(r"^(?![ ]{0,3}(?:>|[*+-][ ]|\d+\.[ ]))[^\n]*+\n(?:=+|-+)[ ]*(\n|$)")


@dataclass(frozen=True, slots=True)
class ExtraCell:
    """A cell for which its table has no column, and the cell's row; both with their marks."""

    text: str
    row: str


class Tables(TableProcessor):
    """Tables, with a quick test of their first line.

    ``extra`` collects the cells for which a table has no column; Python-Markdown drops them.
    """

    extra: list[ExtraCell]

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self.extra = []

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return "|" in block.partition("\n")[0] and super().test(parent, block)

    def _build_row(
        self, row: str, parent: ElementTree.Element, align: Sequence[str | None]
    ) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        self.extra += [ExtraCell(cell.strip(), row) for cell in cells[len(align) :] if cell.strip()]
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Notes(BlockProcessor):
    """Turns ``[^n]: text`` and the indented blocks that follow into an element."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return marks.DEFINITION.search(block) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = list(marks.DEFINITION.finditer(block))
        before = block[: found[0].start()].rstrip("\n")
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        ends = [following.start() for following in found[1:]] + [len(block)]
        for definition, end in zip(found, ends, strict=True):
            indent = " " * self.tab_length
            lines = block[definition.end() : end].rstrip("\n").split("\n")
            texts = ["\n".join(line.removeprefix(indent) for line in lines)]
            if definition is found[-1]:
                texts += self._following(blocks)
            note = ElementTree.SubElement(
                parent, marks.NOTE_ELEMENT, {marks.NOTE_ATTRIBUTE: definition[1]}
            )
            self.parser.state.set("note")
            self.parser.parseChunk(note, "\n\n".join(texts))
            self.parser.state.reset()

    def _following(self, blocks: list[str]) -> list[str]:
        texts: list[str] = []
        while blocks and blocks[0].lstrip("\n").startswith(" " * self.tab_length):
            text, rest = self.detab(blocks.pop(0).lstrip("\n"))
            texts.append(text)
            if rest:
                blocks.insert(0, rest)
                break
        return texts


class AttributeLists(AttrListTreeprocessor):
    """Attribute lists that take an id, classes and a language; ``refused`` collects the rest."""

    HEADER_RE = re.compile(rf"(?<![ ])[ ]++{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_ATTRIBUTES}")  # type: ignore[misc]
    refused: list[RefusedWord]

    def run(self, doc: ElementTree.Element) -> None:
        self.refused = []
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
                self.refused.append(RefusedWord(index, word))
            elif name == "class":
                elem.set("class", f"{elem.get('class', '')} {given}".strip())
            else:
                elem.set(name, given)
        return remainder


def register_blocks(md: Markdown) -> tuple[Tables, AttributeLists]:
    """Replace Python-Markdown's blocks by these; its tables must be registered before."""
    blocks = md.parser.blockprocessors
    tables = Tables(md.parser)
    blocks.register(_Notes(md.parser), "note-definitions", 95)
    blocks.register(tables, "table", 75)
    blocks.register(_Headings(md.parser), "hashheader", 70)
    blocks.register(_UnderlinedHeadings(md.parser), "setextheader", 60)
    lists = AttributeLists(md)
    md.treeprocessors.register(lists, "attr_list", 8)
    return tables, lists
