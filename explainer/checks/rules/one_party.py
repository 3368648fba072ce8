"""Values for which only one party to the matter vouches."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_supports


def _find(subject: Subject) -> Iterator[Finding]:
    for weak in weak_supports(subject):
        if weak.weakness is Weakness.ONE_PARTY:
            evidence = weak.claim.evidence[0]
            yield Finding(
                weak.fact.path,
                evidence.offset,
                f'only {weak.sources[0].party} vouches for "{weak.fact.id}"',
                "Add a source of somebody else, or say standing: asserted and by: whom.",
                len(evidence.source),
                weak.waivers,
            )


RULE = Rule("one-party", "an established value for which one party alone vouches", _find)
