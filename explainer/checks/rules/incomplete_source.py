"""Records of sources that leave out what every note shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.sources.source import Source

_SAY_NOTHING = frozenset(("article", "document", "post", "webpage"))
"""Types that do not tell a reader what kind of thing the source is."""


def _find(subject: Subject) -> Iterator[Finding]:
    for source in subject.site.sources.values():
        missing = [*_missing(source)]
        if missing and source.key in subject.mentions.sources:
            names, fields = zip(*missing, strict=True)
            message = f'the record of "{source.key}" has no {_listed(names, "or")}'
            hint = f"Add {_listed(fields, 'and')}."
            yield Finding.of_record(source, source.key, message, hint)


def _missing(source: Source) -> Iterator[tuple[str, str]]:
    """What the record lacks, and the field that would hold it."""
    if not source.kind and source.type in _SAY_NOTHING:
        yield "kind", "custom: {kind: ...}"
    if not (source.publisher or source.container or any(a.literal for a in source.authors)):
        yield "publisher", "publisher: or container-title:"
    if not (source.issued or source.issued_literal):
        yield "date", "issued: (where it bears no date, issued: {literal: undated})"
    if source.url and not source.accessed and not (source.doi or source.isbn):
        yield "day on which it was read", "accessed:"


def _listed(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


RULE = Rule("incomplete-source", "a source without kind, publisher, date or day of reading", _find)
