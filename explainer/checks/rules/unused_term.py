"""Terms, people and places that no text names."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    for (kind, entry_id), entry in subject.site.entries.items():
        if (entry.kind, entry_id) not in subject.mentions.entries:
            message = f'no text names the {kind} "{entry_id}"'
            hint = f"Write [[{entry_id}]] where it is first named, or delete the entry."
            yield Finding.of_record(entry, entry_id, message, hint)


RULE = Rule("unused-term", "a term, person or place that no text names", _find)
