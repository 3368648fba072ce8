"""Figures and questions by themselves, made of a page that is linked: with the notes that they rest
on, in the page's numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from markupsafe import Markup
from msgspec.structs import replace

from explainer.addresses import links_from, output_path
from explainer.resolve.linking.source_views import usual
from explainer.resolve.published.notes import Note, Notes
from explainer.resolve.published.pages import EmbedPage, ExplainerPage, PlainPage, Question
from explainer.resolve.published.parts import Embed, Figure, Fragment, Link, NoteMark, ValueSpan

_Text = TypeVar("_Text", Fragment, Fragment | None)
_TAG = re.compile(r"<[a-z][^<>]*>")
_INSIDE = re.compile(r'( (?:href|src)=")(?!/|[a-z][a-z0-9+.-]*:)([^"]*)')
"""The address of a link that does not leave the site."""


def embed_pages(page: ExplainerPage | PlainPage, offline: bool) -> Iterator[EmbedPage]:
    """The embeds of a page: those of figures, then those of questions."""
    questions = page.questions if isinstance(page, ExplainerPage) else ()
    texts = [page.introduction] if isinstance(page, ExplainerPage) else [page.body]
    for part in chain.from_iterable(
        text.parts for text in (*texts, *(each.body for each in questions))
    ):
        if isinstance(part, Figure) and part.embed:
            yield _embed(page, part.figure_id, part.embed, offline, figure=part)
    for question in questions:
        if question.embed:
            yield _embed(page, question.id, question.embed, offline, question=question)


def _embed(
    page: ExplainerPage | PlainPage,
    anchor: str,
    embed: Embed,
    offline: bool,
    *,
    figure: Figure | None = None,
    question: Question | None = None,
) -> EmbedPage:
    head = page.head
    way = links_from(embed.address, to_files=offline)(head.address)
    if figure:
        marks = [*_marks_of(figure)]
        figure = replace(figure, note=_moved(figure.note, way))
    elif question:
        texts = question.heading, question.answer, question.body
        marks = [mark for text in texts for mark in _marks(text)]
        heading, answer, body = (_moved(text, way) for text in texts)
        question = replace(question, heading=heading, answer=answer, body=body)
    return EmbedPage(
        head=replace(
            head,
            address=embed.address,
            title=embed.title,
            canonical=f"{head.canonical}#{anchor}" if head.canonical else "",
            alternates=(),
        ),
        embed=embed,
        full=Link(head.title, f"{head.address}#{anchor}"),
        question=question,
        figure=figure,
        checked=page.checked,
        researched=page.researched,
        notes=_notes(page.notes, marks, way),
    )


def _marks(text: Fragment) -> Iterator[NoteMark]:
    """The note marks in a text."""
    for part in text.parts:
        if isinstance(part, Figure):
            yield from _marks_of(part)
        mark = part.mark if isinstance(part, ValueSpan) else part
        if isinstance(mark, NoteMark):
            yield mark


def _marks_of(figure: Figure) -> Iterator[NoteMark]:
    yield from (mark for _, mark in figure.sources)
    for cell in chain(*figure.table.rows, *(step.items for step in figure.steps)):
        for mark in (cell.mark, cell.value.mark if cell.value else None):
            if mark:
                yield mark
    if figure.note:
        yield from _marks(figure.note)


def _notes(notes: Notes, marks: Sequence[NoteMark], way: str) -> Notes:
    """Those of the notes to which the marks lead, or the words of such a note. The first of them
    that names a source does so in full."""
    by_id = {note.note_id: note for note in notes}
    shown: set[str] = set()
    left = {mark.note_id for mark in marks}
    refs = {mark.ref_id for mark in marks}
    while left:
        shown |= left
        further = [mark for note_id in left for mark in _marks(by_id[note_id].text)]
        refs.update(mark.ref_id for mark in further)
        left = {mark.note_id for mark in further} - shown
    named_in: dict[str, str] = {}
    return usual([_note(n, refs, named_in, way) for n in notes if n.note_id in shown])


def _note(note: Note, refs: Iterable[str], named_in: dict[str, str], way: str) -> Note:
    """The note with the ways back to the marks in ``refs``; the sources that it is the first to
    name are added to ``named_in``."""
    keys = [item.source.key for item in note.items]
    before = [named_in.get(key, "") for key in keys]
    for key in keys:
        named_in.setdefault(key, note.note_id)
    back = [each for each in note.backlinks if each.ref_id in refs]
    return replace(
        note,
        items=tuple(replace(i, named_in=at) for i, at in zip(note.items, before, strict=True)),
        text=_moved(note.text, way),
        backlinks=tuple(
            replace(each, place=place, places=len(back)) for place, each in enumerate(back, 1)
        ),
    )


def _moved(text: _Text, way: str) -> _Text:
    """The text with its links as they lead on from elsewhere: ``way`` is the link to its page."""
    folder = way.removesuffix(output_path(""))

    def lead(link: re.Match[str]) -> str:
        attribute, target = link.groups()
        return f"{attribute}{folder if target[:1].strip('#') else way}{target}"

    def move(part: object) -> object:
        if isinstance(part, Markup):
            return Markup(_TAG.sub(lambda tag: _INSIDE.sub(lead, tag[0]), part))
        return replace(part, note=_moved(part.note, way)) if isinstance(part, Figure) else part

    return Fragment(tuple(map(move, text.parts))) if text else text  # type: ignore[arg-type]
