"""Values whose several sources all repeat one."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.support import Weakness, weak_supports
from explainer.model.sources.copies import original_of


def _find(subject: Subject) -> Iterator[Finding]:
    for weak in weak_supports(subject):
        if weak.weakness is Weakness.COPIES:
            evidence = weak.claim.evidence[0]
            original = original_of(weak.sources[0], subject.site.sources)
            yield Finding(
                weak.fact.path,
                evidence.offset,
                f'the sources of "{weak.fact.id}" are all {original} or copies of it',
                "Add a source that does not depend on it, or cite the original alone.",
                len(evidence.source),
                weak.waivers,
            )


RULE = Rule("copies-only", "an established value whose sources all repeat one", _find)
