"""What a page's file alone can tell: its name, its ids, its notes."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.addresses import LANGUAGE_CODES, RESERVED_NAMES
from explainer.diagnostics import did_you_mean
from explainer.documents.data.nodes import key_offset
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.documents.references.kinds import NoteReference
from explainer.model.pages.page import (
    PAGE_ID_PREFIXES,
    PAGE_IDS,
    Page,
)
from explainer.model.pages.reading import PageReader
from explainer.model.pages.records import PlainPageRecord

_OF_HEADINGS = frozenset({"attribute", "heading", "heading-id", "reserved-id", "duplicate-id"})
_NAME = "lower-case letters, digits and hyphens"


def check_page(reader: PageReader, page: Page, record: PlainPageRecord | None) -> None:
    _check_front_matter(reader, page, record)
    _check_anchors(reader, page)
    _check_notes(reader, page)


def name_problem(name: str, languages: Iterable[str]) -> tuple[str, str] | None:
    """What is wrong with a page's name on a site in these languages, and what to do; nothing
    where it can be an address."""
    if not name or not all("a" <= c <= "z" or "0" <= c <= "9" or c == "-" for c in name):
        return f'"{name}" cannot be an address', f"Use {_NAME} only."
    is_language = name in LANGUAGE_CODES or name in {code.casefold() for code in languages}
    if is_language or name in RESERVED_NAMES:
        kind = "a language" if is_language else "the site itself"
        return f'"{name}" is kept for {kind}', "Choose another name."
    return None


def _check_front_matter(reader: PageReader, page: Page, record: PlainPageRecord | None) -> None:
    status, reason = reader.scalar("status"), reader.scalar("reason")
    if page.status == "withdrawn" and not page.reason and status:
        reader.report(
            "withdrawn-without-reason",
            status.start,
            "a withdrawn page says why",
            "Add reason: and a sentence for its readers.",
            len(status.value),
        )
    if reason and page.status != "withdrawn" and record:
        reader.report(
            "reason",
            key_offset(reader.node, ["reason"]),
            '"reason" is for a withdrawn page',
            "Add status: withdrawn, or delete it.",
            len("reason"),
        )


def _check_anchors(reader: PageReader, page: Page) -> None:
    """Two ids alike, and those that the page makes itself; the later of two is reported."""
    seen: set[str] = set()
    questions = [(q.id, q.offset) for q in page.body.questions if q.id]
    former = [(old.id, old.offset) for old, _ in page.question_aliases]
    others = [(anchor.id, anchor.offset) for anchor in page.body.anchors]
    for identifier, offset in [*questions, *former, *others]:
        if identifier in PAGE_IDS or identifier.startswith(PAGE_ID_PREFIXES):
            reader.report(
                "reserved-id",
                offset,
                f'the id "{identifier}" is one that the page makes itself',
                "Choose another, as in {#other-id}.",
                len(identifier),
            )
        elif identifier in seen:
            reader.report(
                "duplicate-id",
                offset,
                f'the id "{identifier}" stands twice on this page',
                "Give one of them another, as in {#other-id}.",
                len(identifier),
            )
        seen.add(identifier)
    if any(problem.code in _OF_HEADINGS for problem in reader.diagnostics):
        return  # what names a question may name one of those
    known = {q.id for q in page.body.questions}
    for _, new in page.question_aliases:
        if new.id not in known:
            reader.report(
                "unknown-question",
                new.offset,
                f'there is no question "{new.id}" on this page',
                did_you_mean(new.id, known) or "Write the id of a question.",
                len(new.id),
            )
    for correction in page.corrections:
        if correction.question and correction.question.id not in known:
            named = correction.question
            reader.report(
                "unknown-question",
                named.offset,
                f'there is no question "{named.id}" on this page',
                did_you_mean(named.id, known) or "Write the id of a question.",
                len(named.id),
            )


def _check_notes(reader: PageReader, page: Page) -> None:
    defined: set[str] = set()
    for note in page.body.notes:
        if note.name in defined:
            reader.report(
                "duplicate-note",
                note.offset,
                f"the note [^{note.name}] is defined twice",
                "Give one of them another name.",
                len(note.name),
            )
        defined.add(note.name)
    for text in texts(page):
        for reference in text.references:
            if isinstance(reference, NoteReference) and reference.name not in defined:
                hint = (
                    did_you_mean(reference.name, defined)
                    or f"Write [^{reference.name}]: and its text on a line of its own."
                )
                reader.report(
                    "undefined-note",
                    reference.offset,
                    f"the note [^{reference.name}] is not defined",
                    hint,
                    len(reference.name),
                )


def texts(page: Page) -> Iterable[ParsedText]:
    """Every text of the page, but for those in its figures."""
    yield from (page.title, page.standfirst, page.short_answer, page.method, *page.unknowns)
    yield from (update.text for update in page.updates)
    for correction in page.corrections:
        yield from (correction.was, correction.now)
    yield page.body.introduction
    for question in page.body.questions:
        yield from (question.heading, question.answer, question.body)
    yield from (note.text for note in page.body.notes)
