"""The output of `explain`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from explainer.explanations import GROUPS

if TYPE_CHECKING:
    from explainer.explanations import Example, Excerpt, Explanation

_BOLD, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"


def explanation_lines(
    explanation: Explanation, *, width: int, colour: bool = False
) -> Iterator[str]:
    """The explanation of one code: what it means, an example, a solution. ``width`` is in
    columns; lines of examples are not wrapped, so that they can be copied."""
    yield _painted(explanation.code, _BOLD, colour)
    yield ""
    yield from _paragraphs(explanation.summary, width)
    yield from _paragraphs(explanation.reason, width)
    yield from _example(_painted("Wrong", _RED, colour), explanation.wrong, width)
    yield from _example(_painted("Right", _GREEN, colour), explanation.right, width)


def explanation_list(
    explanations: Iterable[Explanation], *, width: int, colour: bool = False
) -> Iterator[str]:
    """All codes with their summaries, by group."""
    found = list(explanations)
    column = max(len(explanation.code) for explanation in found) + 4
    for group, members in groupby(found, key=lambda explanation: explanation.group):
        yield _painted(GROUPS[group], _BOLD, colour)
        for explanation in members:
            yield from _entry(explanation.code, explanation.summary, column, width)
        yield ""


def own_rules(rules: Mapping[str, str], *, width: int, colour: bool = False) -> Iterator[str]:
    """The codes of a site's own rules, each with its summary."""
    if rules:
        yield _painted("What the rules of this site warn of", _BOLD, colour)
        column = max(map(len, rules)) + 4
        for code, summary in rules.items():
            yield from _entry(code, summary, column, width)


def _entry(code: str, summary: str, column: int, width: int) -> list[str]:
    start = f"  {code}".ljust(column)
    return textwrap.wrap(summary, width, initial_indent=start, subsequent_indent=" " * column)


def _example(title: str, example: Example, width: int) -> Iterator[str]:
    yield title
    yield ""
    yield from _paragraphs(example.words, width)
    for excerpt in example.excerpts:
        if excerpt.path:
            yield f"  {place_of(excerpt)}:"
            yield ""
        yield from textwrap.indent(excerpt.text.rstrip(), "    ").splitlines()
        yield ""


def place_of(excerpt: Excerpt) -> str:
    """The file of an excerpt, and the part of the file."""
    return f"{excerpt.path}, {excerpt.part}" if excerpt.part else excerpt.path


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.split("\n\n") if text else ():
        yield from textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        yield ""


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{_PLAIN}" if colour else text
