"""Facts past the day on which they are due to be checked again."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.pages.ages import is_past, review_due


def _find(subject: Subject) -> Iterator[Finding]:
    for fact in subject.site.facts.values():
        due = review_due(fact)
        if is_past(due, subject.site.as_of):
            message = f'"{fact.id}" was due to be checked by {due}'
            hint = "Check it against its sources; mend it, or set checked: to the day you did."
            yield Finding.of_record(fact, fact.id, message, hint)


RULE = Rule("stale-fact", "a fact past its review_by or review_every", _find)
