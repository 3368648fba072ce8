"""Stored copies that are not those recorded for their sources."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.evidence.passages import CopyRecord, CopyState
from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    for copy in subject.passages.copies:
        if copy.state is not CopyState.SOUND:
            yield Finding.of_record(copy.source, copy.source.key, *_words(copy))


def _words(copy: CopyRecord) -> tuple[str, str]:
    record = f"archive_sha256: {copy.sha256}"
    match copy.state:
        case CopyState.TOO_LARGE:
            return f"{copy.path} is too large to look into", "Store its text alone, as .txt."
        case CopyState.CHANGED:
            hint = f"Put that file back; or read this one, and record {record}"
            return f"{copy.path} is another file than the one recorded", hint
        case _:
            hint = f"Write {record} under its custom:."
            return f"{copy.path} is stored, and the record does not say so", hint


RULE = Rule("stored-copy", "a stored copy that is not the one recorded", _find)
