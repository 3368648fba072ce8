"""Values stated as established on the word of one source."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_supports


def _find(subject: Subject) -> Iterator[Finding]:
    for weak in weak_supports(subject):
        if weak.weakness is Weakness.ONE_SOURCE:
            evidence = weak.claim.evidence[0]
            yield Finding(
                weak.fact.path,
                evidence.offset,
                f'"{weak.fact.id}" rests on one source',
                "Add another that does not depend on it, or say standing: reported, or asserted"
                " with its speaker.",
                len(evidence.source),
                weak.waivers,
            )


RULE = Rule("single-source", "an established value that rests on one source", _find)
