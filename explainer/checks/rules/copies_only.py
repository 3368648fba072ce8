"""Values whose several sources all repeat one."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_findings


def _find(subject: Subject) -> Iterator[Finding]:
    return weak_findings(
        subject,
        Weakness.COPIES,
        'the sources of "{fact}" are all {original} or copies of it',
        "Add a source that does not depend on it, or cite the original alone.",
    )


RULE = Rule("copies-only", "an established value whose sources all repeat one", _find)
