"""Facts that no text, figure or formula uses."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    inputs = {each for point in subject.ledger.standpoints.values() for each in point.inputs}
    for fact in subject.site.facts.values():
        if fact.id not in subject.mentions.facts and fact.id not in inputs:
            message = f'no text, figure or formula states the fact "{fact.id}"'
            hint = f"Write {{{{ {fact.id} }}}} where it belongs, or delete the fact."
            yield Finding.of_record(fact, fact.id, message, hint)


RULE = Rule("unused-fact", "a fact that no text, figure or formula states", _find)
