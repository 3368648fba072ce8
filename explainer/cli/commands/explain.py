"""Explain a diagnostic, with an example and a solution."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter
from textwrap import indent, wrap
from typing import Any

from explainer.cli.request import Request
from explainer.cli.terminal import BOLD, GREEN, RED, painted, say, wants_colour, width
from explainer.config import Refused
from explainer.diagnostics import did_you_mean
from explainer.explanations import GROUPS, Example, Excerpt, Explanation, load_explanations
from explainer.extensions.loading import load_extensions


def run(request: Request) -> None:
    code, explanations = request.options.code, load_explanations()
    rules = {rule.code: rule.summary for rule in load_extensions(request.config).rules}
    shape: dict[str, Any] = {"width": width(), "colour": wants_colour(sys.stdout)}
    lines: Iterable[str]
    if not code:
        own = explanation_list((), rules, **shape) if rules else ()
        lines = chain(explanation_list(explanations.values(), **shape), own)
    elif code in rules:
        lines = explanation_list((), {code: rules[code]}, **shape)
    elif code in explanations:
        lines = explanation_lines(explanations[code], **shape)
    else:
        listing = f"All are listed by {request.program} explain."
        hint = did_you_mean(code, [*explanations, *rules]) or listing
        raise Refused(f'nothing has the code "{code}". {hint}')
    say("\n".join(lines).rstrip())


def explanation_lines(
    explanation: Explanation, *, width: int, colour: bool = False
) -> Iterator[str]:
    """The explanation of one code: what it means, an example, a solution. ``width`` is in
    columns; lines of examples are not wrapped, so that they can be copied."""
    yield painted(explanation.code, BOLD, colour)
    yield ""
    yield from _paragraphs(explanation.summary, width)
    yield from _paragraphs(explanation.reason, width)
    yield from _example(painted("Wrong", RED, colour), explanation.wrong, width)
    yield from _example(painted("Right", GREEN, colour), explanation.right, width)


def explanation_list(
    explanations: Iterable[Explanation],
    rules: Mapping[str, str] = {},
    *,
    width: int,
    colour: bool = False,
) -> Iterator[str]:
    """The codes of explanations, by group, or of a site's own ``rules``, with their summaries."""
    own = "What the rules of this site warn of"
    rows = [(GROUPS[each.group], each.code, each.summary) for each in explanations]
    rows += [(own, code, summary) for code, summary in rules.items()]
    column = max(len(code) for _, code, _ in rows) + 4
    for title, members in groupby(rows, key=itemgetter(0)):
        yield painted(title, BOLD, colour)
        for _, code, summary in members:
            start, further = f"  {code}".ljust(column), " " * column
            yield from wrap(summary, width, initial_indent=start, subsequent_indent=further)
        yield ""


def _example(title: str, example: Example, width: int) -> Iterator[str]:
    yield title
    yield ""
    yield from _paragraphs(example.words, width)
    for excerpt in example.excerpts:
        if excerpt.path:
            yield f"  {place_of(excerpt)}:"
            yield ""
        yield from indent(excerpt.text.rstrip(), "    ").splitlines()
        yield ""


def place_of(excerpt: Excerpt) -> str:
    """The file of an excerpt, and the part of the file."""
    return f"{excerpt.path}, {excerpt.part}" if excerpt.part else excerpt.path


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.split("\n\n") if text else ():
        yield from wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        yield ""
