"""Figures and questions by themselves, made of a page that is linked: with the notes that they rest
on, in the page's numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from markupsafe import Markup
from msgspec.structs import replace

from explainer.addresses import links_from, output_path
from explainer.resolve.linking.source_views import usual
from explainer.resolve.published.pages import EmbedPage, ExplainerPage, PlainPage, Question
from explainer.resolve.published.parts import Figure, Fragment, Link, NoteMark, Part, ValueSpan
from explainer.resolve.published.source_pages import Note, Notes

_TAG = re.compile(r"<[a-z][^<>]*>")
_INSIDE = re.compile(r'( (?:href|src|srcset)="|[0-9]w, )(?!/|[a-z][a-z0-9+.-]*:)([^", ]*)')
"""A link that does not leave the site, also one of several in ``srcset``."""


def embed_pages(page: ExplainerPage | PlainPage, offline: bool) -> Iterator[EmbedPage]:
    """The embeds of a page: those of figures, then those of questions."""
    questions = page.questions if isinstance(page, ExplainerPage) else ()
    opening = page.introduction if isinstance(page, ExplainerPage) else page.body
    for shown in chain(opening.parts, *(each.body.parts for each in questions), questions):
        if not isinstance(shown, Figure | Question) or not (embed := shown.embed):
            continue
        head, at = page.head, f"#{embed.anchor}"
        way = links_from(embed.address, to_files=offline)(head.address)
        texts = [Fragment(), Fragment(), Fragment((shown,) if isinstance(shown, Figure) else ())]
        if isinstance(shown, Question):
            texts = [shown.heading, shown.answer, shown.body]
        heading, answer, body = (_moved(text, way) for text in texts)
        canonical = head.canonical and head.canonical + at
        own = replace(head, address=embed.address, title=embed.title, canonical=canonical)
        yield EmbedPage(
            head=replace(own, alternates=(), twin="", figures=True),
            embed=embed,
            full=Link(head.title, head.address + at),
            heading=heading,
            answer=answer,
            body=body,
            checked=page.checked,
            researched=page.researched,
            overdue=page.overdue,
            notes=_notes(page.notes, [mark for text in texts for mark in _marks(text)], way),
            figure=shown if isinstance(shown, Figure) else None,
        )


def _marks(text: Fragment) -> Iterator[NoteMark]:
    """The note marks in a text."""
    for part in text.parts:
        if isinstance(part, NoteMark):
            yield part
        elif isinstance(part, ValueSpan) and part.mark:
            yield part.mark
        elif isinstance(part, Figure):
            yield from (mark for _, mark in part.sources)
            for cell in chain(*part.table.rows):
                yield from filter(None, (cell.mark, cell.value.mark if cell.value else None))
            for strand in chain(*(step.strands for step in part.steps)):
                yield from (value.mark for value in strand.items if value.mark)
            yield from _marks(part.note or Fragment())


def _notes(notes: Notes, marks: list[NoteMark], way: str) -> Notes:
    """Those of the notes to which the marks lead, or the words of such a note. The first of them
    that names a source does so in full, and the ways back are those to these marks."""
    words = {note.note_id: note.text for note in notes}
    shown: set[str] = set()
    for mark in marks:  # which grow meanwhile
        if mark.note_id not in shown:
            shown.add(mark.note_id)
            marks += _marks(words[mark.note_id])
    refs = {mark.ref_id for mark in marks}
    named_in: dict[str, str] = {}
    found: list[Note] = []
    for note in (each for each in notes if each.note_id in shown):
        items = tuple(
            replace(item, named_in=named_in.get(item.source.key, "")) for item in note.items
        )
        named_in = {item.source.key: note.note_id for item in items} | named_in
        back = [each for each in note.backlinks if each.ref_id in refs]
        ways = tuple(replace(b, place=at, places=len(back)) for at, b in enumerate(back, 1))
        text = _moved(note.text, way)
        found.append(replace(note, items=items, text=text, backlinks=ways))
    return usual(found)


def _moved(text: Fragment, way: str) -> Fragment:
    """The text with its links as they lead on from elsewhere: ``way`` is the link to its page."""
    folder = way.removesuffix(output_path(""))

    def lead(link: re.Match[str]) -> str:
        return f"{link[1]}{way if (not link[2] or link[2].startswith('#')) else folder}{link[2]}"

    def moved(markup: Markup) -> Markup:
        return Markup(_TAG.sub(lambda tag: _INSIDE.sub(lead, tag[0]), markup))

    def move(part: Part) -> Part:
        if isinstance(part, Markup):
            return moved(part)
        if isinstance(part, Figure):
            note = _moved(part.note, way) if part.note else None
            return replace(part, note=note, picture=moved(part.picture))
        return part

    return Fragment(tuple(map(move, text.parts)))
