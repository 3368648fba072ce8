"""The passages that facts rest on: a text that cites one tells that fact in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from explainer.model.facts.claims import Evidence, Fact, about_the_fact

_LEFT_OUT = re.compile(r"\[[^\[\]]*+\]")
_RUN = 3  # words in a row: fewer stand in any two quotations from one source

Passages: TypeAlias = Mapping[str, tuple[tuple[str, Evidence], ...]]
"""By the key of the source; each with the id of the fact that rests on it."""


def find_passages(facts: Iterable[Fact]) -> Passages:
    """What claims about the facts' values rest on; those about something else do not count."""
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for fact in facts:
        for claim in about_the_fact(fact.claims):
            for each in claim.all_evidence:
                found.setdefault(each.source, []).append((fact.id, each))
    return {source: tuple(passages) for source, passages in found.items()}


def facts_told(passages: Passages, source: str, locator: str, quote: str) -> Iterator[str]:
    """Ids of the facts that rest on what is cited of the source.

    The shorter quotation shares most of its words with the other, or neither is one and both have
    the same locator. Where one alone quotes, too little is known.
    """
    runs = _runs(quote)
    for fact_id, each in passages.get(source, ()):
        others = _runs(each.quote)
        alike = 2 * len(runs & others) > min(len(runs), len(others))
        if alike or (locator == each.locator and locator and not (quote or each.quote)):
            yield fact_id


@lru_cache(maxsize=4096)
def _runs(quote: str) -> frozenset[str]:
    """Three words in a row each, or all where there are fewer; none across words left out."""
    parts = [re.findall(r"\w+", part.casefold()) for part in _LEFT_OUT.split(quote)]
    starts = ((part, at) for part in parts if part for at in range(max(1, len(part) - _RUN + 1)))
    return frozenset(" ".join(part[at : at + _RUN]) for part, at in starts)
