"""The texts of a page, and the ids that they give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.documents.markdown.parsed_text import Body, FigureReference, ParsedText
from explainer.documents.references import kinds
from explainer.model.pages.page import Page


def texts(page: Page, body: Body | None = None) -> Iterator[ParsedText]:
    """Every text of the page, except those in its figures; ``body`` is by default its own."""
    body = body or page.body
    yield from (page.title, page.standfirst, page.short_answer, page.method, *page.unknowns)
    yield from (update.text for update in page.updates)
    for correction in page.corrections:
        yield from (correction.was, correction.now)
    yield body.introduction
    for question in body.questions:
        yield from (question.heading, question.answer, question.body)
    yield from (note.text for note in body.notes)


def anchors(page: Page, body: Body, references: Sequence[object]) -> frozenset[str]:
    """The ids on a page with this body, and these references in all its texts: those that stand
    there, and of the sections that it is sure to have."""
    present = {
        "short-answer": page.short_answer,
        "key-facts": page.key_facts,
        "unknowns": page.unknowns,
        "method": page.method,
        "changes": page.corrections or page.updates,
        "introduction": body.introduction,
        "contents": body.questions if page.kind == "explainer" else (),
        "related": page.related,
        "cite": page.kind == "explainer",
        "notes": page.key_facts or any(map(_makes_note, references)),
        "terms": any(isinstance(each, kinds.TermReference) for each in references),
    }
    found = {name for name, content in present.items() if content}
    figures = sum(isinstance(reference, FigureReference) for reference in references)
    found.update(f"figure-{number + 1}" for number in range(figures))
    found |= {"top", "main"}
    found.update(question.id for question in body.questions)
    found.update(anchor.id for anchor in body.anchors)
    found.update(old.id for old, _ in page.question_aliases)
    return frozenset(found)


def _makes_note(reference: object) -> bool:
    if isinstance(reference, kinds.FactReference):
        return not reference.plain
    return isinstance(reference, kinds.Citation | kinds.NoteReference)
