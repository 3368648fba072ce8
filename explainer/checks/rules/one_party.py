"""Values for which only one party to the matter vouches."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_findings


def _find(subject: Subject) -> Iterator[Finding]:
    return weak_findings(
        subject,
        Weakness.ONE_PARTY,
        'only {party} vouches for "{fact}"',
        "Add a source of somebody else, or say standing: asserted and by: whom.",
    )


RULE = Rule("one-party", "an established value for which one party alone vouches", _find)
