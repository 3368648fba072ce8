"""Sources that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        if source.key not in subject.mentions.sources:
            yield Finding(
                source.path,
                source.offset,
                f'nothing rests on the source "{source.key}"',
                "Cite it where it was used, or delete the record.",
                len(source.key),
                source.waived,
            )


RULE = Rule("unused-source", "a source that no text and no claim names", _find)
