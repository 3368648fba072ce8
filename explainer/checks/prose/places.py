"""From a word in a sentence back to the place where it was written.

Markdown keeps no places. They are found again by walking the words that a reader sees along
those of the file: references, addresses and comments are hidden there, and what is left comes in
the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from explainer.checks.prose.blocks import Block, Span
from explainer.checks.prose.prose import NOTE, Prose, Stretch, Written, note_end
from explainer.documents.data.nodes import Node, child
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.front_matter import split_front_matter
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.scanning import find_references
from explainer.model.pages.page import Page
from explainer.model.site.site import Site

_WORD = re.compile(r"[^\W_]+")
# So many words of the file are passed over for one of the text, at most: what is not hidden
# holds fewer, and a word that cannot be found costs no more than this.
_FURTHEST = 100
_HIDDEN = re.compile(
    r"^ {0,3}(`{3,}+|~{3,}+)[^\n]*\n(?:(?! {0,3}\1)[^\n]*\n)*+(?: {0,3}\1[^\n]*)?"
    r"|<!--(?:(?!-->).)*+"
    r"|</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?>"
    r"|\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|^\[(?!\^)[^\[\]\n]+\]:[^\n]*|\{[^{}\n]*\}",
    re.MULTILINE | re.DOTALL,
)


@dataclass(slots=True)
class Places:
    """Looks up places; what it has read of a file's YAML it reads once."""

    site: Site
    _nodes: dict[str, Node | None] = field(default_factory=dict)

    def find(self, prose: Prose, stretch: Stretch, targets: Iterable[tuple[int, int]]) -> list[int]:
        """For each target, the number of a block of the stretch and an offset in its text, in
        reading order: the offset in the file of the first word there that the file holds, else
        of the last one before."""
        source = self.site.texts[prose.path]
        start, end = self._span(source, prose, stretch.written)
        hidden = _hide(source.text[start:end], notes=stretch.field != "note")
        there = [*_WORD.finditer(hidden)]
        places: list[tuple[int, int, int]] = []  # (block, offset in it, place in the file)
        at = -1
        for block, offset, word in _words(stretch):
            reach = range(at + 1, min(at + 1 + _FURTHEST, len(there)))
            found = next((i for i in reach if there[i][0] == word), None)
            if found is not None:
                at = found
                places.append((block, offset, start + there[at].start()))
        return [*_at(places, targets, start)]

    def _span(self, source: SourceText, prose: Prose, written: Written) -> Span:
        if not written.path:
            return written.span
        if prose.path not in self._nodes:
            front, _ = split_front_matter(source) if isinstance(prose.subject, Page) else (None, ())
            ends = (front.start, front.end) if front else (0, None)
            self._nodes[prose.path], _ = parse_yaml(source, *ends)
        root = self._nodes[prose.path]
        node = child(root, written.path) if root else None
        return (node.start, node.end) if node else (0, 0)


def _at(
    places: Sequence[tuple[int, int, int]], targets: Iterable[tuple[int, int]], start: int
) -> Iterator[int]:
    index = 0
    for target in targets:
        while index < len(places) and places[index][:2] < target:
            index += 1
        in_block = index < len(places) and places[index][0] == target[0]
        last = places[index - 1][2] if index else start
        yield places[index][2] if in_block else last


def _words(stretch: Stretch) -> Iterator[tuple[int, int, str]]:
    """The words of the stretch that stand in the file, behind the number of their block (-1
    before the stretch) and their offset in it."""
    if stretch.written.after:
        yield from ((-1, offset, word) for _, offset, word in _words(stretch.written.after))
    for number, block in enumerate(stretch.blocks):
        yield from ((number, offset, word) for offset, word in _written_words(block))


def _written_words(block: Block) -> Iterator[tuple[int, str]]:
    """A block's words but for those that stand for a reference."""
    filled = iter(sorted((*block.values, *block.terms)))
    start, end = next(filled, (len(block.text), len(block.text)))
    for word in _WORD.finditer(block.text):
        while word.start() >= end and end < len(block.text):
            start, end = next(filled, (len(block.text), len(block.text)))
        if not start <= word.start() < end:
            yield word.start(), word[0]


def _hide(text: str, *, notes: bool) -> str:
    """``text`` with what no reader sees as blanks; the editor's ``notes`` too, where they are
    read by themselves."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted(_hidden(text, notes=notes)):
        if end > place:
            pieces += [text[place:start], " " * (end - max(start, place))]
            place = end
    return "".join([*pieces, text[place:]])


def _hidden(text: str, *, notes: bool) -> Iterator[Span]:
    yield from (match.span() for match in _HIDDEN.finditer(text))
    yield from ((each.start, each.end) for each in find_references(text, lambda i: i))
    if notes:
        yield from ((each.start(), note_end(text, each.start())) for each in NOTE.finditer(text))
