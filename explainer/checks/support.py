"""Find facts whose value does not rest on two independent sources."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from explainer.checks.rule import Finding, Subject
from explainer.model.facts.claims import Standing, agree, rivals
from explainer.model.sources.source import Source, original_of

_SPEAK_FOR_THEMSELVES = frozenset(
    ("treaty", "legislation", "legal_case", "bill", "regulation", "standard", "patent", "dataset")
)
"""Types whose text is itself what a fact states; a second source would only repeat it."""


class Weakness(StrEnum):
    ONE_SOURCE = "one source"
    COPIES = "copies of one source"
    ONE_PARTY = "sources of one party"


def weak_findings(
    subject: Subject, weakness: Weakness, message: str, hint: str
) -> Iterator[Finding]:
    """A finding for each fact whose value is stated as established, and has this weakness.

    The evidence of live claims that agree counts together. Claims that are only reported or
    asserted are left out, since readers are told so; derived ones have no evidence. ``message``
    may name the fact as ``{fact}``, its source's ``{party}`` and what that repeats, ``{original}``.
    """
    sources_by_key = subject.site.sources
    for standpoint in subject.ledger.standpoints.values():
        fact, claim = standpoint.fact, standpoint.claim
        if claim is None or claim.standing is not Standing.ESTABLISHED or not claim.evidence:
            continue
        agreeing = [c for c in rivals(fact.claims) if agree(c, claim)]
        keys = dict.fromkeys(e.source for c in (claim, *agreeing) for e in c.evidence)
        sources = tuple(sources_by_key[key] for key in keys)
        if _weakness(subject, sources) is weakness:
            first = claim.evidence[0]
            original = original_of(sources[0], sources_by_key)
            said = message.format(fact=fact.id, party=sources[0].party, original=original)
            waivers = (*claim.waived, *fact.waived, *(w for s in sources for w in s.waived))
            yield Finding(fact.path, first.offset, said, hint, len(first.source), waivers)


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
