"""Disputes in which readers cannot see who says what, and when."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.facts.claims import is_derived, rivals

_HINT = "Name at least two rivals with by: and as_of:, so that readers see who says what."


def _find(subject: Subject) -> Iterator[Finding]:
    for standpoint in subject.ledger.standpoints.values():
        claim = standpoint.claim
        if not standpoint.disputed or claim is None or is_derived(claim):
            continue
        fact = standpoint.fact
        claims = rivals(fact.claims)
        thin = [each for each in claims if not (each.by and each.as_of)]
        if len(claims) - len(thin) < 2:
            known = {"speaker": thin[0].by, "date": thin[0].as_of}
            missing = " and ".join(name for name, value in known.items() if not value)
            message = f'"{fact.id}" is disputed, and this rival claim has no {missing}'
            waivers = (*thin[0].waived, *fact.waived)
            yield Finding(fact.path, thin[0].offset, message, _HINT, 1, waivers)


RULE = Rule("thin-dispute", "a dispute without two rivals that are named and dated", _find)
