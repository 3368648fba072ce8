"""Claims without words; values, figures and units that the words they rest on do not say, or say of
something else.

They are compared as ``explainer.checks.evidence.held`` does it. A sentence with a source of which
no words are known is passed over: ``explainer.checks.evidence.quoted`` says what it rests on.
Quoted words often have more than one number. Taken for another of them, a number is still found;
but then a passage gives one number for two things, or has what two numbers count the other way
about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice, pairwise, permutations, product
from typing import NamedTuple

from explainer.checks.evidence.held import (
    Forms,
    Held,
    is_alike,
    numbers_of,
    other_unit,
    own_forms,
    parts,
    units_beside,
)
from explainer.checks.evidence.names import names_of
from explainer.checks.evidence.quoted import Quoted, quoted_for, says_figure, unsaid
from explainer.checks.evidence.said import read_said
from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.prose.numbers import find_figures
from explainer.checks.rule import Finding, Rules, Subject
from explainer.languages.figures import read_figures
from explainer.model.facts.claims import Claim, Fact
from explainer.model.values.value import DateValue, Quantity, Unknown, Value

_HINT = 'Compare it with the source, and quote the words that say it: [@key, "words"].'
_NUMBER = re.compile(r"(?<![\w(])\d+")
_LEAST, _BEYOND = 100, 10**12
"""Shorter numbers have too many neighbours, longer ones cost time."""
_ARTICLES = re.compile(
    r"\b(?:[Aa]rticles?|[Aa]rts?\.|[Сс]тат(?:ь|т)[\w]{1,3}|[Сс]т\.) "
    r"\d+(?:\(\w+\))*(?:(?:, | and | or | to | и | та |[–-])\d+(?:\(\w+\))*)*"
)
_ELSEWHERE = "Compare it with the source: the number may be that of something else."
_BEHIND, _TELLING = 30, 2
"""How much of what stands behind a number is read, in code points, and how many words of it."""


def _without_words(subject: Subject) -> Iterator[Finding]:
    """The live claims without words, of a site in which most have some. The message names all that
    a slip may change, so that a waiver for it covers nothing else."""
    hint = "Quote the words that say it, or waive this with the reason and what is named here."
    facts = subject.site.facts.values()
    claims = [(f, each) for f in facts for each in f.claims if each.live and each.evidence]
    bare = [(f, each) for f, each in claims if not any(e.quote for e in each.evidence)]
    for fact, claim in bare if 2 * len(bare) < len(claims) else ():
        value = "unknown" if isinstance(claim.value, Unknown) else f'"{fact.statement}"'
        value = " to ".join(map(_shown, parts(claim.value))) or value
        said = ", ".join(filter(None, (str(claim.as_of or ""), claim.by)))
        message = f"no words of a source are recorded for {value}{said and f' ({said})'}"
        yield Finding.of_claim(fact, claim, message, hint)


def _values(subject: Subject) -> Iterator[Finding]:
    site, names = subject.site, names_of(subject.site.entries.values())
    hint = "Compare it with the source, and quote the words that say it."
    for fact in subject.facts:
        for claim in fact.claims:
            words = quoted_for(claim, site)
            if missing := unsaid(claim.value, words, names):
                message = f"the words quoted for this value do not say {_shown(missing[0])}"
                of_sources = (site.sources[each.source].waived for each in words)
                waivers = (*claim.waived, *fact.waived, *chain.from_iterable(of_sources))
                yield Finding(fact.path, claim.offset, message, hint, 1, waivers)


def _shown(part: Value) -> str:
    match part:
        case Quantity(number=Decimal() as number):
            return f"{number:,f}"
        case DateValue(date=date):
            return str(date)
        case _:
            return f'"{getattr(part, "text", "")}"'


def _units(subject: Subject) -> Iterator[Finding]:
    site, language, own = subject.site, subject.site.default, own_forms(subject.site)
    hint = "Compare it with the source: mend unit:, or quote the words that name it."
    for point in subject.standpoints:
        for claim in point.fact.claims:
            value = point.value_of(claim)
            if isinstance(value, Quantity) and value.unit:
                texts = (point.fact.statement, claim.subject)
                ours = [(read_figures(text, language), language) for text in texts]
                said = [(each.figures, each.language) for each in quoted_for(claim, site)]
                numbers = {abs(number) for number in numbers_of(value)}
                if other := other_unit({value.unit}, numbers, said, own, ours):
                    message = f'what it rests on says "{other}", and its unit is "{value.unit}"'
                    yield Finding.of_claim(point.fact, claim, message, hint)


def _figures(subject: Subject) -> Iterator[Spot]:
    own = own_forms(subject.site)
    for saying in subject.sayings:
        sentence, language = saying.sentence, saying.prose.language
        if sentence.figures and sentence.noted:
            said = subject.bases.figures(subject.bases.of(saying.supports))
            for offset, words in saying.figures if said else ():
                behind = sentence.text[offset + len(words) :]
                held = says_figure(said, words, language, about=True, behind=behind)
                if held is Held.MISSING:
                    message = f'the words that this rests on do not say "{words}"'
                    yield saying.spot(offset, words, message, _HINT)
                elif other := other_unit(*_unit_of(saying, offset, words, own), said or (), own):
                    message = f'the words that this rests on say "{other}", not "{words}"'
                    yield saying.spot(offset, words, message, _HINT)


def _articles(subject: Subject) -> Iterator[Spot]:
    """Articles that are none of those which the words, places and titles have that it cites."""
    for saying in subject.sayings:
        named = [*_ARTICLES.finditer(saying.sentence.text)]
        basis = subject.bases.of(saying.supports if named else ())
        texts = [each.words for passages in basis.passages.values() for each in passages]
        texts += (subject.site.sources[key].title for key in basis.passages)
        texts += (*basis.locators, *(point.fact.statement for point in basis.standpoints))
        told = _NUMBER.findall("; ".join(_ARTICLES.findall("; ".join(texts))))
        for match in named if told else ():
            if lacking := [each for each in _NUMBER.findall(match[0]) if each not in told]:
                message = f"what this rests on has Article {told[0]}, not {lacking[0]}"
                yield saying.spot(match.start(), match[0], message, _HINT)


def _unit_of(saying: Saying, offset: int, words: str, own: Forms) -> tuple[Set[str], Set[Decimal]]:
    """The unit of a figure in a sentence, in all that it may mean, and the number beside it."""
    language = saying.prose.language
    numbers = read_figures(words, language).numbers
    here = read_figures(saying.sentence.text[offset:][: len(words) + 30], language)
    found = ((ids, n) for n, _, ids, _ in units_beside(here, language, own) if n <= numbers)
    return next(found, (frozenset(), frozenset()))


def _exchanged(subject: Subject) -> Iterator[Finding | Spot]:
    language = subject.site.default
    yield from _given_twice(subject)
    for fact in subject.facts:
        words = [each for claim in fact.claims for each in quoted_for(claim, subject.site)]
        for _, ours, theirs in islice(_mistaken(fact.statement, language, words), 1):
            message = f'the statement of "{fact.id}" has "{ours}", and its words "{theirs}"'
            yield Finding.of_record(fact, fact.id, message, _ELSEWHERE)
    yield from _in_prose(subject)


def _given_twice(subject: Subject) -> Iterator[Finding]:
    """A number that a passage has once, given as two: of one fact's subjects, or in other units."""
    first: dict[tuple[str, str, Decimal], tuple[Fact, Claim, str | None]] = {}
    for fact in subject.facts:
        for claim in (each for each in fact.claims if each.live):
            value = claim.value if isinstance(claim.value, Quantity) else Quantity(None)
            for words, number in product(quoted_for(claim, subject.site), {*numbers_of(value)}):
                key = words.source, words.words, number
                one, other, unit = first.setdefault(key, (fact, claim, value.unit))
                differs = one is fact and other.subject != claim.subject
                if unit and value.unit:
                    differs |= not is_alike({unit}, {value.unit})
                if differs and sum(number in n for n, _ in words.figures.readings) < 2:
                    of = other.subject or one.label
                    message = f'the same words give {number:,f} for "{of}" too, in "{one.id}"'
                    yield Finding.of_claim(fact, claim, message, _ELSEWHERE)
                    break


def _in_prose(subject: Subject) -> Iterator[Spot]:
    for saying in (each for each in subject.sayings if each.sentence.figures):
        passages = subject.bases.of(saying.supports).passages
        words = [each for of_source in passages.values() for each in of_source]
        text, language = saying.sentence.text, saying.prose.language
        for at, ours, theirs in islice(_mistaken(text, language, words), 1):
            message = f'this says "{ours}", and the words that it rests on "{theirs}"'
            yield saying.spot(at, text[at:].partition(" ")[0], message, _ELSEWHERE)


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
        behind = read_said(text[end : min(until, end + _BEHIND)], language).words
        numbers = read_figures(figure, language).numbers
        for stem, word in islice(behind.items(), _TELLING) if days.isdisjoint(numbers) else ():
            found.append(_Counted(start, numbers, stem, f"{figure} {word}"))
    return tuple(found)


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


RULES: Rules = {
    "claim-without-words": _without_words,
    "value-not-in-quote": _values,
    "other-unit": _units,
    "figure-not-in-evidence": lambda subject: chain(_figures(subject), _articles(subject)),
    "exchanged-number": _exchanged,
    "typed-number": _repeated,
    "slipped-number": _slipped,
}
