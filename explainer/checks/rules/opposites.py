"""Sentences that seem to say the contrary of the words that they rest on, or of another sentence.

Two texts in one language do if they share words, and one denies a word that the other has, has the
opposite of one, or has two names the other way about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.checks.evidence.names import Named
from explainer.checks.evidence.quoted import quoted
from explainer.checks.evidence.sayings import Saying
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rule, Subject, place
from explainer.languages.claim_words import find_words, list_words
from explainer.languages.locales import is_english
from explainer.model.facts.claims import Fact
from explainer.model.facts.states import differing
from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_suffix(".toml"))["words"]
_PART = re.compile(r"[.,;:()!?—]|\[\.\.\.\]")
_CLAUSE = re.compile(rf"{_PART.pattern}|\b(?:and|but|и|а|но|та|але)\b")
_WORD = re.compile(r"[^\W\d_][\w'-]*|\d+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:e?s|e?d|e|ing)$")
_STEM, _SHORTEST, _REACH = 5, 4, 25
"""How much of a word is compared, without an English ending (lose, loses); the shortest that is, if
the table lacks it; and how far behind a negation what it denies may begin."""
_ENOUGH, _ENOUGH_OF_HALF, _ENOUGH_OF_OWN = 5, 4, 3
"""What shared words must weigh; if one is denied, also what if they are half of the shorter text,
and if this is what the other rests on."""
_MOST = 100
"""With how many texts on the same source one is compared."""
_split = lru_cache(maxsize=4096)(split_sentences)
_Pole: TypeAlias = tuple[str, int]
"""A line of the table, by language and number, and the side in it."""
_Act: TypeAlias = tuple[Named, _Pole | str, Named]
"""Who does something, what it is, and to whom."""
_Doer: TypeAlias = tuple[Named, str, str]
"""Who does something, the word for it, and what stands behind that."""
_MUTUAL = re.compile("with$|agree|between|border|fight|fought|meet|share|sign|talk")
"""What two do with one another: either may be named first."""

_DOES = re.compile(r"\w* (?:(?:ha[ds]|have|also|then|again) )*([a-z]{3,})\b(.*)")
_TOWARDS = r"\b(?:over|against|from|to|at|by|for|of|on) (?:the )?"


class _Said(Struct, frozen=True, kw_only=True):
    """The telling words of a text, by their stems; those of them that it denies, with the negation;
    the stems of which cannot be told whether it denies them; its word on each side of a line of
    opposites; who did what to whom, by names and stems; who did what, by the stem of it; the stems
    of what it puts in the place of other things, and of these: "this rather than that"; and the
    names in it, each with what stands behind the word that denies it in its part of the sentence,
    if one does."""

    words: Mapping[str, str]
    denied: Mapping[str, str]
    unsure: frozenset[str]
    poles: Mapping[_Pole, str]
    acts: Mapping[_Act, str] = {}
    doers: Mapping[str, _Doer] = {}
    sides: Sequence[frozenset[str]] = ()
    names: Mapping[Named, str | None] = {}


def _opposites(subject: Subject) -> Iterator[Finding]:
    hint = "Read the source again, and mend the one that is wrong."
    before: dict[tuple[str, bool], list[tuple[_Said, str]]] = defaultdict(list)
    spots = []
    for said, own, keys, where, of in _texts(subject):
        turning = bool(said.denied or said.poles or said.acts)
        nearest = [each for key in own for turns in (True, False) for each in before[key, turns]]
        told = {stem for one, _ in nearest for stem in (*one.denied, *one.poles)}
        others = (before[key, turns][:_MOST] for key in keys for turns in {True, not turning})
        near = ((one, where, told) for one, where in nearest)
        far = ((one, where, None) for one, where in chain.from_iterable(others))
        for one, there, known in chain(near, far) if of else ():
            if words := _contrary(said, one, known):
                message = f'"{words[0]}" is said here, and "{words[1]}" in {there}'
                if isinstance(of, Fact):
                    yield Finding.of_record(of, of.id, message, hint)
                elif of:
                    spots.append(of.spot(0, of.sentence.text.split(" ")[0], message, hint))
                break
        for key in (*own[: not isinstance(of, Saying)], *keys):
            before[key, turning].append((said, where))
    yield from place(lambda _: spots, subject)


def _texts(
    subject: Subject,
) -> Iterator[tuple[_Said, Sequence[str], Sequence[str], str, Fact | Saying | None]]:
    """What quoted words, and sentences of statements and of prose say; the words and ids of facts
    on which they rest themselves, and the keys of sources; where they stand, in words; and
    whose sentence it is."""
    site, cited = subject.site, subject.mentions.cited

    def read(text: str, language: str) -> _Said:
        return _read_named(text, language, (*subject.finder.find(text, language).items(),))

    passages = dict.fromkeys((each.source, each.quote) for each in cited if each.quote)
    for (_, quote), each in zip(passages, quoted(passages, site), strict=True):
        said = read(each.words, each.language)
        yield said, (quote,), (each.source,), f'words of "{each.source}"', None
    looked_at = {fact.id for fact in subject.facts}
    for key, source in ((key, site.sources[key]) for key in {each.source: None for each in cited}):
        said = _read(source.title, source.language or site.default)
        poles = {pole: word for pole, word in said.poles.items() if word.islower()}  # no name's
        yield replace(said, poles=poles), (), (key,), f'the title of "{key}"', None
    for point in subject.ledger.standpoints.values():
        alike = not differing(point.fact.claims)
        live = (c for c in point.fact.claims if c.live and alike)
        evidence = [each for claim in live for each in claim.evidence]
        own = (point.fact.id, *(each.quote for each in evidence if each.quote))
        keys = tuple(dict.fromkeys(each.source for each in evidence))
        where, text = f'the statement of "{point.fact.id}"', point.fact.statement
        for start, end in _split(text, site.default):
            said = read(text[start:end], site.default)
            yield said, own, keys, where, point.fact if point.fact.id in looked_at else None
    for saying in subject.sayings:
        said = read(saying.sentence.text, saying.prose.language)
        quotes = (each.quote for each in saying.cited if each.quote)
        yield said, (*saying.facts, *quotes), saying.sources, saying.prose.path, saying


def _contrary(one: _Said, other: _Said, told: Container[object] | None) -> tuple[str, str] | None:
    """The words of both that are contrary to one another, if they share enough others. If one rests
    on the other itself, less is enough, but for what it was ``told`` by another so."""
    shared = one.words.keys() & other.words.keys()
    # A name or a number, which all have that are of one matter, weighs half as much.
    weight = sum(2 if one.words[stem].islower() else 1 for stem in shared)
    turned = [
        (word, other.poles[line, 1 - side])
        for (line, side), word in one.poles.items()
        if (line, 1 - side) in other.poles and (line, side) not in (told or ())
        if (line, 1 - side) not in one.poles and (line, side) not in other.poles
    ]
    acts = ((words, (other_way, verb, who)) for (who, verb, other_way), words in one.acts.items())
    turned = turned if told is not None or weight >= _ENOUGH else []
    turned += ((words, other.acts[act]) for words, act in acts if act in other.acts)
    turned += _other_doers(one.doers, other.doers) if told is not None else ()
    turned += _exchanged(one.names, other.names, told is not None)
    if one.sides and other.sides and not one.sides[1] & other.sides[1]:
        ours, theirs = one.sides[0] & other.sides[1], one.sides[1] & other.sides[0]
        for a, b in zip(sorted(ours)[:1], sorted(theirs), strict=False):
            here, there = (one.words[a], one.words[b]), (other.words[b], other.words[a])
            turned.append((" / ".join(here), " / ".join(there)))
    swapped = one.denied.keys() & shared and other.denied.keys() & shared
    pairs = [
        (one.denied.get(stem, one.words[stem]), other.denied.get(stem, other.words[stem]))
        for stem in (() if swapped else shared)
        if (stem in one.denied and stem not in other.unsure and stem not in (told or ()))
        or (stem in other.denied and stem not in one.unsure)
    ]
    is_half = 2 * len(shared) >= min(len(one.words), len(other.words))
    is_near = told is not None and not (one.denied and other.denied)
    enough = _ENOUGH_OF_OWN if is_near else _ENOUGH_OF_HALF if is_half else _ENOUGH
    return min(turned + (pairs if weight >= enough else []), default=None)


def _exchanged(
    one: Mapping[Named, str | None], other: Mapping[Named, str | None], is_near: bool
) -> Iterator[tuple[str, str]]:
    """Names, each with the word "not", of which one text affirms what the other denies, and denies
    what it affirms. A text near it may lack the first: "A was there, B was not", and "B was"."""
    for no in (name for name, behind in one.items() if behind is not None and name in other):
        for yes in (name for name, behind in one.items() if behind is None):
            is_missing = yes not in other and yes.kind == no.kind and one[no] == "" and is_near
            if other[no] is None and (is_missing or other.get(yes) is not None):
                there = no.name if is_missing else f"{no.name}, not {yes.name}"
                yield f"{yes.name}, not {no.name}", there


def _other_doers(one: Mapping[str, _Doer], other: Mapping[str, _Doer]) -> Iterator[tuple[str, str]]:
    """Who does in one text what in the other one of the same kind does, over or to the first."""
    for act in one.keys() & other.keys():
        (ours, verb, _), (theirs, done, behind) = one[act], other[act]
        is_behind = re.search(_TOWARDS + re.escape(ours.name.rpartition(" ")[2]), behind)
        if is_behind and ours != theirs and ours.kind == theirs.kind:
            yield f"{ours.name} {verb}", f"{theirs.name} {done}"


def _denied(text: str, language: str, names: Mapping[Named, int]) -> Mapping[Named, str | None]:
    """What stands behind the word that denies each name in its part of a text, if one does."""
    negations = find_words("negations", language)
    ends = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)] if names else []
    found: dict[Named, str | None] = {}
    for start, end in pairwise(ends):
        denial = negations.search(text, start, end)
        behind = _CLAUSE.sub("", text[denial.end() : end]).strip() if denial else None
        found |= {name: behind for name, at in names.items() if start <= at < end}
    return found


def read_words(text: str, language: str) -> Mapping[str, str]:
    """The telling words of a text, by their stems."""
    return _read(text, language).words


@lru_cache(maxsize=16384)
def _read_named(text: str, language: str, found: Sequence[tuple[Named, int]]) -> _Said:
    """What a text says, of whom it names and where too."""
    names = dict(found)
    said = replace(_read(text, language), names=_denied(text, language, names))
    if not is_english(language):
        return said
    return replace(said, acts=_acts(text, language, names), doers=_doers(text, language, names))


@lru_cache(maxsize=16384)
def _read(text: str, language: str) -> _Said:
    """What a text says; nothing is denied in a language without words for it."""
    negations, doubts = (find_words(name, language) for name in ("negations", "doubts"))
    has_exceptions = bool(find_words("exceptions", language).search(text))
    common = {*list_words("common", language)}
    words: dict[str, str] = {}
    denied: dict[str, str] = {}
    unsure: set[str] = set()
    poles: dict[_Pole, str] = {}
    plainly = text.replace("’", "'")
    for part in _PART.split(_phrases(language).sub(_joined, plainly)):
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
        for denial in (each for each in denials if " " not in each[0]):  # "not only" denies nothing
            at = min((each for each in stems if each >= denial.end()), default=0)
            if at in stems and stems[at][1].islower() and at - denial.end() <= _REACH:
                denied[stems[at][0]] = f"{part[denial.start() : at]}{stems[at][1]}"
    parts = find_words("choices", language).split(plainly, maxsplit=1)
    sides = [frozenset(_read(part, language).words) for part in parts if parts[1:]]
    return _Said(words=words, denied=denied, unsure=frozenset(unsure), poles=poles, sides=sides)


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


def _doers(text: str, language: str, names: Mapping[Named, int]) -> Mapping[str, _Doer]:
    """Who does what in an English text, right behind the name, by the stem of what is done."""
    common = {*list_words("common", language)}
    found = ((each, _DOES.match(text[at:].removeprefix(each.name))) for each, at in names.items())
    doers = ((each, match[1], match[2]) for each, match in found if match)
    told = (each for each in doers if each[1] not in common and not _MUTUAL.search(each[1]))
    return {_ENDING.sub("", each[1])[:_STEM]: each for each in told}


def _joined(phrase: re.Match[str]) -> str:
    return phrase[0].replace(" ", "_")


@cache
def _lines(language: str) -> Mapping[str, tuple[_Pole, ...]]:
    """The words of the table, with "*" for any ending, and where they stand in it."""
    found: dict[str, tuple[_Pole, ...]] = defaultdict(tuple)
    base = language.partition("-")[0].casefold()
    for number, line in enumerate(_TABLE.get(base, ())):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found[word] += ((f"{base} {number}", side),)
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


RULES = (Rule("opposite", "a sentence that says the contrary of what it rests on", _opposites),)
