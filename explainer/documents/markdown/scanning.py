"""Find candidates: one pass over the text, left to right, then the points between them; and put
marks in their place.

Those in code are found too. One that begins in a code span and ends outside it is an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from msgspec import Struct

from explainer.documents.markdown import fences, marks, raw_html
from explainer.documents.markdown.marks import Address, Candidate, Fence, Found, Origin, Tag
from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.markdown.points import find_points
from explainer.documents.references import reference_syntax
from explainer.documents.references.citation_syntax import BLANK_LINE, is_escaped
from explainer.documents.references.kinds import At, NoteDefinition, NoteReference, Problem
from explainer.documents.references.reference_syntax import read_reference

# Each alternative begins with a sign, without a group, so that the signs are looked for first.
_START = re.compile(rf"{reference_syntax.START}|{raw_html.START}|``*+|~~~")
_REFERENCE = re.compile(reference_syntax.START)
# Markdown expands a tab by its column, which marks change; two spaces would be a line break.
_TRAILING_TAB = re.compile(r"(?<![ \t])[ ]*+\t[ \t]*+(?=\n)")
BACKTICKS = re.compile("`+")


def find_candidates(text: str, at: At, restored: Collection[int] = ()) -> list[Candidate]:
    """All candidates in order, without those that begin at a ``restored`` offset."""
    points = find_points(text, at)
    addresses = {each.start - 1 for each in points if isinstance(each.found, Address)}
    scan = _Scan(text=text, at=at, restored=restored, spans=CodeSpans(text), addresses=addresses)
    found = [*scan.run(), *points]
    found.sort(key=lambda candidate: (candidate.start, candidate.end))
    free: list[Candidate] = []
    behind = 0
    for candidate in found:
        if candidate.start >= behind:
            free.append(candidate)
            behind = candidate.end
    return free


def find_references(text: str, at: At) -> list[Candidate]:
    """The references in a text that is not Markdown, in order."""
    found: list[Candidate] = []
    place = 0
    while match := _REFERENCE.search(text, place):
        place = match.end() - 1
        if read := _read(text, match.start(), at):
            found.append(read)
            place = max(read.end, read.start + 1)
    return found


def _read(text: str, start: int, at: At) -> Candidate | None:
    read = None if is_escaped(text, start) else read_reference(text, start, at)
    return Candidate(start, *read) if read else None


def with_marks(text: str, candidates: Sequence[Candidate]) -> str:
    """The text with marks for its candidates, and blank lines around those that are blocks."""
    pieces: list[str] = []
    place = 0
    summary: str | None = None
    for index, candidate in enumerate(candidates):
        found, prefix = candidate.found, candidate.prefix
        pieces.append(text[place : candidate.start])
        place = candidate.end
        mark = marks.mark(index, _sign(found))
        if isinstance(found, NoteReference) and found.in_place:
            mark += "["
        elif isinstance(found, Tag) and found.name == "summary":
            if not found.closing and prefix is not None:
                summary = prefix
                mark = f"\n{prefix}\n{prefix}{mark}"
            elif found.closing and summary is not None:
                mark = f"{mark}\n{summary}\n{summary}"
                summary = None
        elif prefix is not None:
            mark = f"\n{prefix}\n{prefix}{mark}\n{prefix}\n{prefix}"
        pieces.append(mark)
    marked = "".join([*pieces, text[place:]]).replace("\r\n", "\n").replace("\r", " ")
    return _TRAILING_TAB.sub("", marked) if "\t" in marked else marked


def _sign(found: Found) -> str:
    """The sign of its mark, by which Markdown knows what it is if it has to."""
    match found:
        case NoteDefinition():
            return marks.OF_DEFINITION
        case NoteReference() if found.in_place:
            return marks.OF_NOTE
        case AsideName():
            return marks.OF_ASIDE
        case Address(origin=Origin.BARE):
            return marks.OF_ADDRESS
    return marks.OPEN


class _Scan(Struct, kw_only=True):
    """The state of a pass over one text; ``code_end`` is the end of the last code span."""

    text: str
    at: At
    restored: Collection[int]
    spans: CodeSpans
    addresses: Collection[int]
    unclosed: fences.Unclosed = {}
    code_end: int = 0
    found: list[Candidate] = []

    def run(self) -> list[Candidate]:
        place = 0
        while match := _START.search(self.text, place):
            if fence := self._opening_line(match, place):
                place = self._fence(fence)
            elif match[0][0] == "`":
                place = self._code(match.start(), match.end())
            elif match[0] == "~~~":
                place = match.end()
            else:
                place = self._inline(match)
        return self.found

    def _opening_line(self, match: re.Match[str], place: int) -> re.Match[str] | None:
        """The line that opens a fence with the sign matched; ``place`` is the end of what was read
        before it, which no blank before a fence is."""
        if not match[0].startswith(("```", "~~~")):
            return None
        before = self.text[place : match.start()].rstrip(" \t>")
        start = place + len(before)
        if start and self.text[start - 1] != "\n":
            return None
        return fences.START.match(self.text, start)

    def _fence(self, match: re.Match[str]) -> int:
        start, end = match.span("ticks")
        candidate = fences.read_fence(self.text, match, self.at, self.unclosed)
        if candidate is None:
            return self._code(start, end)
        if candidate.start in self.restored and isinstance(candidate.found, Fence):
            return end
        self.found.append(candidate)
        self.code_end = 0
        return max(candidate.end, end)

    def _code(self, start: int, end: int) -> int:
        if start >= self.code_end:
            start += is_escaped(self.text, start)
            closing = self.spans.closing(self.text, start, end) if start < end else None
            if closing is None or BLANK_LINE.search(self.text, end, closing):
                self.code_end = 0
            else:
                self.code_end = closing + end - start
        return end

    def _inline(self, match: re.Match[str]) -> int:
        start = match.start()
        if start in self.addresses:
            candidate = None
        elif match[0][0] == "<":
            candidate = raw_html.read_raw_html(self.text, start, self.at)
        else:
            candidate = self._reference(start)
        if candidate is None or (start in self.restored and candidate.end > start):
            return start + 1
        if start < self.code_end < candidate.end:
            hint = "Close the code before it, or put a backslash before it."
            crossing = Problem(self.at(start), "this begins in code and ends outside it", hint)
            candidate = Candidate(start, start, crossing)
        self.found.append(candidate)
        return max(candidate.end, start + 1)

    def _reference(self, start: int) -> Candidate | None:
        read = _read(self.text, start, self.at)
        is_alt_text = (
            read and self.text[start - 1 : start] == "!" and self.text[read.end :][:1] == "("
        )
        return None if is_alt_text else read


class CodeSpans:
    """Which run of backticks closes which: the next one of as many. Places are counted from the
    end, and stay valid when Markdown replaces what comes before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._runs: dict[int, list[int]] = {}
        for run in BACKTICKS.finditer(text):
            self._runs.setdefault(len(run[0]), []).append(run.start() - len(text))

    def closing(self, text: str, start: int, end: int) -> int | None:
        """The offset of the run that closes ``text[start:end]``, or None."""
        runs = self._runs.get(end - start, [])
        following = bisect_left(runs, end - len(text))
        return runs[following] + len(text) if following < len(runs) else None
