"""Facts that changed since a person compared them with their sources."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.facts.attestations import ATTESTED, digest_of


def _stale(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    for each in site.attested.values():
        fact = site.facts[each.fact]
        if not site.attested_by(fact):
            message = f'"{fact.id}" has changed since "{each.by.id}" attested it on {each.on}'
            hint = "Delete this entry: no claim stands that has a source."
            if digest_of(fact):
                hint = (
                    f"Let a person compare it again, and run: attest {fact.id} --by PERSON. Until "
                    "then its page says nothing of it; or delete this entry."
                )
            yield Finding(ATTESTED, each.offset, message, hint, len(fact.id), fact.waived)


RULES = (
    Rule("attestation-stale", "a fact that changed since it was compared with its sources", _stale),
)
