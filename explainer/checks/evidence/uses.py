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
from explainer.checks.prose.segmentation import split_sentences
from explainer.languages.figure_days import Day
from explainer.model.facts.claims import Claim, Evidence, Fact
from explainer.model.site.site import Site

_UNCOMMON = 20
"""Of so few texts none has what is too common to tell."""
_LEAST = 4
"""Smaller numbers stand in most texts."""


class Use(Struct, frozen=True, kw_only=True):
    """A source on which a claim or a sentence rests, with ``passages`` of it: what is ``said``
    there, what was said ``before``, and the keys of all sources of that fact or sentence, which are
    ``beside`` it."""

    source: str
    place: Hashable
    beside: Collection[str]
    said: Sequence[Quoted]
    before: Sequence[Quoted] = ()
    passages: Sequence[Evidence]
    of: tuple[Fact, Claim] | Saying

    def words(self, site: Site) -> Sequence[Quoted]:
        """The words quoted of the source here."""
        return [*quoted(((self.source, each.quote) for each in self.passages), site)]

    def locators(self, site: Site) -> Quoted:
        """Their places."""
        return Quoted(self.source, ". ".join(e.locator for e in self.passages), site.default)


def read_uses(site: Site, facts: Iterable[Fact], sayings: Iterable[Saying]) -> Iterator[Use]:
    """Each source of each claim and of each sentence, with the passages that these cite themselves.
    Not those of cells, and of translations: they have the notes of their originals."""
    language = site.default
    for fact in facts:
        text = fact.statement
        said = [text[start:end] for start, end in split_sentences(text, language)]
        beside = {each.source for claim in fact.claims for each in claim.all_evidence}
        for claim in fact.claims:
            texts = (*said, fact.label, claim.subject, claim.by)
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
    for saying in sayings:
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
                beside=saying.sources,
                said=ours,
                before=before,
                passages=passages,
                of=saying,
            )


class Records(Struct, frozen=True):
    """What is recorded of sources: for each mark the sources that have it, and at which of their
    uses, or None for its record; and for each source its uses."""

    marked: Mapping[Hashable, Mapping[str, Collection[Hashable]]]
    places: Mapping[str, Set[Hashable]]

    def compare(self, use: Use, marks: Set[Hashable], own: Set[Hashable]) -> Mapping[str, float]:
        """How much each source shares with marks: what is recorded of it elsewhere than at a use;
        for the source used what is its ``own`` there counts besides."""
        found = defaultdict[str, float](float)
        for mark in marks:
            places = self.marked.get(mark, {}).items()
            sources = [each for each, at in places if len(at) > (use.place in at)]
            for source in (*sources, *([use.source] if mark in own else ())):
                found[source] += weigh(len(places) or 1, len(self.places))
        return found


def make_records(site: Site, finder: Finder, sayings: Sequence[Saying]) -> Records:
    marked: dict[Hashable, dict[str, set[Hashable]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, set[Hashable]] = defaultdict(set)

    def record(source: str, place: Hashable, texts: Sequence[Quoted]) -> None:
        for mark in read_marks(finder, texts):
            marked[mark][source].add(place)

    for use in read_uses(site, site.facts.values(), sayings):
        places[use.source].add(use.place)
        record(use.source, use.place, (*use.said, *use.words(site), use.locators(site)))
    for key in places:
        record(key, None, described(site, key))
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


def read_stems(texts: Iterable[Quoted]) -> set[Hashable]:
    """The stems of texts, each behind its language."""
    read = ((t.language.partition("-")[0], read_words(t.words, t.language)) for t in texts)
    return {f"{base} {stem}" for base, stems in read for stem in stems if not stem.isdigit()}


def read_marks(finder: Finder, texts: Sequence[Quoted]) -> set[Hashable]:
    """The stems of texts, and what they say in any language."""
    found = read_stems(texts)
    for said, text in ((each.figures, each) for each in texts):
        found |= {n for n in finder.find(text.words, text.language) if n.kind != FULL_NAME}
        found |= {number for number in said.numbers if number >= _LEAST} | read_days(said.days)
        found |= {("share", round(each)) for each in said.shares or ()}
    return found


def read_days(days: Iterable[Day]) -> set[Hashable]:
    return {(day.month, day.day) for day in days if day.day}
