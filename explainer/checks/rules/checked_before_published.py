"""Pages whose last check, or else their research, is older than what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.pages.ages import last_change

_BEFORE_PUBLICATION = timedelta(days=30)
"""A page is checked before it is published; a check earlier than this may be out of date."""


def _find(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        day = page.checked or page.researched
        if day is None or page.status == "withdrawn":
            continue
        field = "checked" if page.checked else "researched"
        what = "last check" if page.checked else "research"
        changed = last_change(page)
        if changed and changed > day:
            message = f"this page was changed on {changed}, after its {what}"
        elif page.checked and page.researched and page.researched > page.checked:
            message = f"this page was researched on {page.researched}, after its last check"
        elif page.published and page.published - day > _BEFORE_PUBLICATION:
            message = f"this page was published on {page.published}, long after its {what}"
        else:
            continue
        hint = "Check it as it is now, and set checked: to the day you did."
        yield Finding.of_page(page, message, hint, field)


RULE = Rule(
    "checked-before-published",
    "a page checked before its last change, or long before it came out",
    _find,
)
