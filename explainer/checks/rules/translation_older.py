"""Translations that are older than the last change of their original."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.translations import translations
from explainer.model.pages.ages import last_change


def _find(subject: Subject) -> Iterator[Finding]:
    for page, original in translations(subject.site):
        changed = last_change(original) or original.published
        days = [
            day for day in (page.checked, page.researched, page.published, last_change(page)) if day
        ]
        if changed and days and (last := max(days)) < changed:
            message = f"the original was changed on {changed}, this translation not since {last}"
            hint = f"Compare it with {original.source.path}, mend it, and set checked:."
            yield Finding.of_page(page, message, hint, "checked", "published", "title")


RULE = Rule("translation-older", "a translation older than its original's last change", _find)
