"""Disputes in which readers cannot see who says what, and when."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.facts.claims import is_derived, rivals


def _find(subject: Subject) -> Iterator[Finding]:
    for standpoint in subject.ledger.standpoints.values():
        claim = standpoint.claim
        if not standpoint.disputed or claim is None or is_derived(claim):
            continue
        fact = standpoint.fact
        claims = rivals(fact.claims)
        thin = [each for each in claims if not (each.by and each.as_of)]
        if len(claims) - len(thin) < 2:
            missing = " and ".join(
                name
                for name, value in (("speaker", thin[0].by), ("date", thin[0].as_of))
                if not value
            )
            yield Finding(
                fact.path,
                thin[0].offset,
                f'"{fact.id}" is disputed, and this rival claim has no {missing}',
                "Name at least two rivals with by: and as_of:, so that readers see who says what.",
                1,
                (*thin[0].waived, *fact.waived),
            )


RULE = Rule("thin-dispute", "a dispute without two rivals that are named and dated", _find)
