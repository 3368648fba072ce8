"""Sentences that state a claim: who says so, in what words, and with which number.

A sentence states a claim if it shows the fact, holds its number and rests on a source of it, or
cites the same words of it; these say who speaks, where it is not the source itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from explainer.checks.evidence.names import speaker_pattern
from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.rule import Rule, Subject, place
from explainer.languages.claim_words import find_words
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Fact, Standing

_LEAST, _BEYOND = 100, 10**12
"""Shorter numbers have too many neighbours, longer ones cost time."""


def _unnamed(subject: Subject) -> Iterator[Spot]:
    hint = "Name the speaker in this sentence, as in: by the harbour's count."
    for saying, fact, claim, named in _reports(subject):
        if not named:
            message = f'"{fact.id}" is {claim.standing} by {claim.by}, who is not named here'
            yield saying.spot(0, saying.sentence.text.split(" ")[0], message, hint)


def _hardened(subject: Subject) -> Iterator[Spot]:
    hint = "Say that it was said: said, put at, by the count of."
    for saying, fact, claim, named in _reports(subject):
        text, language = saying.sentence.text, saying.prose.language
        verb = find_words("hardening", language).search(text)
        if not verb and not find_words("saying", language).search(text):
            verb = find_words("being", language).search(text)
        if named and verb:
            message = f'"{verb[0]}" makes certain what {claim.by} said: "{fact.id}"'
            yield saying.spot(verb.start(), verb[0], message, hint)


def _reports(subject: Subject) -> Iterator[tuple[Saying, Fact, Claim, bool]]:
    """Sentences with the first claim in each that is not established, and whether its speaker is
    named there. Cells of tables are left out, whose row may say who speaks."""
    claims, points = subject.bases.claims, subject.ledger.standpoints
    for saying in (each for each in subject.sayings if each.sentence.kind != "cell"):
        shown = ((points[fact_id].fact, points[fact_id].claim) for fact_id in saying.facts)
        typed = ((key, number) for _, _, number in saying.numbers for key in saying.sources)
        quoted = ((each.key, each.quote) for each in saying.cited)
        for fact, claim in (*shown, *(claims[at] for at in (*typed, *quoted) if at in claims)):
            if not (claim and claim.live and claim.by) or claim.standing is Standing.ESTABLISHED:
                continue
            if names := speaker_pattern(claim.by, subject.site, saying.prose.language):
                yield saying, fact, claim, _is_named(saying, names)
                break


def _is_named(saying: Saying, names: re.Pattern[str]) -> bool:
    """Whether the speaker is named in the sentence; or just before, if it has a pronoun."""
    text, about = saying.sentence.text, saying.prose.subject
    before = [each.text for each in saying.before]
    before += [about.name_in(saying.prose.language)] if isinstance(about, Entry) else []
    pronoun = find_words("pronouns", saying.prose.language).search(text)
    return bool(names.search(text) or (pronoun and any(map(names.search, before))))


def _repeated(subject: Subject) -> Iterator[Spot]:
    claims = subject.bases.claims
    for saying in subject.sayings:
        for offset, words, number in saying.numbers:
            stated = (claims.get((key, number)) for key in saying.sources if number >= _LEAST)
            for fact in (each[0] for each in stated if each and each[0].current is each[1]):
                message = f'"{words}" is typed by hand, and is the value of "{fact.id}"'
                hint = f"Write {{{{ {fact.id} }}}}: it changes with the fact."
                yield saying.spot(offset, words, message, hint)
                break


def _slipped(subject: Subject) -> Iterator[Spot]:
    hint = "Compare it with the source: mend it, or waive this with the reason."
    claims = subject.bases.claims
    for saying in subject.sayings:
        for offset, words, number in saying.numbers:
            whole = _LEAST <= number < _BEYOND and number == int(number)
            if whole and not any((key, number) in claims for key in saying.sources):
                near = (((key, n), n) for n in _meant(int(number)) for key in saying.sources)
                for fact, meant in ((claims[at][0], n) for at, n in near if at in claims):
                    message = f'"{words}" is one key away from {meant}, a value of "{fact.id}"'
                    yield saying.spot(offset, words, message, hint)
                    break


def _meant(number: int) -> Iterator[Decimal]:
    """What was meant, if one key was slipped on: a digit taken for another, two that changed
    places, one that is missing, one that is doubled. Not what the number rounds."""
    digits = str(number)
    step = 10 ** (len(digits) - len(digits.rstrip("0")))
    for at in range(len(digits) + 1):
        before, behind = digits[:at], digits[at:]
        others = [f"{key}{rest}" for key in "0123456789" for rest in (behind, behind[1:])]
        others.append(behind[1:2] + behind[:1] + behind[2:])
        if behind[:1] == behind[1:2]:
            others.append(behind[1:])
        found = (int(before + other) for other in others)
        yield from (Decimal(each) for each in found if abs(each - number) >= step)


RULES = (
    Rule("unnamed-speaker", "what somebody asserts, without the speaker", partial(place, _unnamed)),
    Rule("hardened-claim", "what somebody asserts, told as what is so", partial(place, _hardened)),
    Rule("typed-number", "a number typed by hand that a fact has", partial(place, _repeated)),
    Rule("slipped-number", "a number one slip of a key from a fact's", partial(place, _slipped)),
)
