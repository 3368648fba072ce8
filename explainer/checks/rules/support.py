"""Claims that count for more than what they rest on: sources that are not independent, a dispute of
nobody, a waiver, a word, a rounding, a copy, an example.

A waiver may say that there is but one account. What other sources are about is read off their
titles and the words quoted from them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from math import fsum

from explainer.checks.evidence.names import entries_of, is_source
from explainer.checks.rule import Finding, Rules, Subject
from explainer.languages.claim_words import find_words
from explainer.model.facts.claims import Claim, Fact, Standing, agree, is_derived, rivals
from explainer.model.site.site import Site
from explainer.model.sources.source import Source, original_of
from explainer.model.values.value import Quantity, Value, fold_text

_SPEAK_FOR_THEMSELVES = frozenset(
    ("treaty", "legislation", "legal_case", "bill", "regulation", "standard", "patent", "dataset")
)
"""Types whose text is itself what a fact states; a second source would only repeat it."""

_WEAKNESSES = {
    "single-source": (
        '"{fact}" rests on one source',
        "Add another that does not depend on it, or say standing: reported, or asserted"
        " with its speaker.",
    ),
    "copies-only": (
        'the sources of "{fact}" are all {original} or copies of it',
        "Add a source that does not depend on it, or cite the original alone.",
    ),
    "one-party": (
        'only {party} vouches for "{fact}"',
        "Add a source of somebody else, or say standing: asserted and by: whom.",
    ),
}
"""What an established value may lack: by its code the message and the hint. The message may name
the fact as ``{fact}``, its source's ``{party}`` and what that repeats, ``{original}``."""
_WORD = re.compile(r"[^\W\d_]{3,}")
# A word weighs the less, the more sources have it; in many it would take long to follow, too.
_LEAST_SHARED, _LEAST_WEIGHT, _MOST_SOURCES = 3, 1.3, 8
_MOST_DIGITS = 20


def _weak_values(weakness: str, subject: Subject) -> Iterator[Finding]:
    """A finding for each fact whose value is stated as established, and has this weakness.

    The evidence of live claims that agree counts together. Claims that are only reported or
    asserted are left out, since readers are told so; derived ones have no evidence.
    """
    sources_by_key, (message, hint) = subject.site.sources, _WEAKNESSES[weakness]
    for standpoint in subject.standpoints:
        fact, claim = standpoint.fact, standpoint.claim
        if claim is None or claim.standing is not Standing.ESTABLISHED or not claim.evidence:
            continue
        agreeing = [c for c in rivals(fact.claims) if agree(c, claim)]
        keys = dict.fromkeys(e.source for c in (claim, *agreeing) for e in c.evidence)
        sources = tuple(sources_by_key[key] for key in keys)
        if _weakness(subject, sources) == weakness:
            first = claim.evidence[0]
            original = original_of(sources[0], sources_by_key)
            said = message.format(fact=fact.id, party=sources[0].party, original=original)
            waivers = (*claim.waived, *fact.waived, *(w for s in sources for w in s.waived))
            yield Finding(fact.path, first.offset, said, hint, len(first.source), waivers)


def _weakness(subject: Subject, sources: tuple[Source, ...]) -> str:
    """The code of what is weak about them; empty if nothing is."""
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
    for standpoint in subject.standpoints:
        fact, claim = standpoint.fact, standpoint.claim
        if claim is None or is_derived(claim):
            continue
        told = find_words("disputing", subject.site.default).search(fact.statement)
        if told and claim.value is not None and len(fact.claims) == 1:
            message = f'the statement of "{fact.id}" says "{told[0]}", and it has one claim'
            hint = "Add what the others claim, with its source, or mend the statement."
            yield Finding.of_claim(fact, claim, message, hint)
        if not standpoint.disputed:
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
            yield Finding.of_claim(fact, thin[0], message, hint)


def _other_accounts(subject: Subject) -> Iterator[Finding]:
    site, sources = subject.site, _sources_by_word(subject.site)
    hint = "Add it if it does; if not, waive this with the reason."
    for fact in subject.facts:
        every = (*fact.waived, *(waiver for claim in fact.claims for waiver in claim.waived))
        for waiver in (each for each in every if each.code in _WEAKNESSES):
            if found := _likeliest_account(fact, sources):
                message = f'"{found}" seems to hold another account of "{fact.id}"'
                waivers = (*fact.waived, *site.sources[found].waived)
                yield Finding(waiver.path, waiver.offset, message, hint, len(waiver.code), waivers)


def _broad_waivers(subject: Subject) -> Iterator[Finding]:
    """Those in facts and claims that would cover another finding, in a value that changes or in a
    further claim, as well as the one that they were written for."""
    for fact in subject.facts:
        of_claims = (waiver for claim in fact.claims for waiver in claim.waived)
        shared = fact.waived if len(fact.claims) > 1 else ()
        for waiver in (each for each in (*fact.waived, *of_claims) if not each.words):
            is_of_value = waiver.code.startswith(("value-", "claim-without-", "undated-"))
            if is_of_value or (waiver.code in _WEAKNESSES and waiver in shared):
                message = f'this would cover any other "{waiver.code}" in "{fact.id}" too'
                hint = "Move it into the claim that it is for."
                if is_of_value:
                    hint = "Put words of the warning behind the code, such as the value in it."
                length = len(waiver.code)
                yield Finding(waiver.path, waiver.offset, message, hint, length, fact.waived)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_text(text)))


def _sources_by_word(site: Site) -> Mapping[str, list[str]]:
    words = {key: set(_words(source.title)) for key, source in site.sources.items()}
    for fact in site.facts.values():
        for evidence in (each for claim in fact.claims for each in claim.evidence):
            words[evidence.source] |= _words(f"{evidence.quote}")
    found: dict[str, list[str]] = defaultdict(list)
    for key, each in words.items():
        for word in each:
            found[word].append(key)
    return found


def _likeliest_account(fact: Fact, sources: Mapping[str, list[str]]) -> str:
    """The source, not one of the fact's, that shares most with its statement; empty if none does
    to speak of."""
    own = {evidence.source for claim in fact.claims for evidence in claim.evidence}
    shared: dict[str, list[float]] = defaultdict(list)
    for word in _words(f"{fact.label} {fact.statement}"):
        keys = sources.get(word, [])
        for key in keys if len(keys) <= _MOST_SOURCES else ():
            shared[key].append(1 / len(keys))
    weights = {key: fsum(each) for key, each in shared.items() if len(each) >= _LEAST_SHARED}
    likely = [key for key, weight in weights.items() if weight >= _LEAST_WEIGHT and key not in own]
    return max(likely, key=lambda key: (weights[key], key), default="")


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


RULES: Rules = {
    **{code: partial(_weak_values, code) for code in _WEAKNESSES},
    "other-account": _other_accounts,
    "broad-waiver": _broad_waivers,
    "thin-dispute": _thin_disputes,
    "established-word": _spoken_as_established,
    "two-standings": _two_standings,
    "rounded-rival": _rounded_rivals,
    "rewording-alone": _rewordings_alone,
    "example-as-support": _examples_as_support,
}
