"""The prose of a site: the texts of its pages and entries, in sentences with their figures.

It is read once for all rules. Where a sentence is written is looked up for findings only, by
``explainer.checks.prose.places``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.checks.prose.blocks import Block, BlockKind, Support, read_blocks
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.segmentation import split_sentences
from explainer.documents.markdown.parsed_text import ParsedText, Span
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.wording import write_standpoint

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence as a reader sees it: values filled in, note marks left out.

    ``block`` is the number of its block in its stretch, ``start`` its offset there; ``values``
    of facts and ``names`` (entries, titles, code) are offsets in its own text. ``noted``: it
    has a note mark, or one elsewhere counts for its block. A mark after a full stop belongs to
    the sentence before. ``supports`` are what its own marks and values stand for, ``covering``
    what those elsewhere do. ``figures`` are the numbers and dates in its own words; none are looked
    for in a heading.
    """

    text: str
    kind: BlockKind
    block: int
    start: int
    noted: bool
    values: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()
    supports: tuple[Support, ...] = ()
    covering: tuple[Support, ...] = ()
    figures: tuple[Span, ...] = ()

    @property
    def words(self) -> list[str]:
        """Its words, as a reader counts them: "2,030" and "well-known" are one each."""
        return _WORD.findall(self.text)


def make_sentences(blocks: Iterable[Block], language: str) -> tuple[Sentence, ...]:
    """The sentences of all blocks except code, in reading order."""
    return tuple(
        sentence
        for number, block in enumerate(blocks)
        if block.kind != "code"
        for sentence in _in_block(number, block, language)
    )


def _in_block(number: int, block: Block, language: str) -> Iterator[Sentence]:
    spans = split_sentences(block.text, language, block.notes)
    starts = [start for start, _ in spans]
    noted = {max(0, bisect_left(starts, note) - 1) for note in block.notes}
    supports: list[list[Support]] = [[] for _ in starts]
    for place, support in block.marks if starts else ():
        supports[max(0, bisect_left(starts, place) - 1)].append(support)
    values = _by_sentence(starts, block.values)
    names = _by_sentence(starts, sorted((*block.terms, *block.names)))
    for index, (start, end) in enumerate(spans):
        text, is_heading = block.text[start:end], block.kind == "heading"
        own_values = tuple(_within((start, end), values[index]))
        own_names = tuple(_within((start, end), names[index]))
        hidden = (*own_values, *own_names)
        yield Sentence(
            text=text,
            kind=block.kind,
            block=number,
            start=start,
            noted=bool(block.covering) or index in noted,
            values=own_values,
            names=own_names,
            supports=tuple(supports[index]),
            covering=block.covering,
            figures=() if is_heading else find_figures(text, language, hidden),
        )


def _by_sentence(starts: Sequence[int], spans: Iterable[Span]) -> list[list[Span]]:
    """For each sentence the spans that reach into it."""
    found: list[list[Span]] = [[] for _ in starts]
    for start, end in spans:
        index = max(0, bisect_right(starts, start) - 1)
        while index < len(starts) and (starts[index] < end or starts[index] <= start):
            found[index].append((start, end))
            index += 1
    return found


def _within(sentence: Span, spans: Iterable[Span]) -> Iterator[Span]:
    """Offsets counted from the sentence's start, cut at its ends."""
    first, last = sentence
    for start, end in spans:
        cut = max(start, first) - first, min(end, last) - first
        if cut[0] < cut[1]:
            yield cut


Field: TypeAlias = Literal[
    "title",
    "standfirst",
    "short_answer",
    "digest",
    "unknowns",
    "method",
    "updates",
    "introduction",
    "heading",
    "answer",
    "body",
    "note",
    "figure",
    "definition",
]
"""The part of a page that a stretch is: ``answer`` is the first paragraph under a question's
``heading``, ``body`` the rest; ``note`` is an author's note, ``figure`` the note of a figure,
``definition`` the text of an entry."""


class Stretch(Struct, frozen=True, kw_only=True):
    """One text of a page or entry, written at ``span`` in its file.

    ``question`` is the id of the question it belongs to, ``after`` the previous stretch in the same
    span, ``figures`` the number of drawn figures in it.
    """

    field: Field
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    span: Span
    question: str = ""
    after: Stretch | None = None
    figures: int = 0


class Prose(Struct, frozen=True):
    """All stretches of a page, or those of an entry in one language, in reading order."""

    subject: Page | Entry
    path: str
    language: str
    stretches: tuple[Stretch, ...]

    def of(self, *fields: Field) -> Iterator[Stretch]:
        return (stretch for stretch in self.stretches if stretch.field in fields)

    @property
    def sayings(self) -> Iterator[Stretch]:
        """All stretches except titles and headings."""
        return (each for each in self.stretches if each.field not in ("title", "heading"))


def explainers(site: Iterable[Prose]) -> Iterator[tuple[Prose, Page]]:
    """The prose of each explainer, with its page."""
    for prose in site:
        if isinstance(prose.subject, Page) and prose.subject.kind == "explainer":
            yield prose, prose.subject


def read_prose(
    site: Site, ledger: Ledger, paths: Container[str] | None = None
) -> tuple[Prose, ...]:
    """The prose of every entry, and of every page in the build that is not withdrawn; if ``paths``
    are given, of those in these files alone."""
    pages = (page for page in site.pages.values() if page.status != "withdrawn")
    pages = (page for page in pages if paths is None or page.source.path in paths)
    found = [read_page(site, ledger, page) for page in pages]
    for entry in site.entries.values():
        texts = ((site.default, entry.text), *entry.texts)
        for language, text in texts if paths is None or entry.path in paths else ():
            reading = _Reading(site, ledger, language)
            if stretches := tuple(reading.stretches("definition", text)):
                found.append(Prose(entry, entry.path, language, stretches))
    return tuple(found)


def read_page(site: Site, ledger: Ledger, page: Page) -> Prose:
    """The prose of one page."""
    language = page.language or site.default
    stretches = _of_page(_Reading(site, ledger, language), page)
    return Prose(page, page.source.path, language, tuple(stretches))


class _Reading(Struct, frozen=True):
    site: Site
    ledger: Ledger
    language: str

    def words(self, reference: FactReference | TermReference) -> str:
        """The words that pages in the language show for a reference."""
        site, language = self.site, self.language
        if isinstance(reference, FactReference):
            point, filters = self.ledger.standpoints[reference.fact_id], reference.filters
            catalogue = load_catalogue(language)
            return unmarked(write_standpoint(point, filters, site, language, catalogue))
        entry = site.entry(reference.term)
        if entry and not reference.shown and reference.term == entry.id:
            return entry.name_in(language)
        return reference.shown or reference.term

    def stretches(
        self, field: Field, text: ParsedText, question: str = "", after: Stretch | None = None
    ) -> Iterator[Stretch]:
        """The text itself, then the notes of the figures in it; nothing for an empty text."""
        if not text:
            return
        before = next(reversed(after.blocks), None) if after else None
        blocks, figures = read_blocks(text, self.words, self.language, before)
        sentences = make_sentences(blocks, self.language)
        yield Stretch(
            field=field,
            blocks=blocks,
            sentences=sentences,
            span=text.span,
            question=question,
            after=after,
            figures=len(figures),
        )
        for figure in figures:
            if figure.note:
                yield from self.stretches("figure", figure.note, question)


def _of_page(reading: _Reading, page: Page) -> Iterator[Stretch]:
    fields: list[tuple[Field, ParsedText]] = [
        ("title", page.title),
        ("standfirst", page.standfirst),
        ("short_answer", page.short_answer),
        *(("digest", text) for text in page.digest),
        *(("unknowns", text) for text in page.unknowns),
        ("method", page.method),
        *(("updates", each.text) for each in page.updates),
        ("introduction", page.body.introduction),
    ]
    for field, text in fields:
        yield from reading.stretches(field, text)
    for question in page.body.questions:
        yield from reading.stretches("heading", question.heading, question.id)
        answer = list(reading.stretches("answer", question.answer, question.id))
        yield from answer
        after = answer[0] if answer else None
        yield from reading.stretches("body", question.body, question.id, after)
    for note in page.body.notes:
        yield from reading.stretches("note", note.text)
