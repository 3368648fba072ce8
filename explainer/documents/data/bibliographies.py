"""Parse BibTeX and RIS into the same nodes as YAML: a list with a mapping for each entry.

Of BibTeX, bibtexparser finds the entries and fields. Here each gets its place in the file, macros
are replaced (``@string``, ``#``), and what BibTeX itself would only warn of is reported. Nothing
that an entry names is opened.

In RIS a line is a tag of two signs, ``  - `` and a value; a record goes from ``TY`` to ``ER``, and
a line without a tag continues the one before. Source: the description of RIS in EndNote's manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.files.source_text import SourceText

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

MOST_ENTRIES = 50_000
LARGEST_EXPANSION = 8_000_000
"""In characters: what macros may add up to in one file."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that BibTeX knows by itself; they stay as they are."""

_MOST_FINDINGS = 100
_MARK = re.compile(r'(?<!\\)[{}"]')
_HEAD = re.compile(r"@\w*\s*[{(]\s*")
_PIECE = re.compile(r"\s*(?:(?P<sign>[{\"])|(?P<word>[^\s#{}\",]+))")
_JOINT = re.compile(r"\s*(?:#|\Z)")
_LOST_AT = re.compile(r"^[ \t]*(?:[A-Za-z]{4,20})[ \t]*\{[^\s,{}]*,[ \t]*$", re.MULTILINE)

_LINE = re.compile(r"[^\n]+")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |\s*\Z)")
_PREFACE = re.compile(r"(?:Provider|Database|Content|Date|Source):|FN |VR ")
"""What publishers write before the first record."""


def parse_bibtex(source: SourceText) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The entries, and diagnostics; some may be warnings. Of each entry the first two fields are
    its ``entrytype`` and its ``id``; the names of all are in lower case, and values keep their
    LaTeX. The node is None if the library for it is missing."""
    import logging

    try:
        from bibtexparser.splitter import Splitter
    except ImportError:
        message = "bibtexparser, which reads .bib files, is not installed"
        hint = 'Run: python -m pip install "bibtexparser>=2.0.1,<3" (the extra "bibtex").'
        return None, (source.diagnostic("missing-library", 0, message, hint),)
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    parse = _BibTeX(source=source, code="bibtex")
    entries = tuple(parse.entries(Splitter(source.text).split().blocks))
    return Sequence(0, len(source.text), entries), tuple(parse.findings)


class _Parse(Struct, kw_only=True):
    source: SourceText
    code: str
    findings: list[Diagnostic] = []

    def report(self, at: int, message: str, hint: str, length: int = 1) -> None:
        self.add(self.source.diagnostic(self.code, at, message, hint, length=length))

    def add(self, finding: Diagnostic) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(finding)


class _BibTeX(_Parse, kw_only=True):
    at: int = 0
    macros: dict[str, str] = {}
    unknown: set[str] = set()
    expanded: int = 0

    def entries(self, blocks: list[Block]) -> Iterator[Mapping]:
        from bibtexparser import model

        count = 0
        for found in blocks:
            block = found
            if isinstance(found, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
                block = found.ignore_error_block or found  # what stands twice is found later
            raw = block.raw or ""
            start = max(self.at, self.source.text.find(raw, self.at))
            # What is broken may reach into the next block.
            is_broken = isinstance(block, model.ParsingFailedBlock)
            self.at = start + (1 if is_broken else len(raw))
            match block:
                case model.Entry():
                    count += 1
                    if count > MOST_ENTRIES:
                        message = f"this file has more than {MOST_ENTRIES:,} entries"
                        return self.report(start, message, "Divide it.")
                    yield self._entry(block, start)
                case model.String():
                    at = start + raw.index("=") + 1
                    self.macros[block.key.lower()] = self._value(block.value, at).value
                case model.ParsingFailedBlock():
                    self._broken(raw, start)
                case model.ImplicitComment() if lost := _LOST_AT.search(raw):
                    message = "an entry begins without its @"
                    self.report(start + lost.start(), message, "Write @ before its type.")
        if not count and not self.findings and self.source.text.strip():
            hint = "An entry is written @book{key, title = {...}}."
            self.report(0, "this file holds no entry", hint)
        return None

    def _entry(self, entry: Entry, start: int) -> Mapping:
        text, key = self.source.text, entry.key or ""
        head = _HEAD.match(text, start)
        at = head.end() if head else start
        pairs = [
            (Scalar(start, start, "entrytype"), Scalar(start, at, entry.entry_type.lower())),
            (Scalar(at, at, "id"), Scalar(at, at + len(key), key)),
        ]
        at += len(key)
        seen: set[str] = set()
        for each in entry.fields:
            at = text.index(each.key, at)
            name = Scalar(at, at + len(each.key), each.key.lower())
            at = text.index("=", name.end) + 1
            value = self._value(each.value, at)
            at = max(at, value.end)
            if name.value in seen:
                message = f"`{name.value}` stands twice in this entry"
                self.report(name.start, message, "Keep one of them.", len(name.value))
            seen.add(name.value)
            pairs.append((name, value))
        return Mapping(start, self.at, tuple(pairs))

    def _value(self, written: str, behind: int) -> Scalar:
        """The value that is written behind an offset, without its braces or quotation marks."""
        start = self.source.text.index(written, behind)
        pieces: list[Scalar] = []
        at, is_open = 0, True
        while is_open and (found := _PIECE.match(written, at)):
            if word := found["word"]:
                begin, at = found.span("word")
                pieces.append(Scalar(start + begin, start + at, self._word(word, start + begin)))
            else:
                begin, at = found.end(), _end(written, found.end() - 1)
                pieces.append(Scalar(start + begin, start + at - 1, written[begin : at - 1]))
            joint = _JOINT.match(written, at)
            is_open, at = bool(joint and "#" in joint[0]), joint.end() if joint else at
        if is_open or at < len(written):
            message = "a comma is missing here, or the value before it is not whole"
            hint = "A field is name = {value}, with a comma behind it."
            self.report(start + at, message, hint)
        if len(pieces) == 1:
            return pieces[0]
        value = "".join(piece.value for piece in pieces)
        self._grow(len(value), start)
        return Scalar(start, start + len(written), value)

    def _word(self, word: str, at: int) -> str:
        known = self.macros.get(word.lower())
        if known is not None:
            return known if self._grow(len(known), at) else ""
        if not word.isdigit() and word.lower() not in MONTHS and word not in self.unknown:
            self.unknown.add(word)
            message = f"`{word[:40]}` is no @string of this file; it is read as it stands"
            hint = "Put it in braces, or define it before this entry."
            found = self.source.diagnostic("bibtex-name", at, message, hint, length=len(word))
            self.add(replace(found, severity=Severity.WARNING))
        return word

    def _grow(self, length: int, at: int) -> bool:
        """Whether macros may still add so much; the first that may not is reported."""
        was_small = self.expanded <= LARGEST_EXPANSION
        self.expanded += length
        if was_small and self.expanded > LARGEST_EXPANSION:
            message = "macros make this file too large"
            self.report(at, message, "Write the values out, or divide the file.")
        return self.expanded <= LARGEST_EXPANSION

    def _broken(self, raw: str, start: int) -> None:
        head = raw.partition("\n")[0].strip()
        message = "this entry cannot be read: a brace, a comma or a = is missing"
        hint = "Each field is name = {value}, with a comma behind it; } closes the entry."
        self.report(start, message, hint, max(1, min(len(head), 40)))


def _end(text: str, start: int) -> int:
    """The offset behind the value whose brace or quotation mark is at ``start``."""
    is_quoted = text[start] == '"'
    depth = 0 if is_quoted else 1
    for mark in _MARK.finditer(text, start + 1):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0 and (mark[0] == '"') == is_quoted:
            return mark.end()
    return len(text)


def parse_ris(source: SourceText) -> tuple[Node, tuple[Diagnostic, ...]]:
    """The records, each with a list of values for each of its tags, and diagnostics."""
    parse = _Ris(source=source, code="ris")
    for line in _LINE.finditer(source.text):
        text = line[0].strip()
        if text:
            parse.take(line.start() + line[0].find(text), text)
    if parse.start is not None:
        parse.report(parse.start, "this record is never closed", "End it with a line `ER  - `.", 2)
    elif not parse.records and not parse.findings and source.text.strip():
        parse.report(0, "this file holds no record", "A record begins with `TY  - JOUR`.")
    return Sequence(0, len(source.text), tuple(parse.records)), tuple(parse.findings)


class _Ris(_Parse, kw_only=True):
    """``start`` is that of the record being read, or None between two; ``tags`` has the places and
    the values of each of its tags; ``last`` is the value to which a line without a tag belongs.
    ``strayed``: text before this record has been reported."""

    start: int | None = None
    strayed: bool = False
    last: list[str] = []
    tags: dict[str, list[tuple[Scalar, int, list[str]]]] = {}
    records: list[Mapping] = []

    def take(self, at: int, line: str) -> None:
        """Read a line that is not blank."""
        found = _TAG.match(line)
        tag = found[1] if found else ""
        if tag == "TY":
            if self.start is not None:
                place = self.source.location(at).line
                message = f"this record is still open where the next begins, in line {place}"
                self.report(self.start, message, "End it with a line `ER  - `.", 2)
            self.start, self.strayed, self.tags = at, False, {}
        elif self.start is None:
            if tag not in ("ER", "EF") and not self.strayed and not _PREFACE.match(line):
                self.strayed = True
                message = "this stands in no record"
                self.report(at, message, "A record begins with `TY  - JOUR`.", len(line))
            return
        elif tag == "ER":
            pairs = tuple((values[0][0], _listed(values)) for values in self.tags.values())
            self.records.append(Mapping(self.start, at, pairs))
            self.start = None
            return
        if found:
            value = line[found.end() :].strip()
            self.last = [value]
            placed = Scalar(at, at + 2, tag), at + len(line) - len(value), self.last
            self.tags.setdefault(tag, []).append(placed)
        else:
            self.last.append(line)


def _listed(values: list[tuple[Scalar, int, list[str]]]) -> Sequence:
    found = ((at, "\n".join(lines)) for _, at, lines in values)
    items = tuple(Scalar(at, at + len(text), text) for at, text in found if text)
    return Sequence(values[0][1], values[0][1] + len(values[0][2][0]), items)
