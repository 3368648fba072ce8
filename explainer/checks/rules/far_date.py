"""Dates that lie more than a year ahead, mostly a slip in the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from explainer.checks.rule import Finding, Rule, Subject

_AHEAD = timedelta(days=366)
_HINT = "Mend the year, or waive this with the reason."


def _find(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    latest = site.as_of + _AHEAD
    for page in (*site.pages.values(), *site.held_back.values()):
        named = ("published", "checked", "researched", "updated")
        days = {name: getattr(page, name) for name in named}
        for name, day in days.items():
            if day and day > latest:
                yield Finding.of_page(page, f"{name} lies more than a year ahead", _HINT, name)
        changes = (*(each.day for each in page.updates), *(each.day for each in page.corrections))
        if any(day > latest for day in changes):
            message = "an update or correction lies more than a year ahead"
            yield Finding.of_page(page, message, _HINT)
    for fact in site.facts.values():
        dates = [claim.as_of.first_day for claim in fact.claims if claim.as_of]
        if any(day and day > latest for day in (fact.checked, *dates)):
            message = f'"{fact.id}" has an as_of or a check more than a year ahead'
            yield Finding.of_record(fact, fact.id, message, _HINT)
    for source in site.sources.values():
        for name, date in (("issued", source.issued), ("accessed", source.accessed)):
            if date and date.first_day and date.first_day > latest:
                message = f'"{source.key}" has {name} more than a year ahead'
                yield Finding.of_record(source, source.key, message, _HINT)


RULE = Rule("far-date", "a date more than a year ahead", _find)
