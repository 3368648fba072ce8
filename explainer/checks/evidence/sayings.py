"""The sentences of a site, each with the facts that it states and the sources that it rests on; and
what facts and sentences use each source for, and what is recorded of it there.

Compared are marks: stems of words, names, numbers, shares, days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import partial
from math import log

from msgspec import Struct

from explainer.checks.evidence.names import FULL_NAME, Finder, makers_of
from explainer.checks.evidence.quoted import Quoted, notes_of, quoted, with_noted
from explainer.checks.evidence.said import read_said
from explainer.checks.prose.prose import Prose, Sentence, Stretch
from explainer.documents.references.kinds import Citation, CitedSource, FactReference
from explainer.languages.figure_words import Day
from explainer.languages.figures import read_figures
from explainer.model.facts.claims import Claim, Evidence, Fact
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger

_MOST = 50
"""The most sources of a sentence that are compared with each of its figures."""
_UNCOMMON = 20
"""Of so few texts none has what is too common to tell."""
_LEAST = 4
"""Smaller numbers stand in most texts."""


class Spot(Struct, frozen=True):
    """A finding at ``words``; ``place`` is the number of their block and their offset in it."""

    prose: Prose
    stretch: Stretch
    place: tuple[int, int]
    words: str
    message: str
    hint: str


class Saying(Struct, frozen=True):
    """A sentence and those just ``before`` it. ``sources`` are the keys of those that it cites, in
    authors' notes too, and that its facts rest on; not those of notes that stand elsewhere, which
    are among its ``supports`` too."""

    prose: Prose
    stretch: Stretch
    sentence: Sentence
    before: tuple[Sentence, ...]
    sources: tuple[str, ...]
    supports: tuple[object, ...]

    @property
    def facts(self) -> Iterator[str]:
        """The ids of the facts that it states."""
        return (s.fact_id for s in self.sentence.supports if isinstance(s, FactReference))

    @property
    def cited(self) -> Iterator[CitedSource]:
        """The sources that it cites itself, each with its place and the words quoted."""
        citations = (each for each in self.sentence.supports if isinstance(each, Citation))
        return (source for each in citations for source in each.sources)

    @property
    def figures(self) -> Iterator[tuple[int, str]]:
        """The numbers and dates in its own words, with their offsets."""
        return ((start, self.sentence.text[start:end]) for start, end in self.sentence.figures)

    @property
    def numbers(self) -> Iterator[tuple[int, str, Decimal]]:
        """The numbers that its figures say, each with the offset and words; not those of dates."""
        for offset, words in self.figures:
            read = read_figures(words, self.prose.language)
            years = {each.year for each in read.days}
            if not any(each.month for each in read.days):
                yield from ((offset, words, n) for n in sorted(read.numbers) if n not in years)

    def spot(self, offset: int, words: str, message: str, hint: str) -> Spot:
        place = self.sentence.block, self.sentence.start + offset
        return Spot(self.prose, self.stretch, place, words, message, hint)


def read_sayings(site: Iterable[Prose], ledger: Ledger) -> Iterator[Saying]:
    """All sentences except those of titles, headings and heads of tables, in reading order."""
    for prose in site:
        notes = notes_of(prose)
        before: tuple[Sentence, ...] = ()
        for stretch in prose.sayings:
            for sentence in (each for each in stretch.sentences if each.kind != "heading"):
                supports = tuple(with_noted(sentence.supports, notes))
                sources = tuple(dict.fromkeys(_sources(supports, ledger)))[:_MOST]
                supports += tuple(with_noted(sentence.covering, notes))
                yield Saying(prose, stretch, sentence, before, sources, supports)
                before = (*before[-2:], sentence)


def _sources(supports: Iterable[object], ledger: Ledger) -> Iterator[str]:
    for support in supports:
        match support:
            case Citation(sources=cited):
                yield from (each.key for each in cited)
            case FactReference(fact_id=fact_id):
                yield from (each.source for each in ledger.standpoints[fact_id].evidence)


class Use(Struct, frozen=True, kw_only=True):
    """A source on which a claim or a sentence rests, with ``passages`` of it: what is ``said``
    there, what was said ``before``, and the keys of all sources of that fact, or of that sentence
    and the one before it, which are ``beside`` it."""

    of: tuple[Fact, Claim] | Saying
    place: Hashable
    source: str
    passages: Sequence[Evidence]
    beside: Collection[str]
    said: Sequence[Quoted]
    before: Sequence[Quoted] = ()

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
            use = partial(Use, of=(fact, claim), place=fact.id, beside=beside, said=ours)
            for key in dict.fromkeys(each.source for each in claim.evidence):
                yield use(source=key, passages=[e for e in claim.evidence if e.source == key])
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
        use = partial(Use, of=saying, place=place, beside=beside, said=ours, before=before)
        for key in saying.sources:
            yield use(source=key, passages=[each for each in cited if each.source == key])


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
        base, stems = text.language.partition("-")[0], read_said(text.words, text.language).words
        found |= {f"{base} {stem}" for stem in stems if not stem.isdigit()}
        found |= {n for n in finder.find(text.words, text.language) if n.kind != FULL_NAME}
        found |= {number for number in said.numbers if number >= _LEAST} | read_days(said.days)
        found |= {("share", round(each)) for each in said.shares or ()}
    return found


def read_days(days: Iterable[Day]) -> set[Hashable]:
    return {(day.month, day.day) for day in days if day.day}
