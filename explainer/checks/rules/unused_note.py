"""Authors' notes that no text refers to."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.references.kinds import NoteReference
from explainer.model.pages.page import Page
from explainer.model.pages.texts import texts


def _find(subject: Subject) -> Iterator[Finding]:
    for page in subject.site.pages.values():
        named = _named(page) if page.body.notes else set()
        for note in page.body.notes:
            if (name := note.name) not in named:
                message = f"nothing refers to the note [^{name}]"
                hint = f"Write [^{name}] where it belongs, or delete the note: it is not shown."
                path = page.source.path
                yield Finding(path, note.offset, message, hint, len(name), page.waived)


def _named(page: Page) -> set[str]:
    references = (reference for text in texts(page) for reference in text.references)
    return {each.name for each in references if isinstance(each, NoteReference)}


RULE = Rule("unused-note", "an author's note that no text refers to", _find)
