"""Quotations that differ from the stored copy in case, white space or typographic signs only."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.evidence.passages import Verdict
from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.rules.passage_not_found import passage_findings


def _find(subject: Subject) -> Iterator[Finding]:
    return passage_findings(
        subject,
        Verdict.ALMOST,
        "these words stand in {source}, but for case, white space, dashes or quotation marks",
        "Copy them to the letter from {copy}: a link to the passage needs them so.",
    )


RULE = Rule("passage-differs", "a quotation that differs from its source in signs alone", _find)
