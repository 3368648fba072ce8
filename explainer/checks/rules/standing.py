"""Claims that count for more than what they rest on: a word, a rounding, a copy, an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from explainer.checks.evidence.names import entries_of, is_source
from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.facts.claims import Claim, Fact, Standing, agree, rivals
from explainer.model.values.value import Quantity, Value

_MOST_DIGITS = 20


def _live(subject: Subject) -> Iterator[tuple[Fact, Claim]]:
    for fact in subject.facts:
        yield from ((fact, claim) for claim in fact.claims if claim.live)


def _spoken_as_established(subject: Subject) -> Iterator[Finding]:
    """What an office counts may be established, and what two say alike; not one person's word."""
    hint = "Say standing: asserted, or leave out by: where the sources vouch for it themselves."
    speakers: dict[tuple[str, Value | None], set[str]] = defaultdict(set)
    claims = [each for each in _live(subject) if each[1].standing is Standing.ESTABLISHED]
    for fact, claim in claims:
        speakers[fact.id, claim.value].add(claim.speaker)
    for fact, claim in claims:
        people = (each for each in entries_of(claim.by, subject.site) if each.kind == "person")
        persons = [each.name for each in people if not each.organization]
        if persons and len(speakers[fact.id, claim.value]) == 1:
            message = f'"{fact.id}" is the word of {persons[0]}, and is established'
            yield Finding.of_claim(fact, claim, message, hint)


def _two_standings(subject: Subject) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[str, Standing]] = {}
    hint = "Give both the same standing, or waive this with what makes them differ."
    for fact, claim in _live(subject):
        if claim.by and not claim.inferred:
            entries = entries_of(claim.by, subject.site)
            named = [each.id for each in entries if each.kind == "person"]
            for key in dict.fromkeys(evidence.source for evidence in claim.evidence):
                other, standing = first.setdefault(
                    (key, named[0] if named else claim.speaker), (fact.id, claim.standing)
                )
                if standing is not claim.standing:
                    message = f'what {claim.by} says in "{key}" is {claim.standing} here, and'
                    message += f' {standing} in "{other}"'
                    yield Finding.of_claim(fact, claim, message, hint)
                    break


def _rounded_rivals(subject: Subject) -> Iterator[Finding]:
    hint = "Make its source one of the exact claim's, or say low: and high:."
    for fact in subject.facts:
        exact_of: dict[Decimal, Decimal] = {}
        found = [(each, each.value) for each in rivals(fact.claims)]
        for _, value in found:
            if isinstance(value, Quantity) and value.number and not value.about:
                exact_of |= dict.fromkeys(_roundings(value.number), value.number)
        for claim, value in found:
            if isinstance(value, Quantity) and value.about and value.number in exact_of:
                exact = exact_of[value.number]
                message = f'about {value.number:f} only rounds {exact:f}, its rival in "{fact.id}"'
                yield Finding.of_claim(fact, claim, message, hint)


def _roundings(number: Decimal) -> Iterator[Decimal]:
    """The number with fewer digits, as far as that stays near it."""
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        return iter(())
    last = int(number.normalize().as_tuple().exponent)
    rounded = (round(number, -power) for power in range(last + 1, number.adjusted() + 1))
    return (each for each in rounded if abs(each - number) <= abs(number) / 10)


def _rewordings_alone(subject: Subject) -> Iterator[Finding]:
    """Rewordings do for no more than a report; in a dispute, faithful copies will not do either."""
    hint = "Cite the text that it repeats, or set the claim aside: rank: deprecated, with why:."
    for fact, claim in _live(subject):
        sources = [subject.site.sources[evidence.source] for evidence in claim.evidence]
        if sources and all(each.role == "rewording" or each.copy_of for each in sources):
            known = rivals(fact.claims)
            differs = claim in known and any(not agree(claim, each) for each in known)
            reworded = all(each.role == "rewording" for each in sources)
            if differs or (reworded and claim.standing is Standing.ESTABLISHED):
                message = f'"{fact.id}" rests only on "{sources[0].key}", which repeats another'
                yield Finding.of_claim(fact, claim, message, hint)


def _examples_as_support(subject: Subject) -> Iterator[Finding]:
    hint = "Cite what you rely on, or name the source under by: if the claim is what it says."
    for fact, claim in _live(subject):
        for evidence in {each.source: each for each in reversed(claim.evidence)}.values():
            source = subject.site.sources[evidence.source]
            if source.role == "example" and not is_source(claim.by, source, subject.site):
                message = f'"{fact.id}" rests on "{source.key}", which is an example'
                waivers = (*claim.waived, *fact.waived, *source.waived)
                yield Finding(fact.path, evidence.offset, message, hint, len(source.key), waivers)


RULES = (
    Rule(
        "established-word",
        "an established claim that is what a person says",
        _spoken_as_established,
    ),
    Rule("two-standings", "words of one speaker in one source, told as two things", _two_standings),
    Rule("rounded-rival", "a rival that only rounds another", _rounded_rivals),
    Rule("rewording-alone", "a claim that rests on what repeats another", _rewordings_alone),
    Rule("example-as-support", "a claim that rests on an example", _examples_as_support),
)
