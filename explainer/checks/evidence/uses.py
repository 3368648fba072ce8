"""What the sources of a site are used for: what facts and sentences say that rest on each of them,
and what is recorded of it there. Compared are marks: stems of words, names, numbers, shares, days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from math import log

from msgspec import Struct

from explainer.checks.evidence.names import FULL_NAME, Finder, makers_of
from explainer.checks.evidence.quoted import Quoted, quoted
from explainer.checks.evidence.said import read_words
from explainer.checks.evidence.sayings import Saying
from explainer.languages.figure_days import Day
from explainer.model.facts.claims import Claim, Evidence, Fact
from explainer.model.site.site import Site

_UNCOMMON = 20
"""Of so few texts none has what is too common to tell."""
_LEAST = 4
"""Smaller numbers stand in most texts."""


class Use(Struct, frozen=True, kw_only=True):
    """A source on which a claim or a sentence rests, with ``passages`` of it: what is ``said``
    there, what was said ``before``, and the keys of all sources of that fact, or of that sentence
    and the one before it, which are ``beside`` it."""

    source: str
    place: Hashable
    beside: Collection[str]
    said: Sequence[Quoted]
    before: Sequence[Quoted] = ()
    passages: Sequence[Evidence]
    of: tuple[Fact, Claim] | Saying

    def recorded(self, site: Site) -> Sequence[Quoted]:
        """The places in the source that are named here, and the words quoted of it."""
        places = Quoted(self.source, ". ".join(e.locator for e in self.passages), site.default)
        return [places, *quoted(((self.source, each.quote) for each in self.passages), site)]


def read_uses(site: Site, facts: Iterable[Fact], sayings: Iterable[Saying]) -> Iterator[Use]:
    """Each source of each claim and of each sentence, with the passages that these cite themselves.
    Not those of cells, and of translations: they have the notes of their originals."""
    language = site.default
    for fact in facts:
        beside = {each.source for claim in fact.claims for each in claim.all_evidence}
        for claim in fact.claims:
            texts = (fact.statement, fact.label, claim.subject, claim.by)
            ours = [Quoted("", each, language) for each in texts]
            for key in dict.fromkeys(each.source for each in claim.evidence):
                passages = [each for each in claim.evidence if each.source == key]
                yield Use(
                    source=key,
                    place=fact.id,
                    beside=beside,
                    said=ours,
                    passages=passages,
                    of=(fact, claim),
                )
    near: tuple[str, ...] = ()
    for saying in sayings:
        beside = {*saying.sources, *(near if saying.before else ())}
        near = saying.sources
        prose, stretch, sentence = saying.prose, saying.stretch, saying.sentence
        if sentence.kind == "cell" or prose.language != language:
            continue
        place = prose.path, stretch.span[0], stretch.field, sentence.block, sentence.start
        heads = (e for e in prose.of("heading") if e.question == stretch.question)
        about = (getattr(prose.subject, "name", ""), *(b.text for e in heads for b in e.blocks))
        ours = [Quoted("", each, language) for each in (sentence.text, *about)]
        before = [Quoted("", each.text, language) for each in saying.before]
        cited = [Evidence(e.key, e.offset, e.locator, e.quote) for e in saying.cited]
        for key in saying.sources:
            passages = [each for each in cited if each.source == key]
            yield Use(
                source=key,
                place=place,
                beside=beside,
                said=ours,
                before=before,
                passages=passages,
                of=saying,
            )


class Records(Struct, frozen=True):
    """What is recorded of sources: for each mark the sources that have it, and at which of their
    uses, or None for its record; and for each source all of these."""

    marked: Mapping[Hashable, Mapping[str, Collection[Hashable]]]
    places: Mapping[str, Set[Hashable]]

    def compare(self, place: Hashable, marks: Set[Hashable]) -> Mapping[str, float]:
        """How much each source shares with marks: what is recorded of it elsewhere than there."""
        found = defaultdict[str, float](float)
        for sources in (self.marked.get(mark, {}) for mark in marks):
            for source, at in sources.items():
                if len(at) > (place in at):
                    found[source] += weigh(len(sources), len(self.places))
        return found


def make_records(site: Site, finder: Finder, sayings: Sequence[Saying]) -> Records:
    marked: dict[Hashable, dict[str, set[Hashable]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, set[Hashable]] = defaultdict(set)
    uses = [*read_uses(site, site.facts.values(), sayings)]
    told = [(each.source, each.place, (*each.said, *each.recorded(site))) for each in uses]
    titled = [(key, None, described(site, key)) for key in {each.source for each in uses}]
    for source, place, texts in (*told, *titled):
        places[source].add(place)
        for mark in read_marks(finder, texts):
            marked[mark][source].add(place)
    return Records(marked, places)


def described(site: Site, key: str) -> Sequence[Quoted]:
    """What the record of a source tells of it: its title, its makers and its note."""
    source = site.sources[key]
    others = f"{makers_of(source)}. {source.note}"
    title = Quoted(key, source.title, source.language or site.default)
    return title, Quoted(key, others, site.default)


def weigh(count: int, texts: int) -> float:
    """How much a mark tells that so many of the texts have: 1 if one has it, little if all have."""
    return 1 - log(count) / log(texts + _UNCOMMON)


def read_marks(finder: Finder, texts: Iterable[Quoted]) -> set[Hashable]:
    """The stems of texts, each behind its language, and what they say in any language."""
    found: set[Hashable] = set()
    for said, text in ((each.figures, each) for each in texts):
        base, stems = text.language.partition("-")[0], read_words(text.words, text.language)
        found |= {f"{base} {stem}" for stem in stems if not stem.isdigit()}
        found |= {n for n in finder.find(text.words, text.language) if n.kind != FULL_NAME}
        found |= {number for number in said.numbers if number >= _LEAST} | read_days(said.days)
        found |= {("share", round(each)) for each in said.shares or ()}
    return found


def read_days(days: Iterable[Day]) -> set[Hashable]:
    return {(day.month, day.day) for day in days if day.day}
