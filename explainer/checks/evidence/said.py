"""What a text says, for comparison with others: its telling words, what it denies, on which side of
opposites it stands, who does what; and what a translation says otherwise: figures, names, days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.checks.evidence.names import FULL_NAME, Finder, Named
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.claim_words import find_words, list_words
from explainer.languages.figure_words import Day
from explainer.languages.figures import read_figures
from explainer.languages.locales import is_english
from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_name("opposites.toml"))
_PART = re.compile(r"[.,;:()!?—]|\[\.\.\.\]")
_WORD = re.compile(r"[^\W\d_][\w'-]*|\d+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:e?s|e?d|e|ing)$")
_STEM, _SHORTEST, _REACH = 5, 4, 25
"""How much of a word is compared, without an English ending (lose, loses); the shortest that is, if
the table lacks it; and how far behind a negation what it denies may begin."""
_Pole: TypeAlias = tuple[str, int]
"""A pair of the table, which is the same in each language, and the side in it."""
_Act: TypeAlias = tuple[Named, _Pole | str, Named]
"""Who does something, what it is, and to whom."""
_MUTUAL = re.compile("with$|agree|between|border|fight|fought|meet|share|sign|talk")
"""What two do with one another: either may be named first."""
_LEAST = 2
"""Numbers up to this one are said in many ways: both, a second, once."""


class Said(Struct, frozen=True, kw_only=True):
    """The telling words of a text, by their stems; those of them that it denies, with the negation;
    the stems of which cannot be told whether it denies them; its word on each side of a pair of
    opposites; who did what to whom, by names and stems; and the names in it."""

    words: Mapping[str, str] = {}
    denied: Mapping[str, str] = {}
    unsure: frozenset[str] = frozenset()
    poles: Mapping[_Pole, str] = {}
    acts: Mapping[_Act, str] = {}
    names: frozenset[Named] = frozenset()


def differences(one: Said, other: Said, told: Container[object] = ()) -> list[tuple[str, str]]:
    """The words of two texts that stand on the two sides of a pair, of which each has one side; not
    of those that were ``told`` before."""
    return [
        (word, other.poles[pair, 1 - side])
        for (pair, side), word in one.poles.items()
        if (pair, 1 - side) in other.poles and (pair, side) not in told
        if (pair, 1 - side) not in one.poles and (pair, side) not in other.poles
    ]


@lru_cache(maxsize=16384)
def read_named(text: str, language: str, found: Sequence[tuple[Named, int]]) -> Said:
    """What a text says, of whom it names and where too."""
    names, said = dict(found), replace(read_said(text, language), names=frozenset(dict(found)))
    return replace(said, acts=_acts(text, language, names)) if is_english(language) else said


@lru_cache(maxsize=16384)
def read_said(text: str, language: str) -> Said:
    """What a text says; nothing is denied in a language without words for it."""
    negations, doubts = (find_words(name, language) for name in ("negations", "doubts"))
    has_exceptions = bool(find_words("exceptions", language).search(text))
    common = {*list_words("common", language)}
    words: dict[str, str] = {}
    denied: dict[str, str] = {}
    unsure: set[str] = set()
    poles: dict[_Pole, str] = {}
    plainly = text.replace("’", "'")
    joined = _phrases(language).sub(lambda phrase: phrase[0].replace(" ", "_"), plainly)
    read = find_words("idle negations", language).sub("", joined)
    for part in _PART.split(read):
        stems: dict[int, tuple[str, str]] = {}
        denials = [*negations.finditer(part)]
        for at, word in ((match.start(), match[0]) for match in _WORD.finditer(part)):
            found = _poles(word.casefold(), language)
            tells = word.isdigit() or len(word) >= _SHORTEST
            if found or (tells and word.casefold() not in common):
                stem = str(found[0]) if found else _ENDING.sub("", word.casefold())[:_STEM]
                stems[at] = stem, word.replace("_", " ")
                poles |= {} if denials else dict.fromkeys(found, word.replace("_", " "))
        words |= stems.values()
        if denials or has_exceptions or doubts.search(part):
            unsure.update(stem for stem, _ in stems.values())
        for denial in denials:
            at = min((each for each in stems if each >= denial.end()), default=0)
            if at in stems and stems[at][1].islower() and at - denial.end() <= _REACH:
                denied[stems[at][0]] = f"{part[denial.start() : at]}{stems[at][1]}"
    return Said(words=words, denied=denied, unsure=frozenset(unsure), poles=poles)


def _acts(text: str, language: str, names: Mapping[Named, int]) -> Mapping[_Act, str]:
    """Who does what to whom in an English text: two names with one thing done between them."""
    found: dict[_Act, str] = {}
    common = {*list_words("common", language)}
    for (at, one), (then, other) in pairwise(sorted((at, each) for each, at in names.items())):
        between = text[at:then]
        ends = (other, one) if re.search(r"\bby\b", between) else (one, other)
        verbs = _WORD.findall("" if _PART.search(between) or _MUTUAL.search(between) else between)
        for verb in (each for each in verbs if each.islower() and each not in common):
            if (poles := _poles(verb, language)) or len(verb) >= _SHORTEST:
                act = poles[0] if poles else _ENDING.sub("", verb)[:_STEM]
                found[ends[0], act, ends[1]] = f"{between}{text[then:].partition(' ')[0]}"
    return found


@cache
def _lines(language: str) -> Mapping[str, tuple[_Pole, ...]]:
    """The words of the table, with "*" for any ending, and where they stand in it."""
    found: dict[str, tuple[_Pole, ...]] = defaultdict(tuple)
    base = language.partition("-")[0].casefold()
    for pair, lines in _TABLE.items():
        for side, words in enumerate(lines.get(base, "").split("|")):
            for word in words.split():
                found[word] += ((pair, side),)
    return dict(found)


@cache
def _phrases(language: str) -> re.Pattern[str]:
    either = "|".join(word.replace("_", " ") for word in _lines(language) if "_" in word)
    return re.compile(rf"\b(?:{either or '(?!)'})\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def _poles(word: str, language: str) -> tuple[_Pole, ...]:
    """The lines and sides of the table on which a word stands."""
    lines = _lines(language)
    starts = (lines.get(f"{word[:end]}*") for end in range(len(word), 1, -1))
    return lines.get(word) or next(filter(None, starts), ())


class Written(NamedTuple):
    """A text, its language, and the places of the figures in it."""

    text: str
    language: str
    figures: Sequence[Span]


def compare(finder: Finder, one: Written, other: Written) -> Iterator[tuple[str, str]]:
    """What a text has, and what a translation has instead, in words for a message."""
    for words in filter(None, (_lacking(one, other), _denying(one, other))):
        yield f'"{words}"', "nothing like it"
    for words in filter(None, (_lacking(other, one), _denying(other, one))):
        yield "nothing like it", f'"{words}"'
    ours, theirs = (finder.find(each.text, each.language) for each in (one, other))
    for name, instead in product((n for n in ours if n not in theirs), theirs):
        is_part = name.name in instead.name or instead.name in name.name
        if instead not in ours and instead.kind == name.kind != FULL_NAME and not is_part:
            yield f'"{name.name}"', f'"{instead.name}"'
    days, told = ([*_days(each)] for each in (one, other))
    if [day for day, _ in days] != [day for day, _ in told] and {*dict(days)} == {*dict(told)}:
        yield f'"{days[0][0]}" first', f'"{told[0][0]}"'
    for day, side in days:
        if side and dict(told).get(day, side) not in ("", side):
            yield f'"{side} {day}"', f'"{dict(told)[day]}"'
    said, known = (read_said(each.text, each.language) for each in (one, other))
    yield from ((f'"{a}"', f'"{b}"') for a, b in differences(said, known))


def _lacking(one: Written, other: Written) -> str:
    """The first figure of a text that another in its place has not."""
    said = read_figures(other.text, other.language)
    parts = {part for day in said.days for part in (day.year, day.month, day.day)} | said.numbers
    for start, end in one.figures:
        read = read_figures(one.text[start:end], one.language)
        numbers = (n for n, _ in read.readings if max(n) > _LEAST and parts.isdisjoint(n))
        days = (each for each in read.days if each.day and each.month)
        lacking = any(numbers) or any(not any(map(day.fits, said.days)) for day in days)
        if lacking and not (read.shares and said.shares):
            return one.text[start:end]
    return ""


def _days(of: Written) -> Iterator[tuple[Day, str]]:
    """The days in a text, in order, each with whether something is before or after it."""
    for start, end in sorted(of.figures):
        days = read_figures(of.text[start:end], of.language).days
        known = {Day(None, d.month, d.day) for d in days if d.month and d.day}
        sides = (
            side
            for side in ("before", "after")
            if find_words(f"{side} days", of.language, at_end=True).search(of.text, 0, start)
        )
        if len(known) == 1:
            yield known.pop(), next(sides, "")


def _denying(one: Written, other: Written) -> str:
    """The word by which a text denies something, where another has none for that."""
    own, theirs = (each.text.replace("’", "'") for each in (one, other))
    own = find_words("idle negations", one.language).sub("", own)
    words = (find_words(each, one.language).search(own) for each in ("negations", "denials"))
    denial = next(filter(None, words), None)
    also = (find_words(each, other.language) for each in ("negations", "denials", "unlike"))
    return denial[0] if denial and not any(each.search(theirs) for each in also) else ""
