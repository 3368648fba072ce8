"""Figures in prose without a source.

A figure has a source if it is the value of a fact, or if a note stands in its sentence or right
after its full stop. ``explainer.checks.prose.blocks`` says which notes count for a row, a column
or a list, ``explainer.checks.prose.numbers`` what counts as a figure. Plain pages and entries are
read like explainers; a page about the site itself can waive the warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from explainer.checks.prose.figures import SentenceFigures, figures_in_prose
from explainer.checks.prose.places import find_places
from explainer.checks.rule import Finding, Rule, Subject

_MOST_NAMED = 3
_HINT = "Cite a source in this sentence, [@key], or write it as the value of a fact: {{ fact.id }}."


def _find(subject: Subject) -> Iterator[Finding]:
    for prose in subject.prose:
        source = subject.site.texts[prose.path]
        naked = (each for each in figures_in_prose(prose) if each.naked)
        for stretch, group in groupby(naked, lambda each: each.stretch):
            found = list(group)
            offsets = find_places(source, prose, stretch, [each.place for each in found])
            for each, offset in zip(found, offsets, strict=True):
                first = each.texts[0]
                length = len(first) if source.text.startswith(first, offset) else 1
                yield Finding(
                    prose.path, offset, _message(each), _HINT, length, prose.subject.waived
                )


def _message(figures: SentenceFigures) -> str:
    named = [f'"{text}"' for text in dict.fromkeys(figures.texts)]
    if len(named) > _MOST_NAMED:
        named[_MOST_NAMED:] = ["others"]
    if len(named) == 1:
        return f"{named[0]} has no source"
    return f"{', '.join(named[:-1])} and {named[-1]} have no source"


RULE = Rule("naked-number", "a figure in prose without a source", _find)
