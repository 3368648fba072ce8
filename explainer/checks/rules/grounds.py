"""Sources and words that are about something else than what is said to rest on them, or say the
contrary.

What two texts have in common tells the more, the fewer have it: words of one language, names,
numbers, shares and days. Words in another language are passed over that have none of the last four.
Two texts say the contrary if they share words, and one denies a word that the other has, has the
opposite of one, in this or another language, or has two names the other way about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial
from itertools import chain
from math import fsum

from msgspec.structs import replace

from explainer.checks.evidence.names import Named
from explainer.checks.evidence.quoted import ends_of, quoted
from explainer.checks.evidence.said import Said, differences, read_named, read_said
from explainer.checks.evidence.sayings import (
    Saying,
    Spot,
    Use,
    described,
    read_days,
    read_marks,
    read_uses,
    weigh,
)
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rules, Subject
from explainer.model.facts.claims import Fact
from explainer.model.facts.states import differing

_HINT = "Compare it with the source: cite the one that says so, or quote the words that do."
_ENOUGH_SHARED = 0.5
"""What must be shared, where what one quotation alone has weighs 1, and what each has nearly
nothing."""
_CLEARLY, _TIMES = 3.5, 4.5
"""What another source must share with what is said, and how many times as much as the one cited."""
_ENOUGH, _ENOUGH_OF_HALF, _ENOUGH_OF_OWN = 5, 4, 3
"""What shared words must weigh; if one is denied, also what if they are half of the shorter text,
and if this is what the other rests on."""
_SAID = frozenset({("say", 0), ("say", 1)})
"""Whoever denies one thing says another."""
_MOST = 100
"""With how many texts on the same source one is compared."""


def _find(subject: Subject, judge: Callable[[Subject, Use], str]) -> Iterator[Finding | Spot]:
    """The uses of sources of which a judge has something to say."""
    site = subject.site
    for use in read_uses(site, subject.facts, subject.sayings):
        if not (message := judge(subject, use)):
            continue
        if isinstance(use.of, Saying):
            words = use.of.sentence.text.partition(" ")[0]
            yield use.of.spot(0, words, message, _HINT)
        else:
            fact, claim = use.of
            waivers = (*claim.waived, *fact.waived, *site.sources[use.source].waived)
            offset = next((e.offset for e in use.passages if e.quote), use.passages[0].offset)
            yield Finding(fact.path, offset, message, _HINT, len(use.source), waivers)


def _unrelated(subject: Subject) -> Iterator[Finding | Spot]:
    cited = subject.mentions.cited
    passages = quoted(dict.fromkeys((e.source, e.quote) for e in cited if e.quote), subject.site)
    read = [read_marks(subject.finder, (each,)) for each in passages]
    counts = Counter(chain.from_iterable(read))
    weights = {mark: weigh(count, len(read)) for mark, count in counts.items()}
    return _find(subject, partial(_judge_words, weights))


def _judge_words(weights: Mapping[Hashable, float], subject: Subject, use: Use) -> str:
    """Whether the passages quoted of a source share too little with what is said: all of them,
    with their places, and its title, makers and day."""
    site, said = subject.site, (*use.said, *use.before)
    places, *words = use.recorded(site)
    if not words:
        return ""
    theirs, base = read_marks(subject.finder, words), use.said[0].language.partition("-")[0]
    if all(isinstance(each, str) and not each.startswith(f"{base} ") for each in theirs):
        return ""
    theirs |= read_marks(subject.finder, (places, *described(site, use.source)))
    theirs |= read_days(ends_of(site.sources[use.source].issued))
    shared = read_marks(subject.finder, said) & theirs
    message = f'the words quoted of "{use.source}" seem to be about something else'
    return "" if _is_enough(shared, weights) else message


def _is_enough(shared: Set[Hashable], weights: Mapping[Hashable, float]) -> bool:
    """Whether it is one thing that is rare, or several that are less so. A name tells no more than
    its word."""
    stems = [each.partition(" ")[2] for each in shared if isinstance(each, str)]
    names = (each for each in shared if isinstance(each, Named))
    again = {each for each in names if any(stem in each.name.casefold() for stem in stems)}
    return fsum(weights.get(each, 1) for each in shared - again) >= _ENOUGH_SHARED


def _judge_source(subject: Subject, use: Use) -> str:
    """Whether what is said and recorded of a source here shares much with what is recorded of
    another, and next to nothing with what is of this one elsewhere. The sentence before counts too,
    so that its own sources are near for that reason alone."""
    site, records = subject.site, subject.records
    elsewhere = records.places.get(use.source, set()) - {use.place, None}
    # Less of a source in another language can be compared: one other use tells too little.
    title, _ = described(site, use.source)
    foreign = title.language.partition("-")[0] != site.default.partition("-")[0]
    if not use.passages or len(elsewhere) <= foreign:
        return ""
    texts = (*use.said, *use.before[-1:], *use.recorded(site))
    shares = records.compare(use.place, read_marks(subject.finder, texts))
    others = (key for key in shares if key not in use.beside)
    best = max(others, key=lambda key: (shares[key], key), default=use.source)
    if shares.get(best, 0) <= max(_CLEARLY, _TIMES * shares.get(use.source, 0)):
        return ""
    return f'nothing else recorded of "{use.source}" is about this; "{best}" seems nearer'


_split = lru_cache(maxsize=4096)(split_sentences)


def _opposites(subject: Subject) -> Iterator[Finding | Spot]:
    hint = "Read the source again, and mend the one that is wrong."
    before: dict[tuple[str, bool], list[tuple[Said, str]]] = defaultdict(list)
    for said, own, keys, where, of in _texts(subject):
        turning = bool(said.denied or said.poles or said.acts)
        nearest = [each for key in own for turns in (True, False) for each in before[key, turns]]
        told = {*_SAID, *(stem for one, _ in nearest for stem in (*one.denied, *one.poles))}
        others = (before[key, turns][:_MOST] for key in keys for turns in {True, not turning})
        near = ((one, where, told) for one, where in nearest)
        far = ((one, where, None) for one, where in chain.from_iterable(others))
        for one, there, known in chain(near, far) if of else ():
            if words := _contrary(said, one, known):
                message = f'"{words[0]}" is said here, and "{words[1]}" in {there}'
                if isinstance(of, Fact):
                    yield Finding.of_record(of, of.id, message, hint)
                elif of:
                    yield of.spot(0, of.sentence.text.split(" ")[0], message, hint)
                break
        for key in (*own[: not isinstance(of, Saying)], *keys):
            before[key, turning].append((said, where))


def _texts(
    subject: Subject,
) -> Iterator[tuple[Said, Sequence[str], Sequence[str], str, Fact | Saying | None]]:
    """What quoted words, and sentences of statements and of prose say; the words and ids of facts
    on which they rest themselves, and the keys of sources; where they stand, in words; and
    whose sentence it is."""
    site, cited = subject.site, subject.mentions.cited

    def read(text: str, language: str) -> Said:
        return read_named(text, language, (*subject.finder.find(text, language).items(),))

    passages = dict.fromkeys((each.source, each.quote) for each in cited if each.quote)
    for (_, quote), each in zip(passages, quoted(passages, site), strict=True):
        said = read(each.words, each.language)
        yield said, (quote,), (each.source,), f'words of "{each.source}"', None
    looked_at = {fact.id for fact in subject.facts}
    for key, source in ((key, site.sources[key]) for key in {each.source: None for each in cited}):
        said = read_said(source.title, source.language or site.default)
        poles = {pole: word for pole, word in said.poles.items() if word.islower()}  # no name's
        yield replace(said, poles=poles), (), (key,), f'the title of "{key}"', None
    for point in subject.ledger.standpoints.values():
        alike = not differing(point.fact.claims)
        live = (c for c in point.fact.claims if c.live and alike)
        evidence = [each for claim in live for each in claim.evidence]
        own = (point.fact.id, *(each.quote for each in evidence if each.quote))
        keys = tuple(dict.fromkeys(each.source for each in evidence))
        where, text = f'the statement of "{point.fact.id}"', point.fact.statement
        label = Said(poles=read_said(point.fact.label, site.default).poles)
        yield label, (point.fact.id,), (), f'the label of "{point.fact.id}"', None
        for start, end in _split(text, site.default):
            said = read(text[start:end], site.default)
            yield said, own, keys, where, point.fact if point.fact.id in looked_at else None
    for saying in subject.sayings:
        said = read(saying.sentence.text, saying.prose.language)
        quotes = (each.quote for each in saying.cited if each.quote)
        yield said, (*saying.facts, *quotes), saying.sources, saying.prose.path, saying


def _contrary(one: Said, other: Said, told: Container[object] | None) -> tuple[str, str] | None:
    """The words of both that are contrary to one another, if they share enough others. If one rests
    on the other itself, less is enough, but for what it was ``told`` by another so."""
    shared = one.words.keys() & other.words.keys()
    # A name or a number, which all have that are of one matter, weighs half as much.
    weight = sum(2 if one.words[stem].islower() else 1 for stem in shared)
    weight += len(one.names & other.names) if told is not None else 0
    turned = differences(one, other, told or _SAID)
    acts = ((words, (other_way, verb, who)) for (who, verb, other_way), words in one.acts.items())
    turned = turned if told is not None or weight >= _ENOUGH else []
    turned += ((words, other.acts[act]) for words, act in acts if act in other.acts)
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


RULES: Rules = {
    "unrelated-quote": _unrelated,
    "unrelated-source": lambda subject: _find(subject, _judge_source),
    "opposite": _opposites,
}
