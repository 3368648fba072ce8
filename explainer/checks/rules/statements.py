"""Facts whose statement and claims part: in a number, a day, or who says so; and names that the
words they rest on do not have, where these have another of its kind instead.

A statement need not tell each claim, so what it leaves out is found for the current claim and for
the rivals in a dispute; for another only where it has a figure in its place that no claim has.
A country is compared with countries, a person with persons. A text may name what its sources take
for granted, so nothing is found where no other is named, nor where the words cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from pathlib import Path

from msgspec import Struct

from explainer.checks.evidence.held import Held, holds_day, holds_number, numbers_of, rounds
from explainer.checks.evidence.names import FULL_NAME, Named, is_named, makers_of, speaker_pattern
from explainer.checks.evidence.quoted import (
    Basis,
    by_source,
    ends_of,
    quoted_for,
    says_figure,
    told_of,
)
from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rules, Subject
from explainer.languages.figure_words import Day
from explainer.languages.figures import Figures, read_figures
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Fact, is_derived
from explainer.model.facts.states import differing
from explainer.model.values import near_values
from explainer.model.values.value import DateValue
from explainer.resolve.ledger import Standpoint
from explainer.tables import by_word, read_table

_TABLE = read_table(Path(near_values.__file__).with_name("near_words.toml"))
_ABOUT = by_word({"about": _TABLE["bound"]["about"]})
_VAGUE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _ABOUT))})(?!\w)", re.IGNORECASE)
_NOTHING = Basis()
_HINT = "Compare it with the source: mend the name, or quote the words that have it."


class _Statement(Struct, frozen=True, cache_hash=True):
    """What a fact's statement says, and the numbers and days that any of its claims has. The
    numbers of a ``vague`` one may be rounded."""

    standpoint: Standpoint
    language: str
    said: Figures
    vague: bool
    numbers: frozenset[Decimal]
    days: frozenset[Day]

    def lacks(self, claim: Claim) -> tuple[str, str]:
        """A number or day of the claim that is not said, and what is said instead, or nothing."""
        value = self.standpoint.value_of(claim)
        for number in numbers_of(value):
            if not self._says(number, self.vague or is_derived(claim)):
                unread = not any(each.quote for each in claim.evidence)
                counts = ((text, said) for text, said in _loose(self) if not said.days)
                others = (text for text, said in counts if unread or _alike(said, number))
                return f"{number:f}", next(others, "")
        for day in ends_of(value.date if isinstance(value, DateValue) else None):
            if holds_day(day, self.said, None) is Held.MISSING:
                return str(day), next((text for text, said in _loose(self) if said.days), "")
        for day in (day for day in ends_of(claim.as_of) if day.day):
            month = Day(day.year, day.month)
            if any(month.fits(each) for each in self.said.days if each.day):
                others = (text for text, said in _loose(self) if any(map(month.fits, said.days)))
                if holds_day(day, self.said, None) is Held.MISSING and (other := next(others, "")):
                    return f"as_of {day}", other
        return "", ""

    def _says(self, number: Decimal, vague: bool) -> bool:
        """Whether the number is said, or rounded, or lies between two years that are."""
        said = self.said.numbers
        return (
            holds_number(number, self.said, self.language) is not Held.MISSING
            or (vague and any(rounds(number, one) for one in said))
            or any(1000 <= one <= 2100 and one + number in said for one in said)
        )

    def has(self, figure: Figures) -> bool:
        """Whether a claim has a figure of the statement, or it is no more than a month or year."""
        if figure.days:
            days = [day for day in figure.days if day.day]
            return not days or any(own.fits(day) for own in self.days for day in days)
        near = self.numbers if self.vague else ()
        return not self.numbers.isdisjoint(figure.numbers) or any(
            rounds(number, one) for one in figure.numbers for number in near
        )


@lru_cache(maxsize=1)  # asked for each claim of a fact, which may have many
def _loose(each: _Statement) -> tuple[tuple[str, Figures], ...]:
    """The figures of a statement that no claim has."""
    text = each.standpoint.fact.statement
    spans = dict.fromkeys(text[start:end] for start, end in find_figures(text, each.language))
    figures = ((figure, read_figures(figure, each.language)) for figure in spans)
    return tuple((figure, said) for figure, said in figures if not each.has(said))


def _statements(subject: Subject) -> Iterator[_Statement]:
    language = subject.site.default
    for standpoint in subject.standpoints:
        if text := standpoint.fact.statement:
            said, claims = read_figures(text, language), standpoint.fact.claims
            numbers = {n for claim in claims for n in numbers_of(standpoint.value_of(claim))}
            numbers |= {Decimal(n) for each in said.days for n in (each.year, each.day) if n}
            days = frozenset(day for claim in claims for day in _days(claim))
            vague = bool(_VAGUE.search(text))
            yield _Statement(standpoint, language, said, vague, frozenset(numbers), days)


def _missing_values(subject: Subject) -> Iterator[Finding]:
    hint = "Mend the one that differs from the source, or say it in the statement."
    for each in _statements(subject):
        point, current = each.standpoint, each.standpoint.claim
        unlike = differing(point.fact.claims)
        for claim in (claim for claim in point.fact.claims if claim.live):
            lacking, instead = each.lacks(claim)
            if lacking and (claim is current or instead or claim in unlike):
                message = f'{lacking} is not in the statement of "{point.fact.id}"'
                message += f', which has "{instead}"' if instead else ""
                yield Finding.of_claim(point.fact, claim, message, hint)


def _unclaimed_figures(subject: Subject) -> Iterator[Finding]:
    hint = "Quote the words that say it, add a claim with its source, or leave it out."
    for each in _statements(subject):
        fact, loose = each.standpoint.fact, _loose(each)
        words = by_source(w for c in fact.claims for w in quoted_for(c, subject.site))
        unquoted = {e.source: () for claim in fact.claims for e in claim.all_evidence}
        notes = (text.references for c in fact.claims for text in (c.what, c.why))
        noted = subject.bases.of(chain.from_iterable(notes)).passages
        basis = Basis({**noted, **(words or unquoted)}, (each.standpoint,))
        said = subject.bases.figures(basis) if loose else ()
        for figure, _ in loose if said else ():
            behind = fact.statement.partition(figure)[2]
            held = says_figure(said, figure, each.language, about=each.vague, behind=behind)
            if held is Held.MISSING:
                message = f'"{figure}" in the statement of "{fact.id}" is in none of its claims'
                message += ", nor in the words quoted for them"
                yield Finding.of_record(fact, fact.id, message, hint)


def _missing_speakers(subject: Subject) -> Iterator[Finding]:
    hint = "Name them in the statement, or mend by:."
    for standpoint in subject.standpoints:
        fact = standpoint.fact
        for claim in (each for each in fact.claims if each.by and not each.inferred):
            telling = f'the statement of "{fact.id}" does not name'
            named_in = fact.statement
            if claim is not standpoint.claim or not fact.statement:
                telling = f'neither the statement of "{fact.id}" nor a source names'
                told = " ".join(text for text, _ in told_of(claim, subject.site))
                named_in = f"{fact.statement} {fact.label} {told}"
            named = speaker_pattern(claim.by, subject.site, subject.site.default)
            if named and not named.search(named_in):
                yield Finding.of_claim(fact, claim, f"{telling} who says so: {claim.by}", hint)


def _days(claim: Claim) -> Iterator[Day]:
    yield from ends_of(claim.value.date if isinstance(claim.value, DateValue) else None)
    yield from ends_of(claim.as_of)
    yield from ends_of(claim.withdrawn.on if claim.withdrawn else None)


def _alike(figure: Figures, number: Decimal) -> bool:
    """Whether one may be the other with a slip: it has as many digits, and zeros at the end."""
    shapes = ((each.adjusted(), each.normalize().as_tuple().exponent) for each in figure.numbers)
    return (number.adjusted(), number.normalize().as_tuple().exponent) in shapes


def _initials(name: Named) -> str:
    return "".join(word[0] for word in name.name.split())


def _slips(
    subject: Subject,
    text: str,
    named: Collection[Named],
    facts: Sequence[Fact],
    told: Sequence[str] = (),
    basis: Basis = _NOTHING,
) -> Iterator[tuple[Named, Named]]:
    """Each name that no words of facts or of a basis have, nor what is told of them; and another of
    its kind that they have and the text has not."""
    site, finder = subject.site, subject.finder
    claims = [claim for fact in facts for claim in fact.claims]
    quoted = [*chain.from_iterable(basis.passages.values())]
    quoted += chain.from_iterable(quoted_for(each, site) for each in claims)
    told = [*told, *(fact.label for fact in facts), *(claim.by for claim in claims)]
    ours = (finder.find(each, site.default) for each in told)
    found = chain(*(finder.find(each.words, each.language) for each in quoted), *ours)
    lacking = [each for each in found if each not in named]
    alike = {_initials(each) for each in lacking if each.kind == FULL_NAME}
    others = {
        each.kind: each
        for each in lacking
        if each.kind != FULL_NAME or not is_named(each.name.split(), text, site.default)
    }
    for key in (key for key, passages in basis.passages.items() if not passages):
        quoted += subject.bases.by_source.get(key, ())
    locators = (each.locator for claim in claims for each in claim.evidence)
    subjects = (claim.subject for claim in claims)
    around = {(text, site.default) for text in (*told, *basis.locators, *locators, *subjects)}
    sources = (site.sources[key] for key in {each.source for each in quoted})
    around |= {(f"{s.title}. {makers_of(s)}", s.language or site.default) for s in sources}
    for name in (each for each in named if quoted and each.kind in others):
        if name.kind == FULL_NAME and _initials(name) in alike:
            continue  # it may be spelled in another way
        spellings = finder.spellings.get(name) or name.name.split()
        said = (is_named(spellings, each.words, each.language) is not False for each in quoted)
        if not (any(said) or any(is_named(spellings, *each) for each in around)):
            yield name, others[name.kind]


def _in_facts(subject: Subject) -> Iterator[Finding]:
    language = subject.site.default
    for fact in subject.facts:
        for start, end in split_sentences(fact.statement, language):
            sentence = fact.statement[start:end]
            named = subject.finder.find(sentence, language)
            for name, other in _slips(subject, sentence, named, [fact]):
                message = f'the words that "{fact.id}" rests on have "{other.name}", not the'
                message += f' "{name.name}" of its statement'
                yield Finding.of_record(fact, fact.id, message, _HINT)


def _in_prose(subject: Subject) -> Iterator[Spot]:
    known, find = subject.bases.by_source, subject.finder.find
    for saying in (each for each in subject.sayings if each.supports):
        text, language, about = saying.sentence.text, saying.prose.language, saying.prose.subject
        named = find(text, language)
        basis = subject.bases.of(saying.supports if named else ())
        if not all(passages or known.get(key) for key, passages in basis.passages.items()):
            continue
        near = [each.text for each in saying.before]
        near += [about.name] if isinstance(about, Entry) else []
        context = " ".join((*near, text))
        listed = {
            **dict.fromkeys(chain.from_iterable(find(each, language) for each in near)),
            **named,
        }
        facts = [each.fact for each in basis.standpoints]
        told = [fact.statement for fact in facts]
        for name, other in _slips(subject, context, listed, facts, told, basis):
            if name in named:
                words = text[named[name] :].split(" ")[0]
                message = f'the words that this rests on have "{other.name}", not "{name.name}"'
                yield saying.spot(named[name], words, message, _HINT)


RULES: Rules = {
    "value-not-in-statement": _missing_values,
    "figure-without-claim": _unclaimed_figures,
    "speaker-not-in-statement": _missing_speakers,
    "name-not-in-quote": _in_facts,
    "name-not-in-evidence": _in_prose,
}
