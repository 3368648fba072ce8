"""Quoted words that are about something else than what is said to rest on them.

What both have tells the more, the fewer quotations have it: words of one language, names, numbers,
shares and days. Words in another language are passed over that have none of the last four.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from math import log

from explainer.checks.evidence.names import FULL_NAME, Named, makers_of
from explainer.checks.evidence.quoted import Quoted, ends_of, quoted
from explainer.checks.evidence.said import read_words
from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.segmentation import split_sentences
from explainer.checks.rule import Finding, Rule, Subject, place
from explainer.languages.figure_days import Day
from explainer.model.facts.claims import Evidence

_HINT = "Compare it with the source: cite the one that says so, or quote the words that do."
_MESSAGE = 'the words quoted of "{}" seem to be about something else'
_UNCOMMON = 20
"""Of so few quotations none has what is too common to tell."""
_LEAST, _ENOUGH = 4, 0.5
"""Smaller numbers stand in most texts; what must be shared, where what one quotation alone has
weighs 1, and what each has nearly nothing."""


def _unrelated(subject: Subject) -> Iterator[Finding]:
    site, cited = subject.site, subject.mentions.cited
    passages = [*quoted(dict.fromkeys((e.source, e.quote) for e in cited if e.quote), site)]
    counts = Counter(mark for each in passages for mark in _marks(subject, (each,)))
    most = log(len(passages) + _UNCOMMON)
    weights = {mark: 1 - log(count) / most for mark, count in counts.items()}
    for fact in subject.facts:
        text, language = fact.statement, site.default
        said = [text[start:end] for start, end in split_sentences(text, language)]
        for claim in fact.claims:
            ours = [Quoted("", e, language) for e in (*said, fact.label, claim.subject, claim.by)]
            for each in _strangers(subject, weights, ours, claim.evidence):
                waivers = (*claim.waived, *fact.waived, *site.sources[each.source].waived)
                message, length = _MESSAGE.format(each.source), len(each.source)
                yield Finding(fact.path, each.offset, message, _HINT, length, waivers)
    spots: list[Spot] = []
    for saying in subject.sayings:
        # A translation has the notes of its original, where they are compared in fewer languages.
        if saying.sentence.kind == "cell" or saying.prose.language != site.default:
            continue
        text, about = saying.sentence.text, getattr(saying.prose.subject, "name", "")
        texts = (text, about, *(each.text for each in saying.before))
        ours = [Quoted("", each, saying.prose.language) for each in texts]
        evidence = [Evidence(e.key, e.offset, e.locator, e.quote) for e in saying.cited]
        for each in _strangers(subject, weights, ours, evidence):
            message = _MESSAGE.format(each.source)
            spots.append(saying.spot(0, text.partition(" ")[0], message, _HINT))
    yield from place(lambda _: spots, subject)


def _strangers(
    subject: Subject,
    weights: Mapping[object, float],
    said: Sequence[Quoted],
    evidence: Iterable[Evidence],
) -> Iterator[Evidence]:
    """The first passage of each source that shares too little with what is said: in all of its
    passages, with their places, and in its title, makers and day."""
    site, passages = subject.site, defaultdict[str, list[Evidence]](list)
    for each in (each for each in evidence if each.quote):
        passages[each.source].append(each)
    for key, cited in passages.items():
        source, words = site.sources[key], [*quoted(((key, e.quote) for e in cited), site)]
        if _is_enough(_stems(said) & _stems(words), weights):
            continue  # most do: the rest need not be read
        theirs, base = _marks(subject, words), said[0].language.partition("-")[0]
        if all(isinstance(each, str) and not each.startswith(f"{base} ") for each in theirs):
            continue
        places = ". ".join((*(each.locator for each in cited), makers_of(source)))
        title = Quoted(key, source.title, source.language or site.default)
        theirs |= _marks(subject, (title, Quoted(key, places, site.default)))
        if not _is_enough(
            _marks(subject, said) & (theirs | _days(ends_of(source.issued))), weights
        ):
            yield cited[0]


def _stems(texts: Iterable[Quoted]) -> set[object]:
    """The stems of texts, each behind its language."""
    read = ((t.language.partition("-")[0], read_words(t.words, t.language)) for t in texts)
    return {f"{base} {stem}" for base, stems in read for stem in stems if not stem.isdigit()}


def _marks(subject: Subject, texts: Sequence[Quoted]) -> set[object]:
    """The stems of texts, and what they say in any language."""
    found = _stems(texts)
    for said, text in ((each.figures, each) for each in texts):
        found |= {n for n in subject.finder.find(text.words, text.language) if n.kind != FULL_NAME}
        found |= {number for number in said.numbers if number >= _LEAST} | _days(said.days)
        found |= {("share", round(each)) for each in said.shares or ()}
    return found


def _days(days: Iterable[Day]) -> set[object]:
    return {(day.month, day.day) for day in days if day.day}


def _is_enough(shared: Set[object], weights: Mapping[object, float]) -> bool:
    """Whether it is one thing that is rare, or several that are less so. A name tells no more than
    its word."""
    stems = [each.partition(" ")[2] for each in shared if isinstance(each, str)]
    names = (each for each in shared if isinstance(each, Named))
    again = {each for each in names if any(stem in each.name.casefold() for stem in stems)}
    return sum(weights.get(each, 1) for each in shared - again) >= _ENOUGH


RULES = (
    Rule("unrelated-quote", "quoted words about something else than rests on them", _unrelated),
)
