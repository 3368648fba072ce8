"""Emphasis by CommonMark's delimiter algorithm (6.2), as a pattern of the inline parser.

Python-Markdown's own pattern loses text if delimiters do not match: ``x*a**a*z`` loses its ``z``.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TypeAlias
from xml.etree import ElementTree

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX
from msgspec import Struct

from explainer.documents.markdown.marks import append_text

_RUN = re.compile(r"\*+|_+")


class _Run(Struct):
    """A delimiter run; ``start`` and ``end`` bound the delimiters that are not paired yet."""

    char: str
    start: int
    end: int
    length: int
    opens: bool
    closes: bool

    def matches(self, closer: _Run) -> bool:
        """Whether this run opens what ``closer`` closes (rules 9 and 10, on multiples of 3)."""
        either = self.closes or closer.opens
        threes = self.length % 3 and (self.length + closer.length) % 3 == 0
        return self.char == closer.char and not (either and threes)


_Step: TypeAlias = tuple[int, int, str]
"""Start, end and what happens there: ``em`` or ``strong`` begins, ``""`` ends it, or characters."""


def _runs(text: str, start: int) -> Iterator[_Run]:
    for match in _RUN.finditer(text, start):
        before = text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        opens, closes = bool(after.strip()), bool(before.strip())
        if match[0][0] == "_":
            opens, closes = opens and not _in_word(before), closes and not _in_word(after)
        yield _Run(match[0][0], *match.span(), len(match[0]), opens, closes)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _steps(runs: list[_Run]) -> list[_Step]:
    steps: list[_Step] = []
    open_runs: list[_Run] = []
    searched: dict[tuple[str, bool, int], int] = {}  # how many open runs are known not to match
    for run in runs:
        kind = (run.char, run.opens, run.length % 3)
        while run.closes and run.start < run.end:
            index = len(open_runs) - 1
            while index >= searched.get(kind, 0) and not open_runs[index].matches(run):
                index -= 1
            if index < searched.get(kind, 0):
                searched[kind] = len(open_runs)
                break
            opening = open_runs[index]
            size = 2 if min(opening.end - opening.start, run.end - run.start) >= 2 else 1
            opening.end -= size
            steps.append((opening.end, opening.end + size, "strong" if size == 2 else "em"))
            steps.append((run.start, run.start + size, ""))
            run.start += size
            del open_runs[index + (opening.start < opening.end) :]
            if searched:
                searched = {each: min(at, len(open_runs)) for each, at in searched.items()}
        if run.opens and run.start < run.end:
            open_runs.append(run)
    left = (run for run in runs if run.start < run.end)
    return sorted([*steps, *((r.start, r.end, r.char * (r.end - r.start)) for r in left)])


def _spans(text: str, steps: list[_Step]) -> Iterator[tuple[int, int, ElementTree.Element | str]]:
    """Start, end and element of the outermost emphasis, and of delimiters that are only characters,
    these characters."""
    open_elements: list[tuple[int, ElementTree.Element]] = []
    place = 0
    for start, end, what in steps:
        if open_elements:
            append_text(open_elements[-1][1], text[place:start])
        place = end
        if what in ("em", "strong"):
            element = ElementTree.Element(what)
            if open_elements:
                open_elements[-1][1].append(element)
            open_elements.append((start, element))
        elif not what:
            opened_at, element = open_elements.pop()
            if not open_elements:
                yield opened_at, end, element
        else:
            # as Python-Markdown writes escaped characters, so that they are not read again
            characters = f"{STX}{ord(what[0])}{ETX}" * len(what)
            if open_elements:
                append_text(open_elements[-1][1], characters)
            else:
                yield start, end, characters


class Emphasis(InlineProcessor):
    """``*em*``, ``**strong**``, and the same with ``_`` around whole words.

    A text is read once, at its first delimiter. The spans are then returned one by one, since
    Python-Markdown replaces each in the text before it asks for the next.
    """

    def __init__(self) -> None:
        super().__init__(r"[*_]")
        self._ahead: deque[tuple[int, int, ElementTree.Element | str]] = deque()

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str, int, int]:
        if not self._ahead:
            self._ahead.extend(
                (len(data) - start, len(data) - end, found)
                for start, end, found in _spans(data, _steps(list(_runs(data, m.start()))))
            )
        start, end, found = self._ahead.popleft()
        return found, len(data) - start, len(data) - end
