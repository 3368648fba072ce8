"""Withdrawals whose date cannot be: before their claim, behind their source, in the future."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.edtf import EdtfDate

_HINT = "Mend on:, or the date that it does not fit."


def _find(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    claims = ((fact, claim) for fact in site.facts.values() for claim in fact.claims)
    for fact, claim in claims:
        if (found := claim.withdrawn) is None:
            continue
        on, source = found.on, site.sources[found.evidence.source]
        if on.first_day and on.first_day > site.as_of:
            message = "this claim is withdrawn in the future"
        elif _before(on, claim.as_of):
            message = f"this claim was withdrawn before {claim.as_of}, the date that it is for"
        elif _before(source.issued, on):
            message = f'"{source.key}" is of {source.issued}, before this claim was withdrawn'
        else:
            continue
        waivers = (*claim.waived, *fact.waived)
        yield Finding(fact.path, found.offset, message, _HINT, len(str(on)), waivers)


def _before(one: EdtfDate | None, other: EdtfDate | None) -> bool:
    """Whether all of one date lies before the other; not if either has no such end."""
    last, first = one and one.last_day, other and other.first_day
    return bool(last and first and last < first)


RULE = Rule("withdrawal-date", "a withdrawal whose date does not fit", _find)
