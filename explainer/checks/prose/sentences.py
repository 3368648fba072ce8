"""Divide blocks of prose into sentences, each with what rules need to know of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from explainer.checks.prose.blocks import Block, BlockKind, Support
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.segmentation import split_sentences
from explainer.documents.markdown.parsed_text import Span

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence as a reader sees it: values filled in, note marks left out.

    ``block`` is the number of its block in its stretch, ``start`` its offset there; ``values``
    of facts and ``names`` (entries, titles, code) are offsets in its own text. ``noted``: it
    has a note mark, or one elsewhere counts for its block. A mark after a full stop belongs to
    the sentence before. ``supports`` are what its own marks and values stand for, ``covering``
    what those elsewhere do. ``figures`` are the numbers and dates in its own words; none are looked
    for in a heading.
    """

    text: str
    kind: BlockKind
    block: int
    start: int
    noted: bool
    values: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()
    supports: tuple[Support, ...] = ()
    covering: tuple[Support, ...] = ()
    figures: tuple[Span, ...] = ()

    @property
    def words(self) -> list[str]:
        """Its words, as a reader counts them: "2,030" and "well-known" are one each."""
        return _WORD.findall(self.text)


def make_sentences(blocks: Iterable[Block], language: str) -> tuple[Sentence, ...]:
    """The sentences of all blocks except code, in reading order."""
    return tuple(
        sentence
        for number, block in enumerate(blocks)
        if block.kind != "code"
        for sentence in _in_block(number, block, language)
    )


def _in_block(number: int, block: Block, language: str) -> Iterator[Sentence]:
    spans = split_sentences(block.text, language, block.notes)
    starts = [start for start, _ in spans]
    noted = {max(0, bisect_left(starts, note) - 1) for note in block.notes}
    supports: list[list[Support]] = [[] for _ in starts]
    for place, support in block.marks if starts else ():
        supports[max(0, bisect_left(starts, place) - 1)].append(support)
    values = _by_sentence(starts, block.values)
    names = _by_sentence(starts, sorted((*block.terms, *block.names)))
    for index, (start, end) in enumerate(spans):
        text, is_heading = block.text[start:end], block.kind == "heading"
        own_values = tuple(_within((start, end), values[index]))
        own_names = tuple(_within((start, end), names[index]))
        hidden = (*own_values, *own_names)
        yield Sentence(
            text=text,
            kind=block.kind,
            block=number,
            start=start,
            noted=bool(block.covering) or index in noted,
            values=own_values,
            names=own_names,
            supports=tuple(supports[index]),
            covering=block.covering,
            figures=() if is_heading else find_figures(text, language, hidden),
        )


def _by_sentence(starts: Sequence[int], spans: Iterable[Span]) -> list[list[Span]]:
    """For each sentence the spans that reach into it."""
    found: list[list[Span]] = [[] for _ in starts]
    for start, end in spans:
        index = max(0, bisect_right(starts, start) - 1)
        while index < len(starts) and (starts[index] < end or starts[index] <= start):
            found[index].append((start, end))
            index += 1
    return found


def _within(sentence: Span, spans: Iterable[Span]) -> Iterator[Span]:
    """Offsets counted from the sentence's start, cut at its ends."""
    first, last = sentence
    for start, end in spans:
        cut = max(start, first) - first, min(end, last) - first
        if cut[0] < cut[1]:
            yield cut
