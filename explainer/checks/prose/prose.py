"""All prose of a site: the texts of its pages and entries, as stretches of sentences.

It is made once, for all rules that read it. Where a sentence was written is looked for on demand
(``explainer.checks.prose.places``), so that a site without findings never pays for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from explainer.checks.prose.blocks import Block, Span, Words, read_blocks
from explainer.checks.prose.sentences import Sentence, make_sentences
from explainer.documents.data.nodes import child
from explainer.documents.files.front_matter import split_front_matter
from explainer.documents.markdown.marked_text import MarkedText
from explainer.documents.references.kinds import FactReference, TermReference
from explainer.languages.catalogues import load_catalogue
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.wording import write_standpoint

Field: TypeAlias = Literal[
    "title",
    "standfirst",
    "short_answer",
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
"""What a stretch is of its page: ``answer`` is the first paragraph under a question's
``heading``, ``body`` the rest; ``note`` an editor's own, ``figure`` the note of a figure,
``definition`` the text of an entry."""
YamlPath: TypeAlias = tuple[str | int, ...]
NOTE = re.compile(r"^ {0,3}\[\^[^\[\]\n]+\]:", re.MULTILINE)
"""How an editor's own note begins, at the start of a line."""
_ENTRY_TEXTS = {"term": "definition", "person": "note", "place": "note"}


@dataclass(frozen=True, slots=True)
class Written:
    """Where a stretch stands in its file: between two offsets in Markdown, or in the field at
    ``path`` of the file's YAML. ``after`` is the stretch that comes before it in that part."""

    span: Span = (0, 0)
    path: YamlPath = ()
    after: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One text of a page or entry; ``question`` is the id of the question it stands under,
    ``figures`` the number of figures that stand in it."""

    field: Field
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    written: Written
    question: str = ""
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Prose:
    """All stretches of a page, or those of an entry in one language, in reading order."""

    subject: Page | Entry
    path: str
    language: str
    stretches: tuple[Stretch, ...]

    def of(self, *fields: Field) -> Iterator[Stretch]:
        return (stretch for stretch in self.stretches if stretch.field in fields)

    @property
    def sayings(self) -> Iterator[Stretch]:
        """All stretches but titles and headings, which name and ask."""
        return (each for each in self.stretches if each.field not in ("title", "heading"))


def explainers(site: Iterable[Prose]) -> Iterator[tuple[Prose, Page]]:
    """The prose that is an explainer's, with its page."""
    for prose in site:
        if isinstance(prose.subject, Page) and prose.subject.kind == "explainer":
            yield prose, prose.subject


def read_prose(site: Site, ledger: Ledger) -> tuple[Prose, ...]:
    """The prose of every page in the build, and of every entry. The site has no errors."""
    found: list[Prose] = []
    for page in site.pages.values():
        if page.status != "withdrawn":
            language = page.language or site.default
            reading = _Reading(_words(site, ledger, language), language)
            stretches = tuple(_of_page(reading, page))
            found.append(Prose(page, page.source.path, language, stretches))
    for entry in site.entries.values():
        key = _ENTRY_TEXTS[entry.kind]
        texts = [(site.default, key, entry.text)]
        texts += [(language, f"{key}.{language}", text) for language, text in entry.texts]
        for language, field, text in texts:
            reading = _Reading(_words(site, ledger, language), language)
            stretches = tuple(
                reading.stretches("definition", text, Written(path=(entry.id, field)))
            )
            if stretches:
                found.append(Prose(entry, entry.path, language, stretches))
    return tuple(found)


def _words(site: Site, ledger: Ledger, language: str) -> Words:
    """What pages in the language say for a reference."""
    catalogue = load_catalogue(language)

    def words(reference: FactReference | TermReference) -> str:
        if isinstance(reference, FactReference):
            standpoint = ledger.standpoints[reference.fact_id]
            return write_standpoint(standpoint, reference.filters, site, language, catalogue)
        entry = site.entry(reference.term)
        if entry and not reference.shown and reference.term == entry.id:
            return entry.name_in(language)
        return reference.shown or reference.term

    return words


@dataclass(frozen=True, slots=True)
class _Reading:
    words: Words
    language: str

    def stretches(
        self, field: Field, text: MarkedText, written: Written, question: str = ""
    ) -> Iterator[Stretch]:
        """The text itself, then the notes of the figures in it; nothing for an empty text."""
        if not text.html:
            return
        before = next(reversed(written.after.blocks), None) if written.after else None
        blocks, figures = read_blocks(text, self.words, self.language, before)
        sentences = make_sentences(blocks, self.language)
        yield Stretch(field, blocks, sentences, written, question, len(figures))
        for figure in figures:
            note = child(figure.node, ["note"])
            if figure.note and note:
                inside = Written((note.start, note.end))
                yield from self.stretches("figure", figure.note, inside, question)


def _of_page(reading: _Reading, page: Page) -> Iterator[Stretch]:
    fields: list[tuple[Field, MarkedText, YamlPath]] = [
        ("title", page.title, ("title",)),
        ("standfirst", page.standfirst, ("standfirst",)),
        ("short_answer", page.short_answer, ("short_answer",)),
        *(("unknowns", text, ("unknowns", i)) for i, text in enumerate(page.unknowns)),
        ("method", page.method, ("method",)),
        *(("updates", each.text, ("updates", i, "text")) for i, each in enumerate(page.updates)),
    ]
    for field, text, path in fields:
        yield from reading.stretches(field, text, Written(path=path))
    yield from _of_body(reading, page)


def _of_body(reading: _Reading, page: Page) -> Iterator[Stretch]:
    source, questions = page.source, page.body.questions
    front, _ = split_front_matter(source)
    ends = [*(question.offset for question in questions), len(source.text)]
    introduction = Written((front.body_start if front else 0, ends[0]))
    yield from reading.stretches("introduction", page.body.introduction, introduction)
    for question, end in zip(questions, ends[1:], strict=True):
        line_start = source.text.rfind("\n", 0, question.offset) + 1
        line_end = source.text.find("\n", question.offset)
        heading = Written((line_start, line_end if line_end >= 0 else end))
        yield from reading.stretches("heading", question.heading, heading, question.id)
        under = (heading.span[1], end)
        answer = list(reading.stretches("answer", question.answer, Written(under), question.id))
        yield from answer
        after = Written(under, after=answer[0] if answer else None)
        yield from reading.stretches("body", question.body, after, question.id)
    for note in page.body.notes:
        written = Written((note.offset, note_end(source.text, note.offset)))
        yield from reading.stretches("note", note.text, written)


def note_end(text: str, start: int) -> int:
    """Where a note ends: before the first line behind a blank one that is not indented."""
    place = text.find("\n", start)
    blank = False
    while 0 <= place < len(text):
        line_end = text.find("\n", place + 1)
        line = text[place + 1 : line_end if line_end >= 0 else len(text)]
        if blank and line.strip() and not line.startswith((" ", "\t")):
            return place + 1
        if NOTE.match(line):
            return place + 1
        blank = blank or not line.strip()
        place = line_end
    return len(text)
