"""Parse RIS into the same nodes as YAML: a list with a mapping for each record.

A line is a tag of two signs, ``  - `` and a value; a record goes from ``TY`` to ``ER``, and a line
without a tag continues the one before. Source: the description of RIS in EndNote's manual.
"""

from __future__ import annotations

import re

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence
from explainer.documents.files.source_text import SourceText

_MOST_FINDINGS = 100
_LINE = re.compile(r"[^\n]+")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |\s*\Z)")
_PREFACE = re.compile(r"(?:Provider|Database|Content|Date|Source):|FN |VR ")
"""What publishers write before the first record."""


def parse_ris(source: SourceText) -> tuple[Node, tuple[Diagnostic, ...]]:
    """The records, each with a list of values for each of its tags, and diagnostics."""
    parse = _Parse(source=source)
    for line in _LINE.finditer(source.text):
        text = line[0].strip()
        if text:
            parse.take(line.start() + line[0].find(text), text)
    if parse.start is not None:
        parse.report(parse.start, "this record is never closed", "End it with a line `ER  - `.", 2)
    elif not parse.records and not parse.findings and source.text.strip():
        parse.report(0, "this file holds no record", "A record begins with `TY  - JOUR`.")
    return Sequence(0, len(source.text), tuple(parse.records)), tuple(parse.findings)


class _Parse(Struct, kw_only=True):
    """``start`` is that of the record being read, or None between two; ``tags`` has the places and
    the values of each of its tags; ``last`` is the value to which a line without a tag belongs.
    ``strayed``: text before this record has been reported."""

    source: SourceText
    start: int | None = None
    strayed: bool = False
    last: list[str] = []
    tags: dict[str, list[tuple[Scalar, int, list[str]]]] = {}
    records: list[Mapping] = []
    findings: list[Diagnostic] = []

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

    def report(self, at: int, message: str, hint: str, length: int = 1) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(self.source.diagnostic("ris", at, message, hint, length=length))


def _listed(values: list[tuple[Scalar, int, list[str]]]) -> Sequence:
    found = ((at, "\n".join(lines)) for _, at, lines in values)
    items = tuple(Scalar(at, at + len(text), text) for at, text in found if text)
    return Sequence(values[0][1], values[0][1] + len(values[0][2][0]), items)
