"""Sentences that seem to say the contrary of the words that they rest on, or of another sentence.

Two texts in one language do if they share words, and one denies a word that the other has, or has
the opposite of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from explainer.checks.evidence.quoted import quoted
from explainer.checks.evidence.sayings import Saying
from explainer.checks.placing import place
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rule, Subject
from explainer.languages.claim_words import find_words, list_words
from explainer.model.facts.claims import Fact

_PART = re.compile(r"[.,;:()!?—]|\[\.\.\.\]")
_WORD = re.compile(r"[^\W\d_][^\W\d_'-]{3,}|\d+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:e?s|e?d|e|ing)$")
_STEM, _REACH = 5, 25
"""How much of a word is compared, without an English ending (lose, loses), and how far behind a
negation what it denies may begin."""
_ENOUGH, _ENOUGH_OF_HALF = 5, 4
"""What shared words must weigh, and what if one is denied and they are half of the shorter text."""
_split = lru_cache(maxsize=4096)(split_sentences)
_MOST = 100
"""With how many texts on the same source one is compared."""


class _Said(Struct, frozen=True):
    """The telling words of a text, by their stems; those of them that it denies, with the negation;
    the stems of which cannot be told whether it denies them; and each word that has an opposite
    that the text lacks, with that."""

    words: Mapping[str, str]
    denied: Mapping[str, str]
    unsure: frozenset[str]
    opposites: frozenset[tuple[str, str]]


def _opposites(subject: Subject) -> Iterator[Finding]:
    hint = "Read the source again, and mend the one that is wrong."
    before: dict[tuple[str, bool], list[tuple[_Said, str]]] = defaultdict(list)
    spots = []
    for said, keys, where, of in _texts(subject):
        turning = bool(said.denied or said.opposites)
        places = [(key, turns) for key in keys for turns in {True, not turning} if of]
        near = (each for at in places for each in before[at][:_MOST])
        found = ((there, words) for one, there in near if (words := _contrary(said, one)))
        for there, (word, other) in [*found][:1]:
            message = f'"{word}" is said here, and "{other}" in {there}'
            if isinstance(of, Fact):
                yield Finding.of_record(of, of.id, message, hint)
            elif of:
                spots.append(of.spot(0, of.sentence.text.split(" ")[0], message, hint))
        for key in keys:
            before[key, turning].append((said, where))
    yield from place(lambda _: spots, subject)


def _texts(
    subject: Subject,
) -> Iterator[tuple[_Said, tuple[str, ...], str, Fact | Saying | None]]:
    """What quoted words, and sentences of statements and of prose say; the keys of the sources and
    ids of the facts that they rest on; where they stand, in words; and whose sentence it is."""
    site, cited = subject.site, subject.mentions.cited
    for each in quoted(dict.fromkeys((each.source, each.quote) for each in cited), site):
        yield _read(each.words, each.language), (each.source,), f'words of "{each.source}"', None
    for point in subject.ledger.standpoints.values():
        live = (c for c in point.fact.claims if c.live and not point.contested)
        keys = (point.fact.id, *dict.fromkeys(each.source for c in live for each in c.evidence))
        where, text = f'the statement of "{point.fact.id}"', point.fact.statement
        for start, end in _split(text, site.default):
            yield _read(text[start:end], site.default), keys, where, point.fact
    for saying in subject.sayings:
        said = _read(saying.sentence.text, saying.prose.language)
        yield said, (*saying.facts, *saying.sources), saying.prose.path, saying


def _contrary(one: _Said, other: _Said) -> tuple[str, str] | None:
    """The words of both that are contrary to one another, if they share enough others."""
    pairs = [
        (one.denied.get(stem, one.words[stem]), other.denied.get(stem, other.words[stem]))
        for stem in one.words.keys() & other.words.keys()
        if (stem in one.denied and stem not in other.unsure)
        or (stem in other.denied and stem not in one.unsure)
    ]
    shared = one.words.keys() & other.words.keys()
    # A name or a number, which all have that are of one matter, weighs half as much.
    weight = sum(2 if one.words[stem].islower() else 1 for stem in shared)
    is_half = bool(pairs) and 2 * len(shared) >= min(len(one.words), len(other.words))
    pairs += [each for each in one.opposites if each[::-1] in other.opposites]
    return min(pairs) if pairs and weight >= (_ENOUGH_OF_HALF if is_half else _ENOUGH) else None


@lru_cache(maxsize=16384)
def _read(text: str, language: str) -> _Said:
    """What a text says; nothing is denied in a language without words for it."""
    negations, doubts, poles = (find_words(n, language) for n in ("negations", "doubts", "poles"))
    has_exceptions = bool(find_words("exceptions", language).search(text))
    common = {*list_words("common", language)}
    words: dict[str, str] = {}
    denied: dict[str, str] = {}
    unsure: set[str] = set()
    for part in _PART.split(text.replace("’", "'")):
        found = ((match.start(), match[0]) for match in _WORD.finditer(part))
        telling = {at: word for at, word in found if word.casefold() not in common}
        stems = {at: _ENDING.sub("", w.casefold())[:_STEM] for at, w in telling.items()}
        words |= {stems[at]: word for at, word in telling.items()}
        denials = [*negations.finditer(part)]
        is_unsure = denials or has_exceptions or doubts.search(part)
        unsure.update(stems.values() if is_unsure else ())
        for denial in (each for each in denials if " " not in each[0]):  # "not only" denies nothing
            at = min((each for each in telling if each >= denial.end()), default=0)
            if telling.get(at, "").islower() and at - denial.end() <= _REACH:
                denied[stems[at]] = part[denial.start() : at + len(telling[at])]
    ones, others = (list_words("poles", language)[first::2] for first in (0, 1))
    pairs = (*zip(ones, others, strict=True), *zip(others, ones, strict=True))
    said = {match[0].casefold() for match in poles.finditer(text) if not negations.search(text)}
    lacking = frozenset(each for each in pairs if each[0] in said and each[1] not in said)
    return _Said(words, denied, frozenset(unsure), lacking)


RULES = (Rule("opposite", "a sentence that says the contrary of what it rests on", _opposites),)
