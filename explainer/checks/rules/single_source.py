"""Values stated as established on the word of one source."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_findings


def _find(subject: Subject) -> Iterator[Finding]:
    return weak_findings(
        subject,
        Weakness.ONE_SOURCE,
        '"{fact}" rests on one source',
        "Add another that does not depend on it, or say standing: reported, or asserted"
        " with its speaker.",
    )


RULE = Rule("single-source", "an established value that rests on one source", _find)
