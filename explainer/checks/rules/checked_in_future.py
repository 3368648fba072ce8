"""Checks, changes and readings that are dated in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from explainer.checks.rule import Finding, Rule, Subject

_HINT = "Write the day on which it was done."


def _find(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    for fact in site.facts.values():
        if fact.checked and fact.checked > site.as_of:
            message = f'"{fact.id}" says that it was checked on {fact.checked}'
            yield Finding.of_record(fact, fact.id, message, _HINT)
    for source in site.sources.values():
        read = source.accessed.first_day if source.accessed else None
        if read and read > site.as_of:
            message = f'"{source.key}" says that it was read on {read}'
            yield Finding.of_record(source, source.key, message, _HINT)
    for page in site.pages.values():
        for name in ("checked", "researched", "updated"):
            day: date | None = getattr(page, name)
            if day and day > site.as_of:
                message = f"this page says that it was {name} on {day}"
                yield Finding.of_page(page, message, _HINT, name)


RULE = Rule("checked-in-future", "a check, a change or a reading in the future", _find)
