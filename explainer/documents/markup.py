"""Markdown to HTML fragments with reference marks: a pure function of the file's bytes.

Every candidate for a reference is replaced by a mark, Markdown runs, and where
a mark lands says what it was. What landed in code or in an address is restored
and searched again, until nothing more is found there.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TypeAlias

from explainer.diagnostics import Diagnostic
from explainer.documents import marks
from explainer.documents.candidates import (
    Address,
    Candidate,
    Fence,
    HeadingStart,
    Tag,
    find_candidates,
)
from explainer.documents.fences import read_fence
from explainer.documents.finishing import finish, tag_problems
from explainer.documents.landing import Heading, Landed, Place, land
from explainer.documents.markdown_parser import Refused, parse_blocks, parse_inline, to_html
from explainer.documents.marked_text import (
    Body,
    Marked,
    MarkedText,
    NoteText,
    Question,
)
from explainer.documents.references import (
    At,
    Citation,
    FactReference,
    NoteDefinition,
    NoteReference,
    Suspect,
    TermReference,
    Unreadable,
)
from explainer.documents.source_text import SourceText

_MOST_PASSES = 60
_TAGS = re.compile(r"<[^>]*>")
_H2 = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p[^>]*>(.*)</p>", re.DOTALL)

ParseTree: TypeAlias = Callable[[str], tuple[etree.Element, list[Refused]]]


@dataclass(slots=True)
class _Parsed:
    """A text after Markdown: its tree, its candidates and where they landed."""

    source: SourceText
    candidates: list[Candidate]
    landed: Landed
    root: etree.Element
    references: list[Marked] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, offset: int, code: str, message: str, hint: str) -> None:
        self.diagnostics.append(self.source.diagnostic(code, offset, message, hint))


def parse_body(source: SourceText, start: int) -> tuple[Body, tuple[Diagnostic, ...]]:
    """The Markdown from offset ``start`` of a file to its end, cut into questions and notes."""
    text = source.text[start:]
    try:
        parsed = _parse(source, text, lambda i: start + i, parse_blocks)
    except RecursionError:
        return Body(), (_nested_too_deep(source, text, start),)
    _report_places(parsed)
    notes = _notes(parsed)
    html = _finished(parsed, parsed.root)
    return _cut(parsed, html, notes), tuple(parsed.diagnostics)


def parse_inline_markdown(
    source: SourceText, text: str, at: At
) -> tuple[MarkedText, tuple[Diagnostic, ...]]:
    """A field's inline Markdown. One paragraph comes without its ``<p>``."""
    try:
        parsed = _parse(source, text, at, parse_inline)
    except RecursionError:
        return MarkedText(), (source.diagnostic("nesting", at(0), "this text is nested too deep"),)
    _report_places(parsed)
    html = _finished(parsed, parsed.root)
    if html.startswith("<p>") and html.find("<p>", 1) < 0:
        html = html.removeprefix("<p>").removesuffix("</p>")
    return MarkedText(html, tuple(parsed.references)), tuple(parsed.diagnostics)


def parse_plain(source: SourceText, text: str, at: At) -> tuple[MarkedText, tuple[Diagnostic, ...]]:
    """A field in which only ``{{ fact | plain }}`` means something; the rest is text, escaped."""
    references: list[Marked] = []
    diagnostics: list[Diagnostic] = []
    pieces: list[str] = []
    place = 0
    for candidate in find_candidates(text, at):
        found = candidate.found
        if isinstance(found, Unreadable) and found.code in {
            "reference",
            "unknown-filter",
            "filter-clash",
        }:
            diagnostics.append(
                source.diagnostic(found.code, found.offset, found.message, found.hint)
            )
        elif isinstance(found, FactReference) and found.plain:
            pieces += [escape(text[place : candidate.start]), marks.mark(len(references))]
            references.append(found)
            place = candidate.end
        elif isinstance(found, Citation | FactReference | TermReference | NoteReference):
            diagnostics.append(_misplaced(source, found, "this field"))
    return MarkedText("".join([*pieces, escape(text[place:])]), tuple(references)), tuple(
        diagnostics
    )


def _parse(source: SourceText, text: str, at: At, parse_tree: ParseTree) -> _Parsed:
    restored: set[int] = set()
    for _ in range(_MOST_PASSES):
        candidates = find_candidates(text, at, restored)
        root, refused = parse_tree(_with_marks(text, candidates))
        landed = land(root, candidates)
        again = {
            candidates[index].start
            for index, place in landed.places
            if place in {Place.CODE, Place.ADDRESS}
            and candidates[index].end > candidates[index].start
        }
        if not again:
            break
        restored |= again
    else:
        hint = "Divide it, or close its code spans and fences."
        diagnostic = source.diagnostic(
            "nesting", at(0), "this text holds too much code within code", hint
        )
        return _Parsed(source, [], Landed(), etree.Element("div"), [], [diagnostic])
    parsed = _Parsed(source, candidates, landed, root)
    parsed.references = [_reference(parsed, index) for index in range(len(candidates))]
    _report_attributes(parsed, text, refused, at)
    return parsed


def _with_marks(text: str, candidates: Sequence[Candidate]) -> str:
    pieces: list[str] = []
    place, summary = 0, ""
    for index, candidate in enumerate(candidates):
        found, prefix = candidate.found, candidate.prefix
        pieces.append(text[place : candidate.start])
        place = candidate.end
        if isinstance(found, NoteDefinition):
            pieces.append(marks.definition_mark(index))
        elif (
            isinstance(found, Tag)
            and found.name == "summary"
            and prefix is not None
            and not found.closing
        ):
            summary = prefix
            pieces.append(f"\n{prefix}\n{prefix}{marks.mark(index)}")
        elif isinstance(found, Tag) and found.name == "summary" and found.closing:
            pieces.append(f"{marks.mark(index)}\n{summary}\n{summary}")
        elif prefix is not None:
            pieces.append(f"\n{prefix}\n{prefix}{marks.mark(index)}\n{prefix}\n{prefix}")
        else:
            pieces.append(marks.mark(index))
    pieces.append(text[place:])
    return "".join(pieces)


def _reference(parsed: _Parsed, index: int) -> Marked:
    found = parsed.candidates[index].found
    if isinstance(found, Address):
        return parsed.landed.links.get(index)
    if isinstance(found, Fence):
        figure, diagnostics = read_fence(parsed.source, found)
        parsed.diagnostics += diagnostics
        return figure
    if isinstance(found, Citation | FactReference | TermReference | NoteReference | Suspect):
        return found
    return None


def _report_places(parsed: _Parsed) -> None:
    """What landed where it cannot stand, and what Markdown dropped."""
    landed = parsed.landed
    for index, code, message, hint in landed.problems:
        found = parsed.candidates[index].found if index >= 0 else None
        offset = found.alt_offset if isinstance(found, Address) and code == "alt-text" else None
        parsed.report(
            offset if offset is not None else (found.offset if found else 0), code, message, hint
        )
    places = dict(landed.places)
    defined = {index for index, _ in landed.notes}
    for index, candidate in enumerate(parsed.candidates):
        found, place = candidate.found, places.get(index)
        if isinstance(found, NoteDefinition):
            if index not in defined:
                parsed.report(
                    found.offset,
                    "note-place",
                    f"the definition of [^{found.name}] cannot stand here",
                    "Start a line with it, outside lists, tables and quotes.",
                )
        elif isinstance(found, Unreadable):
            if place is not Place.CODE and place is not Place.ADDRESS:
                parsed.report(found.offset, found.code, found.message, found.hint)
        elif isinstance(
            found, Citation | FactReference | TermReference | NoteReference | Fence | Tag
        ):
            if place is None:
                parsed.report(
                    found.offset,
                    "lost-reference",
                    "this does not reach the page",
                    "A table row may have a cell too many, or a line may be read as something else.",
                )
            elif place in {Place.HEADING, Place.LINK, Place.ATTRIBUTE} and not isinstance(
                found, Fence | Tag
            ):
                if not (isinstance(found, FactReference) and found.plain):
                    parsed.diagnostics.append(_misplaced(parsed.source, found, place.value))


def _misplaced(
    source: SourceText, found: Citation | FactReference | TermReference | NoteReference, place: str
) -> Diagnostic:
    what = {
        Citation: "a citation",
        FactReference: "a value with its note",
        TermReference: "a term",
        NoteReference: "a note",
    }
    if isinstance(found, FactReference):
        hint = f"Write {{{{ {' | '.join([found.fact_id, *found.filters, 'plain'])} }}}} here, and the value with its note in the text."
    else:
        hint = "Put it into the text that follows. Only {{ fact | plain }} may stand there."
    return source.diagnostic(
        "reference-place", found.offset, f"{what[type(found)]} cannot stand in {place}", hint
    )


def _report_attributes(parsed: _Parsed, text: str, refused: Sequence[Refused], at: At) -> None:
    place = 0
    for attribute in refused:
        written = marks.strip(attribute.written)
        start = text.find(written, place)
        start = text.find(written) if start < 0 else start
        inner = written.find(attribute.word)
        offset = start + max(0, inner) if start >= 0 else 0
        place = start + 1 if start >= 0 else place
        parsed.report(
            at(offset),
            "attribute",
            f'"{attribute.word}" may not stand in an attribute list',
            "Only {#id}, {.class} and {lang=ru} may; an id is lower-case letters, digits and hyphens.",
        )


def _nested_too_deep(source: SourceText, text: str, start: int) -> Diagnostic:
    lines = text.split("\n")
    depth = [len(line) - len(line.lstrip(" \t>*+-")) for line in lines]
    deepest = depth.index(max(depth))
    offset = start + sum(len(line) + 1 for line in lines[:deepest])
    return source.diagnostic(
        "nesting", offset, "lists or quotes are nested too deep here", "Divide the text."
    )


def _finished(parsed: _Parsed, element: etree.Element) -> str:
    def add(reference: FactReference) -> int:
        parsed.references.append(reference)
        return len(parsed.references) - 1

    html = to_html(element)
    order = marks.indexes(html)
    for offset, code, message, hint in tag_problems(order, parsed.candidates):
        parsed.report(offset, code, message, hint)
    return finish(html, parsed.candidates, add)


def _notes(parsed: _Parsed) -> list[tuple[NoteDefinition, str]]:
    notes: list[tuple[NoteDefinition, str]] = []
    for index, element in parsed.landed.notes:
        definition = parsed.candidates[index].found
        assert isinstance(definition, NoteDefinition)
        html = _finished(parsed, element)
        for inner in marks.indexes(html):
            reference = parsed.references[inner]
            if isinstance(reference, NoteReference):
                parsed.report(
                    reference.offset,
                    "note-in-note",
                    "a note cannot refer to another note",
                    "Put that note's words here, or cite its source.",
                )
        notes.append((definition, html))
    return notes


def _cut(parsed: _Parsed, html: str, notes: list[tuple[NoteDefinition, str]]) -> Body:
    """The finished HTML at its signs: what comes first, then a piece a question."""
    references = tuple(parsed.references)
    first, *pieces = html.split(marks.HEADING_SPLIT)
    questions = [
        _question(parsed, references, heading, piece)
        for heading, piece in zip(parsed.landed.headings, pieces, strict=True)
    ]
    texts = [
        NoteText(note.name, note.offset, MarkedText(inner, references)) for note, inner in notes
    ]
    return Body(
        MarkedText(first.strip(), references),
        tuple(questions),
        tuple(texts),
        tuple(parsed.landed.ids),
    )


def _question(
    parsed: _Parsed, references: tuple[Marked, ...], heading: Heading, piece: str
) -> Question:
    found = _H2.search(piece)
    title, rest = (found[1].strip(), piece[found.end() :]) if found else ("", piece)
    answer = ""
    before, *parts = rest.split(marks.LEDE_SPLIT)
    if len(parts) == 2:
        paragraph = _PARAGRAPH.fullmatch(parts[0].strip())
        answer, rest = (
            (paragraph[1], before + parts[1]) if paragraph else ("", before + "".join(parts))
        )
    start = parsed.candidates[heading.index].found if heading.index is not None else None
    offset = start.offset if start else 0
    identifier = heading.id
    if identifier is None:
        identifier = slug(title)
        if not identifier:
            parsed.report(
                offset,
                "heading-id",
                "no id can be made from this heading",
                "Give it one: ## Heading {#short-id}, with letters a to z, digits and hyphens.",
            )
    elif isinstance(start, HeadingStart) and f"#{identifier}" in start.line:
        offset = start.line_offset + start.line.rindex(f"#{identifier}") + 1
    return Question(
        identifier,
        offset,
        MarkedText(title, references),
        MarkedText(answer, references),
        MarkedText(rest.strip(), references),
    )


def slug(heading: str) -> str:
    """An id from the ASCII letters and digits of a heading's HTML, without its references."""
    text = marks.strip(unescape(_TAGS.sub("", heading)))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789").strip("-")
