"""The sentences of a site, each with the facts that it states and the sources that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from explainer.checks.evidence.quoted import notes_of, with_noted
from explainer.checks.prose.prose import Prose, Stretch
from explainer.checks.prose.sentences import Sentence
from explainer.documents.references.kinds import Citation, CitedSource, FactReference
from explainer.languages.figures import read_figures
from explainer.resolve.ledger import Ledger

_MOST = 50
"""The most sources of a sentence that are compared with each of its figures."""


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
