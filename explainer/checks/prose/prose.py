"""The prose of a site: the texts of its pages and entries, in sentences with their figures.

It is read once for all rules. Where a sentence is written is looked up for findings only, by
``explainer.checks.prose.places``.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from explainer.checks.prose.blocks import Block, Words, read_blocks
from explainer.checks.prose.sentences import Sentence, make_sentences
from explainer.documents.markdown.parsed_text import ParsedText, Span
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.wording import write_standpoint

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
            reading = _Reading(_words(site, ledger, language), language)
            if stretches := tuple(reading.stretches("definition", text)):
                found.append(Prose(entry, entry.path, language, stretches))
    return tuple(found)


def read_page(site: Site, ledger: Ledger, page: Page) -> Prose:
    """The prose of one page."""
    language = page.language or site.default
    reading = _Reading(_words(site, ledger, language), language)
    return Prose(page, page.source.path, language, tuple(_of_page(reading, page)))


def _words(site: Site, ledger: Ledger, language: str) -> Words:
    """A function that returns the words that pages in the language show for a reference."""
    catalogue = load_catalogue(language)

    def words(reference: FactReference | TermReference) -> str:
        if isinstance(reference, FactReference):
            standpoint = ledger.standpoints[reference.fact_id]
            filters = reference.filters
            return unmarked(write_standpoint(standpoint, filters, site, language, catalogue))
        entry = site.entry(reference.term)
        if entry and not reference.shown and reference.term == entry.id:
            return entry.name_in(language)
        return reference.shown or reference.term

    return words


class _Reading(Struct, frozen=True):
    words: Words
    language: str

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
