"""Sources and quoted words that are about something else than what is said to rest on them.

What two texts have in common tells the more, the fewer have it: words of one language, names,
numbers, shares and days. Words in another language are passed over that have none of the last four.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from functools import partial
from itertools import chain
from math import fsum

from explainer.checks.evidence.names import Named
from explainer.checks.evidence.quoted import ends_of, quoted
from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.evidence.uses import (
    Use,
    described,
    read_days,
    read_marks,
    read_uses,
    weigh,
)
from explainer.checks.rule import Finding, Rule, Subject, place

_HINT = "Compare it with the source: cite the one that says so, or quote the words that do."
_ENOUGH = 0.5
"""What must be shared, where what one quotation alone has weighs 1, and what each has nearly
nothing."""
_CLEARLY, _TIMES = 3.5, 4.5
"""What another source must share with what is said, and how many times as much as the one cited."""


def _find(subject: Subject, judge: Callable[[Subject, Use], str]) -> Iterator[Finding]:
    """The uses of sources of which a judge has something to say."""
    site, spots = subject.site, list[Spot]()
    for use in read_uses(site, subject.facts, subject.sayings):
        if not (message := judge(subject, use)):
            continue
        if isinstance(use.of, Saying):
            words = use.of.sentence.text.partition(" ")[0]
            spots.append(use.of.spot(0, words, message, _HINT))
        else:
            fact, claim = use.of
            waivers = (*claim.waived, *fact.waived, *site.sources[use.source].waived)
            offset = next((e.offset for e in use.passages if e.quote), use.passages[0].offset)
            yield Finding(fact.path, offset, message, _HINT, len(use.source), waivers)
    yield from place(lambda _: spots, subject)


def _unrelated(subject: Subject) -> Iterator[Finding]:
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
    return fsum(weights.get(each, 1) for each in shared - again) >= _ENOUGH


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


RULES = (
    Rule("unrelated-quote", "quoted words about something else than rests on them", _unrelated),
    Rule(
        "unrelated-source",
        "a source cited for what nothing else recorded of it is about",
        lambda subject: _find(subject, _judge_source),
    ),
)
