"""Report what stands where it is not allowed, and what Markdown dropped."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import (
    Address,
    AttributeList,
    Candidate,
    Fence,
    Origin,
    Tag,
)
from explainer.documents.markdown.landing import IN_TEXT, Landed, Place, is_left
from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.markdown.parser import Dropped
from explainer.documents.references import kinds

_NO_NOTES = (Place.HEADING, Place.LINK, Place.ATTRIBUTE)


def find_misplacements(landed: Landed, dropped: Dropped) -> Iterator[Diagnostic]:
    """A diagnostic for each."""
    source, candidates = landed.source, landed.candidates
    yield from landed.findings
    named = {index for index, word in dropped.refused if word}
    for index, word in dropped.refused:
        if not word and index in named:
            continue  # the # of "{# id}", whose word is reported
        start = candidates[index].start if index >= 0 else 0
        message = f'"{word}" may not stand in an attribute list' if word else "an id is missing"
        hint = (
            "Only {#id}, {.class} and {lang=ru} may. An id begins with a letter; after it come"
            " lower-case letters, digits and hyphens. \\{ writes the character itself."
        )
        offset = landed.at(max(start, landed.text.find(word, start)))
        yield source.diagnostic("attribute", offset, message, hint, length=max(1, len(word)))
    for index in dict.fromkeys(dropped.undefined):
        message = "no address is defined for this label"
        hint = (
            "Write [text](address), or define it on a line of its own, [label]: address;"
            " \\[ writes the character itself."
        )
        yield source.diagnostic("undefined-link", candidates[index].found.offset, message, hint)
    yield from _extra_cells(landed, dropped)
    places = landed.places
    taken = {index for index, _ in landed.notes}
    for index, candidate in enumerate(candidates):
        found, in_text = candidate.found, places.get(index) in IN_TEXT
        if isinstance(found, kinds.NoteReference) and found.in_place and in_text:
            if index not in taken and not _in_note(landed, index):
                message = "this note is never closed"
                hint = "Close it with ] in the same paragraph; \\^[ writes the signs themselves."
                yield source.diagnostic("reference", found.offset, message, hint, length=2)
        elif (
            isinstance(found, AsideName)
            and in_text
            and landed.holders[index].get("class") != "aside-name"
        ):
            message = "the name of an aside begins a quote"
            hint = "Write it behind > on the first line; \\[ writes the bracket itself."
            yield source.diagnostic("aside", found.offset, message, hint)
        if isinstance(found, AttributeList) and index - 1 in dropped.undefined:
            continue  # that of the link whose label is reported
        if is_left(landed, index) and index not in landed.at_margin:
            yield from _misplacement(source, candidate, places.get(index))


def _in_note(landed: Landed, index: int) -> bool:
    element = landed.holders[index]
    while element.tag != marks.NOTE_ELEMENT and landed.parents[element] is not element:
        element = landed.parents[element]
    return element.tag == marks.NOTE_ELEMENT


def _misplacement(
    source: SourceText, candidate: Candidate, place: Place | None
) -> Iterator[Diagnostic]:
    found = candidate.found
    match found:
        case kinds.NoteDefinition():
            message = "a note's definition cannot stand here"
            hint = "Start a line at the left margin with it, outside lists, tables and quotes."
            yield source.diagnostic("note-place", found.offset, message, hint)
        case kinds.Problem() if place is not Place.CODE and (
            place is not Place.ADDRESS or found.code == "character"
        ):
            yield found.diagnostic(source)
        case Address(origin=Origin.LINK) if place in IN_TEXT:
            message = "this link cannot be read"
            hint = 'Write [text](address) or [text](address "title"), with %20 for a space.'
            yield source.diagnostic("link", found.offset, message, hint)
        case AttributeList(evident=True) if place in IN_TEXT:
            message = "this attribute list belongs to nothing"
            hint = (
                "It stands behind a heading, link or emphasis, or as {: #id} on the last line"
                " of a paragraph; \\{ writes the character itself."
            )
            yield source.diagnostic("attribute", found.offset, message, hint)
        case _ if place is None and isinstance(found, kinds.ShownReference | Fence | Tag):
            message = "this does not reach the page"
            hint = "A table row may have a cell too many, or a line may be read as something else."
            yield source.diagnostic("lost-reference", found.offset, message, hint)
        case kinds.FactReference(plain=True):
            pass
        case _ if place in _NO_NOTES and isinstance(found, kinds.ShownReference):
            yield misplaced(source, found, place)


def _extra_cells(landed: Landed, dropped: Dropped) -> Iterator[Diagnostic]:
    """Report cells for which a table has no column; those with references are found elsewhere."""
    place = 0
    for cell, whole in dropped.extra_cells:
        if marks.indexes(cell):
            continue
        # After its last mark, a row reads the same in the source.
        tail = marks.ANY.split(whole)[-1].rstrip()
        row = landed.text.find(tail, place)
        start = max(place, row + tail.rfind(cell))
        place = start + len(cell)
        message = "this row has a cell more than its table has columns"
        hint = "Delete it, or add a column to the first two rows; \\| writes the character itself."
        at, length = landed.at(start), len(cell)
        yield landed.source.diagnostic("extra-cell", at, message, hint, length=length)


def misplaced(source: SourceText, found: kinds.ShownReference, place: str) -> Diagnostic:
    """The diagnostic for a reference in ``place``, where no note can stand."""
    what = {
        kinds.Citation: "a citation",
        kinds.FactReference: "a value with its note",
        kinds.TermReference: "a term",
        kinds.NoteReference: "a note",
    }
    if isinstance(found, kinds.FactReference):
        words = " | ".join([found.fact_id, *found.filters, "plain"])
        hint = f"Write {{{{ {words} }}}} here, and the value with its note in the text."
    else:
        hint = "Put it into the text that follows. Only {{ fact | plain }} may stand there."
    message = f"{what[type(found)]} cannot stand in {place}"
    return source.diagnostic("reference-place", found.offset, message, hint)
