"""What to read after an explainer: others that state the same facts and rest on the same sources.

It is found before any page is linked, from what documents name, so that a page's job says it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from explainer.model.pages.page import Page
from explainer.resolve.ledger import Ledger

MOST_RELATED = 5
"""The number of explainers that one ends with, unless its editors name more."""
_COMMON = 50
"""What more explainers than this rest on tells nothing of any two: to compare all of them would
take the square of their number."""
_NOTHING: frozenset[str] = frozenset()


class Related(Struct, frozen=True):
    """An explainer to read next: how many facts and sources it has in common with the page, and the
    id of its question that has most, if one has any."""

    name: str
    facts: int = 0
    sources: int = 0
    question: str = ""


def find_related(documents: Sequence[Page], ledger: Ledger) -> Mapping[str, tuple[Related, ...]]:
    """What to read after each document, by its name: what its editors name, and then, if it is an
    explainer, those with most in common by what they name, and by the sources of what the site
    states of the facts among that. The documents are of one language; they may have errors."""
    shown = {p.name: p for p in documents if p.kind == "explainer" and p.status != "withdrawn"}
    whole: dict[str, frozenset[str]] = {}
    resting = defaultdict[str, list[str]](list)
    for name, page in shown.items():
        named = _NOTHING.union(*page.rests_on)
        stated = filter(None, map(ledger.standpoints.get, named))
        whole[name] = named.union(f"@{each.source}" for fact in stated for each in fact.evidence)
        for each in whole[name]:
            resting[each].append(name)

    def related(name: str, other: str) -> Related:
        shared = whole.get(name, _NOTHING) & whole.get(other, _NOTHING)
        if not shared:
            return Related(other)
        sources = sum(each.startswith("@") for each in shared)
        counts = [len(each & shared) for each in shown[other].rests_on[1:]]
        question = shown[other].question_ids[counts.index(max(counts))] if any(counts) else ""
        return Related(other, len(shared) - sources, sources, question)

    found_of: dict[str, tuple[Related, ...]] = {}
    for page in documents:
        wanted = [each.id for each in page.related]
        telling = (resting[each] for each in whole.get(page.name, _NOTHING))
        counted = Counter(each for names in telling if len(names) <= _COMMON for each in names)
        rest = sorted(counted.keys() - {page.name, *wanted}, key=lambda n: (-counted[n], n))
        others = (*wanted, *rest[: max(0, MOST_RELATED - len(wanted))])
        found_of[page.name] = tuple(related(page.name, other) for other in others)
    return found_of
