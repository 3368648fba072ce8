"""Withdrawals whose date cannot be: before their claim, behind their source, in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from explainer.checks.rule import Finding, Rule, Subject
from explainer.edtf import EdtfDate
from explainer.model.facts.claims import Claim, Withdrawal
from explainer.model.sources.source import Source

_HINT = "Mend on:, or the date that it does not fit."


def _find(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    for fact in site.facts.values():
        for claim in fact.claims:
            if (found := claim.withdrawn) is None:
                continue
            source = site.sources[found.evidence.source]
            if message := _problem(claim, found, source, site.as_of):
                waivers = (*claim.waived, *fact.waived)
                length = len(str(found.on))
                yield Finding(fact.path, found.offset, message, _HINT, length, waivers)


def _problem(claim: Claim, withdrawn: Withdrawal, source: Source, today: date) -> str:
    on = withdrawn.on
    if on.first_day and on.first_day > today:
        return "this claim is withdrawn in the future"
    if _before(on, claim.as_of):
        return f"this claim was withdrawn before {claim.as_of}, the date that it is for"
    if _before(source.issued, on):
        return f'"{source.key}" is of {source.issued}, before this claim was withdrawn'
    return ""


def _before(one: EdtfDate | None, other: EdtfDate | None) -> bool:
    """Whether all of one date lies before the other; not if either has no such end."""
    last, first = one and one.last_day, other and other.first_day
    return bool(last and first and last < first)


RULE = Rule("withdrawal-date", "a withdrawal whose date does not fit", _find)
