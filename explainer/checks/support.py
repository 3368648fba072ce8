"""Find facts whose value does not rest on two independent sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from explainer.checks.rule import Subject
from explainer.model.facts.claims import Claim, Standing, agree, rivals
from explainer.model.facts.fact import Fact
from explainer.model.shared.waivers import Waiver
from explainer.model.sources.copies import original_of
from explainer.model.sources.source import Source

_SPEAK_FOR_THEMSELVES = frozenset(
    ("treaty", "legislation", "legal_case", "bill", "regulation", "standard", "patent", "dataset")
)
"""Types whose text is itself what a fact states; a second source would only repeat it."""


class Weakness(StrEnum):
    ONE_SOURCE = "one source"
    COPIES = "copies of one source"
    ONE_PARTY = "sources of one party"


@dataclass(frozen=True, slots=True)
class WeakSupport:
    """The current claim of a fact, all ``sources`` that support it, and what is weak about them."""

    fact: Fact
    claim: Claim
    sources: tuple[Source, ...]
    weakness: Weakness
    waivers: tuple[Waiver, ...]


def weak_supports(subject: Subject) -> Iterator[WeakSupport]:
    """Facts whose value is stated as established without two independent sources.

    The evidence of live claims that agree counts together. Claims that are only reported or
    asserted are left out, since readers are told so; derived ones have no evidence.
    """
    site = subject.site
    for standpoint in subject.ledger.standpoints.values():
        claim = standpoint.claim
        if claim is None or claim.standing is not Standing.ESTABLISHED or not claim.evidence:
            continue
        agreeing = [c for c in rivals(standpoint.fact.claims) if agree(c, claim)]
        keys = dict.fromkeys(e.source for c in (claim, *agreeing) for e in c.evidence)
        sources = tuple(site.sources[key] for key in keys)
        if weakness := _weakness(subject, sources):
            waivers = (*claim.waived, *standpoint.fact.waived)
            waivers += tuple(waiver for source in sources for waiver in source.waived)
            yield WeakSupport(standpoint.fact, claim, sources, weakness, waivers)


def _weakness(subject: Subject, sources: tuple[Source, ...]) -> Weakness | None:
    if any(_speaks_for_itself(source) for source in sources):
        return None
    originals = {original_of(source, subject.site.sources) for source in sources}
    if len(sources) > 1 and len(originals) == 1:
        return Weakness.COPIES
    parties = {source.party.casefold() for source in sources}
    if len(parties) == 1 and parties != {""}:
        return Weakness.ONE_PARTY
    return Weakness.ONE_SOURCE if len(sources) == 1 else None


def _speaks_for_itself(source: Source) -> bool:
    return source.kind == "treaty" or source.type in _SPEAK_FOR_THEMSELVES
