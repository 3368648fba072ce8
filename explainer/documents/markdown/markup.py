"""Parse Markdown into texts with references: a pure function of the file's bytes.

Every candidate is replaced by a mark, Markdown runs, and the place of a mark shows what the
candidate was. Those in code or in an address are restored, and the text is parsed again, until
there are no more of them.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from itertools import chain, count, islice
from typing import cast
from xml.etree import ElementTree

from msgspec.structs import replace

from explainer.diagnostics import Diagnosed, Diagnostic, Severity
from explainer.documents.data.nodes import Mapping, Scalar, child, offsets_of, text_at
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks, parser
from explainer.documents.markdown.fences import read_figure
from explainer.documents.markdown.finishing import (
    NoteEnds,
    divide,
    finish,
    name_in_place,
    read_question,
    slug,
)
from explainer.documents.markdown.landing import Landed, Place, is_left, land
from explainer.documents.markdown.marks import Address, Fence
from explainer.documents.markdown.misplacements import check_tags, find_misplacements, read_plain
from explainer.documents.markdown.parsed_text import (
    Anchor,
    AsideName,
    Body,
    FigureReference,
    NoteText,
    ParsedText,
    Part,
    Question,
    Span,
    TextReference,
)
from explainer.documents.markdown.scanning import find_candidates
from explainer.documents.references.kinds import (
    At,
    FactReference,
    NoteDefinition,
    NoteReference,
    ShownReference,
    Suspect,
)
from explainer.documents.references.lookalikes import find_blocks, find_in_plain_text, is_signless

_MOST_FINDINGS = 200
_MOST_PASSES = 12


def parse_body(source: SourceText, start: int) -> tuple[Body, tuple[Diagnostic, ...]]:
    """The Markdown from offset ``start`` of a file to its end, cut into questions and notes."""
    try:
        parsed = _parse(source, source.text[start:], lambda i: start + i)
    except Diagnosed as refused:
        return Body(), (refused.diagnostic,)
    notes = _notes(parsed)
    html = _finished(parsed, parsed.root)
    _read_figure_texts(parsed)
    return _cut(parsed, start, html, notes), tuple(parsed.diagnostics)


def parse_inline_markdown(
    source: SourceText, text: str, at: At
) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """A field's inline Markdown; a single paragraph comes without its ``<p>``."""
    span = (at(0), at(len(text)))
    if is_signless(words := text.rstrip()):
        return ParsedText((words,), span), ()
    try:
        parsed = _parse(source, text, at, inline=True)
    except Diagnosed as refused:
        return ParsedText(), (refused.diagnostic,)
    notes = _notes(parsed)
    html = _finished(parsed, parsed.root)
    if html.startswith("<p>") and html.find("<p>", 1) < 0:
        html = html.removeprefix("<p>").removesuffix("</p>")
    return ParsedText(divide(html, parsed.references), span, notes), tuple(parsed.diagnostics)


def parse_plain(source: SourceText, text: str, at: At) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """A field in which only ``{{ fact | plain }}`` has a meaning; the rest is text, escaped."""
    diagnostics: list[Diagnostic] = []
    parts: list[Part] = []
    place = 0
    for found in read_plain(source, text, at, "this field"):
        if isinstance(found, Diagnostic):
            diagnostics.append(found)
        else:
            parts += [escape(text[place : found.start]), cast("FactReference", found.found)]
            place = found.end
    parts.append(escape(text[place:]))
    marked = (each for each in find_in_plain_text(text, at) if each.severity is Severity.WARNING)
    diagnostics += [each.diagnostic(source) for each in marked]
    return ParsedText(tuple(filter(None, parts)), (at(0), at(len(text)))), tuple(diagnostics)


def _parse(source: SourceText, text: str, at: At, *, inline: bool = False) -> Landed:
    """The parsed text. Raises ``Diagnosed`` for one that cannot be parsed at all."""
    restored: set[int] = set()
    for _ in range(_MOST_PASSES):
        candidates = find_candidates(text, at, restored)
        root, dropped = parser.parse(source, text, at, candidates, inline=inline)
        landed = Landed(source=source, text=text, at=at, candidates=candidates, root=root)
        land(landed)
        again = {
            candidates[index].start
            for index, place in landed.places.items()
            if (place is Place.CODE or place is Place.ADDRESS)
            and candidates[index].end > candidates[index].start
        }
        if not again:
            break
        restored |= again
    else:
        hint = "Divide it, or close its code spans and fences."
        message = "this text holds too much code within code"
        raise Diagnosed(source.diagnostic("nesting", at(min(again)), message, hint))
    landed.references = [_reference(landed, index, inline) for index in range(len(candidates))]
    if inline:
        landed.diagnostics += [each.diagnostic(source) for each in find_blocks(text, at)]
    landed.diagnostics += islice(find_misplacements(landed, dropped), _MOST_FINDINGS)
    return landed


def _reference(parsed: Landed, index: int, inline: bool) -> TextReference | None:
    found = parsed.candidates[index].found
    if isinstance(found, Address):
        return parsed.links.get(index)
    if isinstance(found, Fence) and inline:
        message = "a fenced block cannot stand in a field"
        hint = "Move the block into the page's text, to the left margin."
        parsed.report(found.offset, "figure-place", message, hint)
        return None
    if isinstance(found, Fence):
        return read_figure(parsed, found)
    if isinstance(found, Suspect):
        return found if is_left(parsed, index) else None
    if isinstance(found, FactReference):
        return replace(found, in_link=parsed.places.get(index) is Place.LINK)
    if isinstance(found, NoteReference) and found.in_place:
        return None  # until it has a name
    return found if isinstance(found, ShownReference | AsideName) else None


def _read_figure_texts(parsed: Landed) -> None:
    """Parse the texts in figures, and name them. This runs Markdown again, so the page is finished
    before."""
    used: set[str] = set()
    for index, reference in enumerate(parsed.references):
        if not isinstance(reference, FigureReference):
            continue
        texts: dict[str, ParsedText] = {}
        parsers = {"title": parse_plain, "measure": parse_plain, "note": parse_inline_markdown}
        for name, parse in parsers.items():
            written = child(reference.node, [name])
            if isinstance(written, Scalar) and written.value.strip():
                at = offsets_of(parsed.source, written)
                texts[name], problems = parse(parsed.source, written.value, at)
                parsed.diagnostics += problems
        figure_id = _figure_id(reference.node, texts.get("title", ParsedText()), used)
        used.add(figure_id)
        parsed.references[index] = replace(reference, figure_id=figure_id, **texts)


def _figure_id(node: Mapping, title: ParsedText, used: Collection[str]) -> str:
    """What a figure says under ``id:``, else its title as an id, else its number; the latter two
    are told apart from the ids ``used`` before it."""
    if own := text_at(node, "id"):
        return f"figure-{own}"
    words = slug("".join(part for part in title.parts if isinstance(part, str)))
    name = f"figure-{words[:60].rstrip('-')}" if words else "figure"
    numbers = (f"{name}-{number}" for number in count(2 if words else 1))
    return next(each for each in chain([name] if words else [], numbers) if each not in used)


def _finished(parsed: Landed, element: ElementTree.Element) -> str:
    html = parser.to_html(element)
    check_tags(html, parsed)
    return finish(html, parsed)


def _notes(parsed: Landed) -> tuple[NoteText, ...]:
    """The notes that a text defines, and those in place, which get their names here."""
    notes: list[tuple[NoteDefinition | NoteReference, Span, str]] = []
    ends = NoteEnds(parsed.text, parsed.candidates)
    for index, element in parsed.notes:
        candidate = parsed.candidates[index]
        note, html = candidate.found, _finished(parsed, element)
        if isinstance(note, NoteReference):
            end = ends.in_place(candidate.start)
            html = f"<p>{html}</p>"
            note = NoteReference(note.offset, f"^{name_in_place(parsed.text[candidate.end : end])}")
            parsed.references[index] = note
        else:
            assert isinstance(note, NoteDefinition)
            end = ends.defined(candidate.start)
        notes.append((note, (note.offset, parsed.at(end)), html))
    for _, _, html in notes:
        for inner in marks.indexes(html):
            reference = parsed.candidates[inner].found if inner < len(parsed.candidates) else None
            if isinstance(reference, NoteReference):
                message = "a note cannot refer to another note"
                hint = "Put that note's words here, or cite its source."
                parsed.report(reference.offset, "note-in-note", message, hint)
    return tuple(
        NoteText(note.name, note.offset, ParsedText(divide(html, parsed.references), span))
        for note, span, html in notes
    )


def _cut(parsed: Landed, start: int, html: str, notes: tuple[NoteText, ...]) -> Body:
    """The finished HTML, cut at its splits: the introduction, then one piece for each question."""
    text, references = parsed.source.text, parsed.references
    first, *pieces = html.split(marks.HEADING_SPLIT)
    headings = parsed.headings
    points = [None if index < 0 else parsed.candidates[index] for index, _ in headings]
    lines = [parsed.source.line_span(each.found.offset if each else start) for each in points]
    ends = [*(line_start for line_start, _ in lines), len(text)]
    questions: list[Question] = []
    read = zip(headings, pieces, points, lines, ends[1:], strict=True)
    for (_, identifier), piece, point, line, end in read:
        question = read_question(piece, identifier, point, references, (line, (line[1], end)))
        questions.append(question)
        if not question.heading:
            hint = "Write the question behind ##, or delete the line."
            parsed.report(question.offset, "heading", "this heading has no words", hint)
        elif not question.id:
            message = "no id can be made from this heading"
            hint = "Give it one: ## Heading {#short-id}, with letters a to z, digits and hyphens."
            parsed.report(question.offset, "heading-id", message, hint)
    anchors: list[Anchor] = []
    for identifier, index in parsed.ids:
        listed = parsed.candidates[index].found.offset if index >= 0 else 0
        anchors.append(Anchor(identifier, max(0, text.find(f"#{identifier}", listed) + 1)))
    introduction = ParsedText(divide(first.strip(), references), (start, ends[0]))
    return Body(introduction, tuple(questions), notes, tuple(anchors))
