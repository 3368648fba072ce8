"""Divide a text into blocks of words, with values filled in: paragraphs, list items, cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from html import unescape
from typing import Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from explainer.checks.prose.segmentation import split_sentences
from explainer.documents.markdown.parsed_text import (
    FigureReference,
    OpeningTag,
    ParsedText,
    Span,
    TextReference,
)
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    TermReference,
)

BlockKind: TypeAlias = Literal["paragraph", "item", "cell", "heading", "code"]
Support: TypeAlias = Citation | FactReference | NoteReference
"""What a sentence rests on; a plain value has no note mark, but rests on its fact."""
Words: TypeAlias = Callable[[FactReference | TermReference], str]
"""Returns the words that a page shows for a reference: a fact's value, a term's name."""

_TOKEN = re.compile(
    r'<(?P<closing>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]|"[^"]*+")*+)>'
    r"|(?P<text>[^<]++|.)",
    re.DOTALL,
)
_LANGUAGE = re.compile(r'\blang="([^"]*)"')
_BLANKS = re.compile(r"[ \t\r\n]+")
_VOID = frozenset({"br", "hr", "img"})
_LEADS_TO = frozenset({"ul", "ol", "dl", "table"})
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "blockquote": "paragraph",
    "details": "paragraph",
    "li": "item",
    "dd": "item",
    "td": "cell",
    "th": "heading",
    "dt": "heading",
    "summary": "heading",
    "pre": "code",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
}
_BREAKS = frozenset({*_KINDS, *_LEADS_TO, "hr", "tr", "thead", "tbody"})


class Block(Struct, frozen=True, kw_only=True):
    """A block of words; spans and ``marks`` are offsets in ``text``, which has no line ends.

    ``values`` are values of facts and ``terms`` names of entries, both in place of references.
    ``names`` are code, and titles in italics. ``foreign`` are runs marked with their language.
    ``marks`` are where references to support stand. ``covering`` are those elsewhere whose notes
    count for this block too.
    """

    kind: BlockKind
    text: str
    values: tuple[Span, ...] = ()
    terms: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()
    foreign: tuple[Span, ...] = ()
    marks: tuple[tuple[int, Support], ...] = ()
    covering: tuple[Support, ...] = ()

    @property
    def notes(self) -> tuple[int, ...]:
        """Where note marks stand."""
        return tuple(place for place, support in self.marks if _has_note(support))

    def noted_after(self, start: int = -1) -> tuple[Support, ...]:
        """The supports that have a note mark after ``start``."""
        return tuple(each for place, each in self.marks if place > start and _has_note(each))


def _has_note(support: Support) -> bool:
    return not (isinstance(support, FactReference) and support.plain)


def read_blocks(
    text: ParsedText, words: Words, language: str, before: Block | None = None
) -> tuple[tuple[Block, ...], tuple[FigureReference, ...]]:
    """The blocks of ``text`` in reading order, and the figures between them.

    A note counts for more than its own block in three cases: one in a table cell counts for the
    row; one in the head of a column counts for the column; one in a sentence that ends in a colon
    counts for the list or table that follows. ``before`` is the block before the text.
    """
    reading = _Reading(words=words, language=language, blocks=[before] if before else [])
    for part in text.parts:
        if isinstance(part, OpeningTag):
            reading.markup("".join(piece for piece in part.pieces if isinstance(piece, str)))
        elif isinstance(part, str):
            reading.markup(part)
        else:
            reading.reference(part)
    reading.end_block()
    blocks = reading.blocks[1:] if before else reading.blocks
    return tuple(blocks), tuple(reading.figures)


class _Open(Struct):
    """An open element; ``start`` is its offset in its block, ``piece`` that in ``pieces``."""

    tag: str
    start: int
    piece: int
    language: str = ""


class _Table(Struct):
    """A table being read; ``row`` is the index of its current row's first block, ``columns`` the
    number of that row's cells so far, ``heads`` what the notes in the heads of columns rest on."""

    heads: dict[int, tuple[Support, ...]] = {}
    row: int = 0
    columns: int = 0


class _Reading(Struct, kw_only=True):
    """The state of a pass over one text; the last fields are those of the current block, ``spans``
    by the names that it has for them. ``leads``: for each open list and table, what the notes
    before it rest on that count for it."""

    words: Words
    language: str
    blocks: list[Block]
    figures: list[FigureReference] = []
    open: list[_Open] = []
    leads: list[tuple[Support, ...]] = []
    tables: list[_Table] = []
    pieces: list[str] = []
    length: int = 0
    spans: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    marks: list[tuple[int, Support]] = []

    def markup(self, markup: str) -> None:
        for token in _TOKEN.finditer(markup):
            if tag := token["tag"]:
                self.tag(tag, token["closing"] == "/", token["attributes"])
            else:
                self.text(unescape(token["text"]))

    def tag(self, tag: str, closing: bool, attributes: str) -> None:
        if tag == "br":
            self.text(" ")
        if tag in _BREAKS:
            self.end_block()
        if tag in _VOID:
            return
        if closing:
            self._close(tag)
        else:
            language = _LANGUAGE.search(attributes)
            found = language[1] if language else ""
            self.open.append(_Open(tag, self.length, len(self.pieces), found))
            self._begin(tag)

    def text(self, text: str) -> None:
        """Add text to the block: runs of white space as one space, and none at its start."""
        text = _BLANKS.sub(" ", text)
        if not self.length or (self.pieces and self.pieces[-1].endswith(" ")):
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def reference(self, reference: TextReference) -> None:
        match reference:
            case Citation() | NoteReference():
                self._mark(reference)
            case FactReference() | TermReference():
                start = self.length
                self.text(self.words(reference))
                if isinstance(reference, TermReference):
                    self.spans["terms"].append((start, self.length))
                else:
                    self.spans["values"].append((start, self.length))
                    self._mark(reference)
            case FigureReference():
                self.end_block()
                self.figures.append(reference)

    def _mark(self, support: Support) -> None:
        """Note a support; a note mark comes right after the word before it, as on the page."""
        if self.pieces and self.pieces[-1].endswith(" ") and _has_note(support):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.length -= 1
        self.marks.append((self.length, support))

    def _begin(self, tag: str) -> None:
        if tag in _LEADS_TO:
            self.leads.append(self._led_by())
            if tag == "table":
                self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].row = len(self.blocks)
            self.tables[-1].columns = 0
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].columns += 1

    def _close(self, tag: str) -> None:
        while self.open:
            element = self.open.pop()
            self._end_run(element)
            if element.tag == tag:
                break
        if tag in _LEADS_TO and self.leads:
            self.leads.pop()
        if tag == "table" and self.tables:
            self.tables.pop()
        if tag == "tr" and self.tables:
            self._end_row(self.tables[-1].row)

    def _end_run(self, element: _Open) -> None:
        span = (min(element.start, self.length), self.length)
        if span[0] == span[1]:
            return
        if element.tag in ("code", "kbd") or (element.tag == "em" and self._is_title(element)):
            self.spans["names"].append(span)
        if element.language:
            self.spans["foreign"].append(span)

    def _is_title(self, element: _Open) -> bool:
        """Whether italics are a title: they begin with a capital or hold only a year, *1984*."""
        text = "".join(self.pieces[element.piece :])
        return text[:1].isupper() or (len(text) == 4 and text.isdecimal())

    def _led_by(self) -> tuple[Support, ...]:
        """What the sentence rests on that the block before ends with, if it ends in a colon."""
        if self.leads and self.leads[-1]:
            return self.leads[-1]
        before = self.blocks[-1] if self.blocks else None
        if before is None or not before.text.endswith(":"):
            return ()
        start, _ = split_sentences(before.text, self.language)[-1]
        return (*before.covering, *before.noted_after(start))

    def _end_row(self, row: int) -> None:
        cells = [block for block in self.blocks[row:] if block.kind != "heading"]
        if noted := tuple(each for block in cells for each in block.noted_after()):
            self.blocks[row:] = [
                # "+" copies nothing where one is empty, so that a row's cells share what covers it
                replace(block, covering=block.covering + noted)
                for block in self.blocks[row:]
            ]

    def end_block(self) -> None:
        """Make a block of what has been read since the last one."""
        text = "".join(self.pieces).rstrip(" ")
        within = (_KINDS[each.tag] for each in reversed(self.open) if each.tag in _KINDS)
        kind: BlockKind = next(within, "paragraph")
        for element in self.open:
            self._end_run(element)
            element.start = element.piece = 0
        covering = self.leads[-1] if self.leads else ()
        if self.tables and kind in ("cell", "heading"):
            table = self.tables[-1]
            head = table.heads.get(table.columns, ())
            if kind == "heading":
                noted = (each for _, each in self.marks if _has_note(each))
                table.heads[table.columns] = (*head, *noted)
            covering = covering + head
        if text or self.marks:
            spans = {name: tuple(found) for name, found in self.spans.items()}
            marks = tuple(self.marks)
            self.blocks.append(Block(kind=kind, text=text, marks=marks, covering=covering, **spans))
        self.length = 0
        for part in (self.pieces, self.spans, self.marks):
            part.clear()
