"""Pages past the day on which they are due to be checked again."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.pages.ages import is_past, page_review_due


def _find(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        due = page_review_due(page)
        if page.status != "withdrawn" and is_past(due, subject.site.as_of):
            message = f"this page was due to be checked by {due}"
            hint = "Read it against its sources; mend it, and set checked: to the day you did."
            yield Finding.of_page(page, message, hint, "checked", "review_by", "review_every")


RULE = Rule("stale-page", "a page past its review_by or review_every", _find)
