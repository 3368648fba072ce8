"""Numbers that stand in the words they rest on, but for something else there.

Quoted words often have more than one. Taken for another of them, a number is still found; but then
a passage gives one number for two things, or has what two numbers count the other way about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise, permutations
from typing import NamedTuple

from explainer.checks.evidence.quoted import Quoted, quoted_for
from explainer.checks.evidence.said import read_words
from explainer.checks.evidence.sayings import Spot
from explainer.checks.evidence.units import is_alike, units_beside
from explainer.checks.prose.numbers import find_figures
from explainer.checks.rule import Finding, Rule, Subject, place
from explainer.languages.figures import read_figures
from explainer.model.facts.claims import Claim, Fact
from explainer.model.values.value import Quantity

_HINT = "Compare it with the source: the number may be that of something else."
_BEHIND, _TELLING = 30, 2
"""How much of what stands behind a number is read, in code points, and how many words of it."""


def _exchanged(subject: Subject) -> Iterator[Finding]:
    language = subject.site.default
    yield from _given_twice(subject)
    for fact in subject.facts:
        words = [each for claim in fact.claims for each in quoted_for(claim, subject.site)]
        for _, ours, theirs in islice(_mistaken(fact.statement, language, words), 1):
            message = f'the statement of "{fact.id}" has "{ours}", and its words "{theirs}"'
            yield Finding.of_record(fact, fact.id, message, _HINT)
    yield from place(_in_prose, subject)


def _given_twice(subject: Subject) -> Iterator[Finding]:
    """A number that a passage has once, given as two: of one fact's subjects, or in other units."""
    first: dict[tuple[str, str, Decimal], tuple[Fact, Claim, str | None]] = {}
    for fact in subject.facts:
        for claim in (each for each in fact.claims if each.live):
            value = claim.value if isinstance(claim.value, Quantity) else Quantity(None)
            numbers = {n for n in (value.number, value.low, value.high) if n is not None}
            for words, number in ((w, n) for w in quoted_for(claim, subject.site) for n in numbers):
                key = words.source, words.words, number
                one, other, unit = first.setdefault(key, (fact, claim, value.unit))
                differs = one is fact and other.subject != claim.subject
                if unit and value.unit:
                    differs |= not is_alike({unit}, {value.unit})
                if differs and sum(number in n for n, _ in words.figures.readings) < 2:
                    of = other.subject or one.label
                    message = f'the same words give {number:,f} for "{of}" too, in "{one.id}"'
                    yield Finding.of_claim(fact, claim, message, _HINT)
                    break


def _in_prose(subject: Subject) -> Iterator[Spot]:
    for saying in (each for each in subject.sayings if each.sentence.figures):
        passages = subject.bases.of(saying.supports).passages
        words = [each for of_source in passages.values() for each in of_source]
        text, language = saying.sentence.text, saying.prose.language
        for at, ours, theirs in islice(_mistaken(text, language, words), 1):
            message = f'this says "{ours}", and the words that it rests on "{theirs}"'
            yield saying.spot(at, text[at:].partition(" ")[0], message, _HINT)


def _mistaken(text: str, language: str, words: Sequence[Quoted]) -> Iterator[tuple[int, str, str]]:
    """Where a text has the words or units behind two numbers the other way about than the words
    that it rests on: an offset, and what stands in both."""
    ours = _counted(text, language) if words else ()
    beside = [*units_beside(read_figures(text, language), language, ())] if ours else []
    for each in words if ours else ():
        if each.language.partition("-")[0] == language.partition("-")[0]:
            yield from _swapped(ours, _counted(each.words, each.language))
        for theirs, word, units, _ in units_beside(each.figures, each.language, ()):
            elsewhere = any(is_alike(i, units) and theirs.isdisjoint(n) for n, _, i, _ in beside)
            for numbers, own, ids, _ in beside if elsewhere else ():
                if theirs & numbers and not is_alike(ids, units):
                    number = max(theirs & numbers).normalize()
                    yield 0, f"{number:,f} {own}", f"{number:,f} {word}"


def _swapped(
    ours: Sequence[_Counted], theirs: Sequence[_Counted]
) -> Iterator[tuple[int, str, str]]:
    """Numbers that stand before each other's words."""
    read = {(each.stem, number): each for each in theirs for number in each.numbers}
    for one, two in permutations(ours, 2):
        others = [read[one.stem, n] for n in two.numbers if (one.stem, n) in read]
        is_swapped = any((two.stem, n) in read for n in one.numbers)
        if others and is_swapped and not any((one.stem, n) in read for n in one.numbers):
            yield one.offset, one.words, others[0].words


class _Counted(NamedTuple):
    """A number in a text, with a telling word behind it: ``words`` are both, as written."""

    offset: int
    numbers: frozenset[Decimal]
    stem: str
    words: str


@lru_cache(maxsize=4096)
def _counted(text: str, language: str) -> Sequence[_Counted]:
    """The numbers of a text, but for those of its days, each with the telling words behind it."""
    days = {n for day in read_figures(text, language).days for n in (day.year, day.day)}
    spans, found = [*find_figures(text, language), (len(text), 0)], []
    for (start, end), (until, _) in pairwise(spans):
        figure = text[start:end]
        behind = read_words(text[end : min(until, end + _BEHIND)], language)
        numbers = read_figures(figure, language).numbers
        for stem, word in islice(behind.items(), _TELLING) if days.isdisjoint(numbers) else ():
            found.append(_Counted(start, numbers, stem, f"{figure} {word}"))
    return tuple(found)


RULES = (Rule("exchanged-number", "a number that its words have for something else", _exchanged),)
