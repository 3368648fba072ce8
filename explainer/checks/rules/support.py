"""Facts whose value does not rest on two independent sources, and disputes of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.facts.claims import Standing, agree, is_derived, rivals
from explainer.model.sources.source import Source, original_of

_SPEAK_FOR_THEMSELVES = frozenset(
    ("treaty", "legislation", "legal_case", "bill", "regulation", "standard", "patent", "dataset")
)
"""Types whose text is itself what a fact states; a second source would only repeat it."""

_WEAK_VALUES = {
    "single-source": (
        "that rests on one source",
        '"{fact}" rests on one source',
        "Add another that does not depend on it, or say standing: reported, or asserted"
        " with its speaker.",
    ),
    "copies-only": (
        "whose sources all repeat one",
        'the sources of "{fact}" are all {original} or copies of it',
        "Add a source that does not depend on it, or cite the original alone.",
    ),
    "one-party": (
        "for which one party alone vouches",
        'only {party} vouches for "{fact}"',
        "Add a source of somebody else, or say standing: asserted and by: whom.",
    ),
}
"""What each weakness is, by its code; the message, and the hint."""


def _weak_values(code: str, subject: Subject) -> Iterator[Finding]:
    """A finding for each fact whose value is stated as established, and has this weakness.

    The evidence of live claims that agree counts together. Claims that are only reported or
    asserted are left out, since readers are told so; derived ones have no evidence.
    """
    sources_by_key, (message, hint) = subject.site.sources, _WEAK_VALUES[code][1:]
    for standpoint in subject.ledger.standpoints.values():
        fact, claim = standpoint.fact, standpoint.claim
        if claim is None or claim.standing is not Standing.ESTABLISHED or not claim.evidence:
            continue
        agreeing = [c for c in rivals(fact.claims) if agree(c, claim)]
        keys = dict.fromkeys(e.source for c in (claim, *agreeing) for e in c.evidence)
        sources = tuple(sources_by_key[key] for key in keys)
        if _weakness(subject, sources) == code:
            first = claim.evidence[0]
            original = original_of(sources[0], sources_by_key)
            said = message.format(fact=fact.id, party=sources[0].party, original=original)
            waivers = (*claim.waived, *fact.waived, *(w for s in sources for w in s.waived))
            yield Finding(fact.path, first.offset, said, hint, len(first.source), waivers)


def _weakness(subject: Subject, sources: tuple[Source, ...]) -> str:
    """The code of the weakness of a value that rests on these sources, or nothing."""
    if any(each.kind == "treaty" or each.type in _SPEAK_FOR_THEMSELVES for each in sources):
        return ""
    originals = {original_of(source, subject.site.sources) for source in sources}
    if len(sources) > 1 and len(originals) == 1:
        return "copies-only"
    parties = {source.party.casefold() for source in sources}
    if len(parties) == 1 and parties != {""}:
        return "one-party"
    return "single-source" if len(sources) == 1 else ""


def _thin_disputes(subject: Subject) -> Iterator[Finding]:
    for standpoint in subject.ledger.standpoints.values():
        fact, claim = standpoint.fact, standpoint.claim
        if not standpoint.disputed or claim is None or is_derived(claim):
            continue
        claims = rivals(fact.claims)
        thin = [each for each in claims if not (each.by and each.as_of)]
        if len(claims) - len(thin) < 2:
            known = {"speaker": thin[0].by, "date": thin[0].as_of}
            missing = " and ".join(name for name, value in known.items() if not value)
            message = f'"{fact.id}" is disputed, and this rival claim has no {missing}'
            hint = (
                "Name at least two rivals with by: and as_of:, so that readers see who says what."
            )
            waivers = (*thin[0].waived, *fact.waived)
            yield Finding(fact.path, thin[0].offset, message, hint, 1, waivers)


RULES = (
    *(
        Rule(code, f"an established value {what}", partial(_weak_values, code))
        for code, (what, _, _) in _WEAK_VALUES.items()
    ),
    Rule("thin-dispute", "a dispute without two rivals that are named and dated", _thin_disputes),
)
