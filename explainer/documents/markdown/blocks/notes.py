"""Definitions of authors' notes, and asides: quotes that begin with ``[!NOTE]``."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor

from explainer.documents.markdown import marks
from explainer.documents.markdown.points import ASIDES

_INDENT = "  "
"""What the lines of a note's further blocks begin with at least."""


class Notes(BlockProcessor):
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


class Quotes(BlockQuoteProcessor):
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
