"""Report what stands where it is not allowed, what Markdown dropped, and errors in raw HTML: in its
tags, their nesting and their attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from operator import add
from xml.etree import ElementTree

from explainer.diagnostics import Diagnostic
from explainer.documents.files.characters import find_refused, refusal
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.landing import IN_TEXT, Landed, Place, is_left
from explainer.documents.markdown.parsed_text import AsideName
from explainer.documents.markdown.parser import Dropped
from explainer.documents.markdown.raw_html import BLOCK_TAGS, RAW_TAGS, allowed_attribute
from explainer.documents.markdown.scanning import find_references
from explainer.documents.references import kinds

_NO_NOTES = (Place.HEADING, Place.LINK, Place.ATTRIBUTE)

_OWN_ATTRIBUTES = {"abbr": {"title"}, "details": {"open"}}
_STEP = re.compile(f"{marks.HEADING_SPLIT}|{marks.ANY.pattern}")
_DEEPEST = 30


def find_misplacements(landed: Landed, dropped: Dropped) -> Iterator[Diagnostic]:
    """A diagnostic for each."""
    source, candidates = landed.source, landed.candidates
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
    for index, candidate in enumerate(candidates):
        found = candidate.found
        match found if places.get(index) in IN_TEXT else None:
            case kinds.NoteReference(in_place=True) if not _in_note(landed, index):
                message = "this note is never closed"
                hint = "Close it with ] in the same paragraph; \\^[ writes the signs themselves."
                yield source.diagnostic("reference", found.offset, message, hint, length=2)
            case AsideName() if landed.holders[index].get("class") != "aside-name":
                message = "the name of an aside begins a quote"
                hint = "Write it behind > on the first line; \\[ writes the bracket itself."
                yield source.diagnostic("aside", found.offset, message, hint)
        if isinstance(found, marks.AttributeList) and index - 1 in dropped.undefined:
            continue  # that of the link whose label is reported
        if is_left(landed, index) and index not in landed.at_margin:
            yield from _misplacement(source, candidate, places.get(index))


def _in_note(landed: Landed, index: int) -> bool:
    """Whether a mark is that of a note, or stands in one."""
    if any(index == mark for mark, _ in landed.notes):
        return True
    element = landed.holders[index]
    while element.tag != marks.NOTE_ELEMENT and landed.parents[element] is not element:
        element = landed.parents[element]
    return element.tag == marks.NOTE_ELEMENT


def _misplacement(
    source: SourceText, candidate: marks.Candidate, place: Place | None
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
        case marks.Address(origin=marks.Origin.LINK) if place in IN_TEXT:
            message = "this link cannot be read"
            hint = 'Write [text](address) or [text](address "title"), with %20 for a space.'
            yield source.diagnostic("link", found.offset, message, hint)
        case marks.AttributeList(evident=True) if place in IN_TEXT:
            message = "this attribute list belongs to nothing"
            hint = (
                "It stands behind a heading, link or emphasis, or as {: #id} on the last line"
                " of a paragraph; \\{ writes the character itself."
            )
            yield source.diagnostic("attribute", found.offset, message, hint)
        case _ if place is None and isinstance(
            found, kinds.ShownReference | marks.Fence | marks.Tag
        ):
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


def read_plain(
    source: SourceText, text: str, at: kinds.At, place: str
) -> Iterator[marks.Candidate | Diagnostic]:
    """The values in a text in which only ``{{ fact | plain }}`` has a meaning, and what is wrong
    with the other references in it."""
    for candidate in find_references(text, at):
        found = candidate.found
        if isinstance(found, kinds.FactReference) and found.plain:
            yield candidate
        elif isinstance(found, kinds.ShownReference):
            yield misplaced(source, found, place)
        elif isinstance(found, kinds.Problem):
            yield found.diagnostic(source)


def check_tags(html: str, landed: Landed) -> None:
    """Report errors in the tags marked in ``html``: each must be closed in its container, and
    before the next question."""
    opened: list[tuple[int, marks.Tag]] = []
    refused: set[str] = set()
    for step in _STEP.finditer(html + marks.HEADING_SPLIT):
        if step[1] is None:
            for _, left in opened:
                hint = f"Write </{left.name}> where it ends."
                landed.report(left.offset, "markup", f"<{left.name}> is never closed", hint)
            opened.clear()
            continue
        index = marks.read_index(step[1])
        tag = landed.candidates[index].found
        if not isinstance(tag, marks.Tag):
            continue
        if tag.name in RAW_TAGS:
            problem = (_close if tag.closing else _open)(opened, index, tag, landed)
        elif tag.closing and tag.name in refused:
            problem = None
        else:
            known = ", ".join(sorted(RAW_TAGS))
            hint = f"Use Markdown, or one of {known}; \\< writes the character itself."
            problem = f"<{tag.name}> is not allowed", hint
            refused.add(tag.name)
        if problem:
            landed.report(tag.offset, "markup", *problem)


def _open(
    opened: list[tuple[int, marks.Tag]], index: int, tag: marks.Tag, landed: Landed
) -> tuple[str, str] | None:
    """Add a tag to those that are ``opened``; message and hint if it cannot stand there."""
    _check_attributes(tag, landed)
    if tag.name == "br":
        return None
    opened.append((index, tag))
    if tag.name == "summary" and [each.name for _, each in opened[-2:-1]] != ["details"]:
        return "a <summary> stands in <details> only", "Write <details>, then the <summary>."
    if len(opened) == _DEEPEST + 1:
        return "tags are nested too deep here", "Close what is open before it."
    return None


def _close(
    opened: list[tuple[int, marks.Tag]], index: int, tag: marks.Tag, landed: Landed
) -> tuple[str, str] | None:
    if tag.name == "br":
        return "</br> closes nothing", "Write <br>."
    if not opened or opened[-1][1].name != tag.name:
        hint = "Delete it, or open it in the same part of the text."
        return f"</{tag.name}> closes nothing", hint
    if _container(landed, opened.pop()[0], tag) is not _container(landed, index, tag):
        hint = "Close it in the paragraph, cell or emphasis that opened it."
        return f"</{tag.name}> stands in another part of the text", hint
    return None


def _container(landed: Landed, index: int, tag: marks.Tag) -> ElementTree.Element | None:
    """The element that holds a tag; for a block, the one around its paragraph."""
    holder = landed.holders.get(index)
    is_block = holder is not None and holder.tag == "p" and tag.name in BLOCK_TAGS
    return landed.parents[holder] if holder is not None and is_block else holder


def _check_attributes(tag: marks.Tag, landed: Landed) -> None:
    own = _OWN_ATTRIBUTES.get(tag.name, set())
    seen: set[str] = set()
    for each in tag.attributes:
        if each.name in seen:
            message = f'the attribute "{each.name}" is given twice'
            landed.report(each.offset, "attribute", message, "Keep one of them.")
        elif each.name in own:
            at = partial(add, each.value_offset)
            found = read_plain(landed.source, each.value, at, Place.ATTRIBUTE)
            landed.diagnostics += [each for each in found if isinstance(each, Diagnostic)]
            for start, entity in find_refused(each.value):
                landed.report(each.value_offset + start, "character", *refusal(entity))
        elif each.name not in {"id", "class", "lang"}:
            message = f'the attribute "{each.name}" is not allowed on <{tag.name}>'
            hint = f"Allowed are {', '.join(sorted({'id', 'class', 'lang'} | own))}."
            landed.report(each.offset, "attribute", message, hint)
        elif not allowed_attribute(each.name, each.value):
            message = f'"{each.value}" is no {each.name}'
            hint = (
                "An id begins with a letter; after it come lower-case letters, digits and hyphens."
                " A language is a code such as ru."
            )
            landed.report(each.value_offset, "attribute", message, hint)
        seen.add(each.name)
