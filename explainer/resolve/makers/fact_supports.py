"""What each source is evidence for, compared with what the site states."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.model.facts.claims import Claim, Rank, State, agree
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.claim_views import about_the_fact, claim_value, oldest_first
from explainer.resolve.published.ledger_pages import FactSupport, Relation
from explainer.resolve.published.parts import Link


def supports(library: Library) -> Mapping[str, tuple[FactSupport, ...]]:
    """The claims that each source is evidence for, by its key and in the order of facts' ids."""
    found: dict[str, list[FactSupport]] = {}
    for fact_id, standpoint in sorted(library.ledger.standpoints.items()):
        label = standpoint.fact.in_language("label", library.language)
        link = Link(label, library.address(f"facts/{fact_id}/"))
        for claim in oldest_first(standpoint.fact.claims):
            value = claim_value(library, standpoint, claim)
            relation = _relation(standpoint, claim)
            roles = [(each, relation) for each in claim.evidence]
            if claim.withdrawn:
                roles.append((claim.withdrawn.evidence, "withdraws"))
            for evidence, role in roles:
                support = FactSupport(link, value, role, evidence.locator)
                found.setdefault(evidence.source, []).append(support)
    return {source: tuple(each) for source, each in found.items()}


def _relation(standpoint: Standpoint, claim: Claim) -> Relation:
    current = standpoint.claim
    if not claim.live:
        return "withdrawn" if claim.withdrawn else "set-aside"
    if current is None or not about_the_fact(standpoint, claim):
        return "context"
    if agree(claim, current):
        return "supports"
    earlier = claim.speaker == current.speaker and claim.as_of and claim.rank is Rank.NORMAL
    # in a revised fact, all other values were replaced; in a dispute, those of the same speaker
    if standpoint.state is State.REVISED or (earlier and current.as_of):
        return "replaced"
    return "contradicts"
