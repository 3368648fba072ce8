"""Find where the words of a sentence are written in their file.

A text has its span in the file. The words that a reader sees are matched there in order, after
references, addresses and comments are blanked out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from explainer.checks.prose.blocks import Block
from explainer.checks.prose.prose import Prose, Stretch
from explainer.checks.prose.segmentation import hide
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import Span
from explainer.documents.markdown.scanning import find_candidates

_WORD = re.compile(r"[^\W_]+")
# The most words of the file that are skipped to find one of the text, which bounds the cost of a
# word that is not there.
_FURTHEST = 100
_ADDRESSES = re.compile(
    r"\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|^\[(?!\^)[^\[\]\n]+\]:[^\n]*|\{[^{}\n]*\}", re.MULTILINE
)


def find_places(
    source: SourceText, prose: Prose, stretch: Stretch, targets: Iterable[tuple[int, int]]
) -> list[int]:
    """The offset in the file of each target: of the first word from there on in its block that is
    found in the file, else of the last word before. A target is the number of a block of the
    stretch and an offset in its text; they are in reading order."""
    start, end = stretch.span
    text = source.text[start:end]
    notes = (n.span for n in prose.of("note") if start < n.span[0] < end)  # separate stretches
    inside = ((first - start, last - start) for first, last in notes)
    there = [*_WORD.finditer(hide(text, (*find_hidden(text), *inside), " "))]
    places: list[tuple[int, int, int]] = []  # (block, offset in it, place in the file)
    at = -1
    for block, offset, word in _words(stretch):
        reach = range(at + 1, min(at + 1 + _FURTHEST, len(there)))
        found = next((i for i in reach if there[i][0] == word), None)
        if found is not None:
            at = found
            places.append((block, offset, start + there[at].start()))
    return [*_at(places, targets, start)]


def _at(
    places: Sequence[tuple[int, int, int]], targets: Iterable[tuple[int, int]], start: int
) -> Iterator[int]:
    for target in targets:
        index = bisect_left(places, target, key=lambda place: place[:2])
        in_block = index < len(places) and places[index][0] == target[0]
        last = places[index - 1][2] if index else start
        yield places[index][2] if in_block else last


def _words(stretch: Stretch) -> Iterator[tuple[int, int, str]]:
    """(block number, offset in it, word) of the words written in the file; those of the previous
    stretch, which shares the span, come first with the number -1."""
    if stretch.after:
        yield from ((-1, offset, word) for _, offset, word in _words(stretch.after))
    for number, block in enumerate(stretch.blocks):
        yield from ((number, offset, word) for offset, word in _written_words(block))


def _written_words(block: Block) -> Iterator[tuple[int, str]]:
    """The offsets and texts of a block's words, except those in place of a reference."""
    filled = iter(sorted((*block.values, *block.terms)))
    start, end = next(filled, (len(block.text), len(block.text)))
    for word in _WORD.finditer(block.text):
        while word.start() >= end and end < len(block.text):
            start, end = next(filled, (len(block.text), len(block.text)))
        if not start <= word.start() < end:
            yield word.start(), word[0]


def find_hidden(text: str) -> Iterator[Span]:
    """The spans of references, addresses and the like in a text as it is written in its file."""
    yield from (match.span() for match in _ADDRESSES.finditer(text))
    yield from ((each.start, each.end) for each in find_candidates(text, lambda i: i))
