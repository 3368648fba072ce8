"""The sentences of a site, each with the facts that it states and the sources that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from msgspec import Struct

from explainer.checks.prose.prose import Prose, Stretch
from explainer.checks.prose.sentences import Sentence
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.documents.references.kinds import Citation, FactReference, NoteReference
from explainer.languages.figures import read_figures
from explainer.model.pages.page import Page
from explainer.model.pages.texts import texts
from explainer.resolve.ledger import Ledger


class Spot(Struct, frozen=True):
    """A finding at ``words``; ``place`` is the number of their block and their offset in it."""

    prose: Prose
    stretch: Stretch
    place: tuple[int, int]
    words: str
    message: str
    hint: str


class Saying(Struct, frozen=True):
    """A sentence and the one ``before`` it. ``sources`` are the keys of those that it cites, in
    authors' notes too, and that its ``facts`` rest on; not those of notes that stand elsewhere."""

    prose: Prose
    stretch: Stretch
    sentence: Sentence
    before: Sentence | None
    facts: tuple[str, ...]
    sources: tuple[str, ...]

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
        notes, before = _notes(prose), None
        for stretch in prose.sayings:
            for sentence in (each for each in stretch.sentences if each.kind != "heading"):
                facts, sources = _basis(sentence.supports, notes)
                points = (ledger.standpoints[fact_id] for fact_id in facts)
                sources += (each.source for point in points for each in point.evidence)
                keys = tuple(dict.fromkeys(sources))
                yield Saying(prose, stretch, sentence, before, tuple(facts), keys)
                before = sentence


def _notes(prose: Prose) -> Mapping[str, ParsedText]:
    """The authors' notes of a page or entry, by name."""
    of = prose.subject
    fields = texts(of) if isinstance(of, Page) else (of.text, *(text for _, text in of.texts))
    own = of.body.notes if isinstance(of, Page) else ()
    return {note.name: note.text for note in chain(own, *(text.notes for text in fields))}


def _basis(
    references: Iterable[object], notes: Mapping[str, ParsedText]
) -> tuple[list[str], list[str]]:
    """The ids of facts and the keys of sources that references name."""
    facts: list[str] = []
    sources: list[str] = []
    for reference in references:
        match reference:
            case Citation(sources=cited):
                sources += (each.key for each in cited)
            case FactReference(fact_id=fact_id):
                facts.append(fact_id)
            case NoteReference(name=name) if name in notes:
                in_note = _basis(notes[name].references, {})  # a note refers to no other
                facts += in_note[0]
                sources += in_note[1]
    return facts, sources
