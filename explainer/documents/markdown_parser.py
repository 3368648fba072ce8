"""Python-Markdown as we use it: no raw HTML of its own, note definitions as blocks of ours.

Raw HTML, fenced blocks and references reach it as marks, so whatever ``<`` is
left in its input is text.
"""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from explainer.documents import marks

if TYPE_CHECKING:
    from markdown import Markdown

NOTE_ELEMENT = "author-note"
ID = re.compile(r"[a-z][a-z0-9-]*")
_CLASS = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Refused:
    """An attribute that may not stand in an attribute list: the list as written, and the word."""

    written: str
    word: str


def allowed_attribute(name: str, value: str) -> bool:
    """Whether content may set this attribute on an element: an id, classes, a language."""
    if name == "id":
        return ID.fullmatch(value) is not None
    if name == "class":
        return all(_CLASS.fullmatch(word) for word in value.split())
    return name == "lang" and _LANGUAGE.fullmatch(value) is not None


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    """The one instance; ``reset`` before each use makes it as good as new."""
    import markdown
    from markdown.blockprocessors import BlockProcessor
    from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
    from markdown.extensions.tables import TableExtension

    class NoteDefinitions(BlockProcessor):
        """``[^n]: text`` to an element of its own, with the indented blocks that follow it."""

        def test(self, parent: etree.Element, block: str) -> bool:
            return marks.DEFINITION.search(block) is not None

        def run(self, parent: etree.Element, blocks: list[str]) -> None:
            block = blocks.pop(0)
            found = marks.DEFINITION.search(block)
            assert found is not None
            before = block[: found.start()].rstrip("\n")
            if before.strip():
                self.parser.parseBlocks(parent, [before])
            rest = block[found.end() :]
            following = marks.DEFINITION.search(rest)
            body = [rest[: following.start()].rstrip("\n") if following else rest]
            if following:
                blocks.insert(0, rest[following.start() :])
            else:
                while blocks and blocks[0].startswith(" " * self.tab_length):
                    body.append(self.detab(blocks.pop(0))[0])
            body[0] = "\n".join(
                line.removeprefix(" " * self.tab_length) for line in body[0].split("\n")
            )
            note = etree.SubElement(parent, NOTE_ELEMENT, {"definition": found[1]})
            self.parser.parseChunk(note, "\n\n".join(body))

    class AttributeLists(AttrListTreeprocessor):
        """Attribute lists that take an id, classes and a language, and tell what else stood there."""

        refused: list[Refused]

        def run(self, doc: etree.Element) -> None:
            self.refused = []
            super().run(doc)

        def assign_attrs(
            self, elem: etree.Element, attrs_string: str, *, strict: bool = False
        ) -> str:
            attributes, remainder = get_attrs_and_remainder(attrs_string)
            if strict and remainder:
                return remainder
            for name, value in attributes:
                written: str | None = value  # None for a bare word, whatever the stubs say
                if written is None or not allowed_attribute(
                    "class" if name == "." else name, value
                ):
                    self.refused.append(
                        Refused(attrs_string, f"{value}" if name in {"id", "."} else name)
                    )
                elif name == ".":
                    elem.set("class", f"{elem.get('class', '')} {value}".strip())
                else:
                    elem.set(name, value)
            return remainder

    tables = TableExtension(use_align_attribute=True)
    md = markdown.Markdown(
        extensions=[tables, "def_list", "sane_lists", "attr_list"], output_format="html"
    )
    md.ESCAPED_CHARS = list(string.punctuation)  # as CommonMark has it
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
    md.parser.blockprocessors.register(NoteDefinitions(md.parser), "note-definitions", 95)
    return md


def parse_blocks(text: str) -> tuple[etree.Element, list[Refused]]:
    """The tree of a Markdown text, and the attributes refused in it.

    Raises ``RecursionError`` where lists or quotes are nested too deep.
    """
    md = _markdown()
    md.reset()
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    assert root is not None
    return _finish(md, root)


def parse_inline(text: str) -> tuple[etree.Element, list[Refused]]:
    """The tree of a text that has no blocks but paragraphs, divided by blank lines."""
    md = _markdown()
    md.reset()
    root = etree.Element(md.doc_tag)
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            etree.SubElement(root, "p").text = paragraph.strip()
    return _finish(md, root)


def _finish(md: Markdown, root: etree.Element) -> tuple[etree.Element, list[Refused]]:
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    refused: list[Refused] = getattr(md.treeprocessors["attr_list"], "refused", [])
    return root, list(refused)


def to_html(element: etree.Element) -> str:
    """The markup of what stands in ``element``, which must come from the latest parse."""
    md = _markdown()
    html: str = md.serializer(element)
    html = html[html.index(">") + 1 : html.rindex("</")] if "</" in html else ""
    for postprocessor in md.postprocessors:
        html = postprocessor.run(html)
    return html.strip()
