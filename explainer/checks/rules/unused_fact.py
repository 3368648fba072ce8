"""Facts that no text, figure or formula uses."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    inputs = {each for point in subject.ledger.standpoints.values() for each in point.inputs}
    for fact in subject.site.facts.values():
        if fact.id not in subject.mentions.facts and fact.id not in inputs:
            yield Finding(
                fact.path,
                fact.offset,
                f'no text, figure or formula states the fact "{fact.id}"',
                f"Write {{{{ {fact.id} }}}} where it belongs, or delete the fact.",
                len(fact.id),
                fact.waived,
            )


RULE = Rule("unused-fact", "a fact that no text, figure or formula states", _find)
