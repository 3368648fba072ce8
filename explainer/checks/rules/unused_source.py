"""Sources that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        if source.key not in subject.mentions.sources:
            message = f'nothing rests on the source "{source.key}"'
            hint = "Cite it where it was used, or delete the record."
            yield Finding.of_record(source, source.key, message, hint)


RULE = Rule("unused-source", "a source that no text and no claim names", _find)
