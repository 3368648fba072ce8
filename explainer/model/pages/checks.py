"""Check what the file of a page shows by itself: its name, its ids, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.addresses import LANGUAGE_CODES, RESERVED_NAMES, unportable
from explainer.diagnostics import closest, did_you_mean
from explainer.documents.data.nodes import Mapping
from explainer.documents.markdown.parsed_text import Body, FigureReference
from explainer.documents.references.kinds import NoteReference
from explainer.model.pages.page import PAGE_ID_PREFIXES, PAGE_IDS, Page
from explainer.model.pages.records import ExplainerRecord, PlainPageRecord
from explainer.model.shared.reading import Named, Reader

_OF_HEADINGS = frozenset({"attribute", "heading", "heading-id", "reserved-id", "duplicate-id"})
_COMPARISON = ("checked", "researched")
_LIKE_QUESTION = re.compile(
    r"^(?:#{3,6}[ \t].*[^\s#]|\*\*[^*\n]+\*\*(?=[ \t]*\r?$)|(?:Q|\d+)[.:)].*\?)", re.MULTILINE
)
"""A line that is meant as one: a lower heading, all in bold, with a number."""
_ADDRESS = re.compile(r"[a-z0-9-]+")
_NAME = "lower-case letters, digits and hyphens"


def check_page(
    reader: Reader,
    page: Page,
    body: Body,
    references: Iterable[object],
    record: PlainPageRecord | None,
) -> None:
    """Report contradictions within ``page``, which has this body, and these references in all its
    texts. ``reader`` holds the problems found so far."""
    _check_status(reader, page, record)
    if page.kind == "explainer":
        _check_comparison(reader)
        _check_changes(reader, page)
    _check_anchors(reader, page, body, references)
    _check_questions(reader, page)
    _check_notes(reader, body, references)
    if page.kind == "explainer" and page.status == "published":
        _check_answers(reader, page, body)


def name_problem(name: str, languages: Iterable[str]) -> tuple[str, str] | None:
    """The message and hint for a name that cannot be an address on a site in these languages, else
    None."""
    if not _ADDRESS.fullmatch(name):
        return f'"{name}" cannot be an address', f"Use {_NAME} only."
    if problem := unportable(name):
        return problem, "Choose another name."
    is_language = name in LANGUAGE_CODES or name in {code.casefold() for code in languages}
    if is_language or name in RESERVED_NAMES:
        kind = "a language" if is_language else "the site itself"
        return f'"{name}" is kept for {kind}', "Choose another name."
    return None


def _check_status(reader: Reader, page: Page, record: PlainPageRecord | None) -> None:
    status, reason = reader.scalar("status"), reader.key("reason")
    if page.status == "withdrawn" and not page.reason and status:
        hint = "Add reason: and a sentence for its readers."
        reader.report("withdrawn-without-reason", status, "a withdrawn page says why", hint)
    # A translation may be withdrawn by its original.
    is_original = record and not page.language
    if reason and reader.scalar("reason") and page.status != "withdrawn" and is_original:
        hint = "Add status: withdrawn, or delete it."
        reader.report("reason", reason, '"reason" is for a withdrawn page', hint)
    if page.translation and not page.language and (key := reader.key("translation")):
        hint = f"Delete it, or call the file {page.name}.de.md, with the code of its language."
        reader.report("translation", key, "this page translates no other", hint)


def _check_comparison(reader: Reader) -> None:
    """Report an explainer that says neither when it was checked nor when it was researched, and
    people who checked it on no day."""
    stated = {name for name in _COMPARISON if any(s.value.strip() for s in reader.scalars(name))}
    if "checked" in stated:
        return
    keys = [key for key, _ in reader.node.items] if isinstance(reader.node, Mapping) else []
    unknown = {key.value for key in keys}.difference(ExplainerRecord.__struct_fields__)
    if any(closest(name, _COMPARISON) for name in unknown):
        return  # reported with the key that was meant
    checkers = reader.key("checked_by")
    if checkers and reader.scalars("checked_by"):
        hint = "Add `checked:` with the day on which they compared the page with its sources."
        reader.report("missing-key", checkers, "`checked` is missing beside `checked_by`", hint)
    elif not stated:
        blank = reader.key("checked") or reader.key("researched")
        message = "`checked` or `researched` is missing"
        hint = (
            "Add `checked:` with the day on which somebody compared the page with its sources, "
            "or, where nobody has, `researched:` with the day of the research."
        )
        at = blank or (keys[0] if keys else reader.node.start)
        reader.report("missing-key", at, message, hint)


def _check_changes(reader: Reader, page: Page) -> None:
    """Report updates and corrections from before the page came out."""
    for change in page.changes:
        if page.published and change.day < page.published:
            message = f"this change is from before the page was published, on {page.published}"
            day = Named(str(change.day), change.offset)
            reader.report("date", day, message, "Mend this day, or the one under published:.")


def _check_anchors(reader: Reader, page: Page, body: Body, references: Iterable[object]) -> None:
    """Report ids that the page generates itself, and the later of two equal ones."""
    seen: set[str] = set()
    questions = [Named(q.id, q.offset) for q in body.questions if q.id]
    former = [old for old, _ in page.question_aliases]
    others = [Named(anchor.id, anchor.offset) for anchor in body.anchors]
    figures: set[str] = set()
    for each in references:
        if isinstance(each, FigureReference):
            if each.figure_id in figures:
                name = each.figure_id.removeprefix("figure-")
                message = f'two figures on this page have the id "{name}"'
                reader.report("duplicate-id", each.offset, message, "Give one of them another.")
            figures.add(each.figure_id)
    for named in [*questions, *former, *others]:
        if named.id in PAGE_IDS or named.id.startswith(PAGE_ID_PREFIXES):
            message = f'the id "{named.id}" is one that the page makes itself'
            reader.report("reserved-id", named, message, "Choose another, as in {#other-id}.")
        elif named.id in seen:
            message = f'the id "{named.id}" stands twice on this page'
            hint = "Give one of them another, as in {#other-id}."
            reader.report("duplicate-id", named, message, hint)
        seen.add(named.id)


def _check_questions(reader: Reader, page: Page) -> None:
    """Report questions that front matter names and the page does not have."""
    if any(problem.code in _OF_HEADINGS for problem in reader.problems):
        return  # The heading of the question may be invalid.
    known = {*page.question_ids}
    corrected = (correction.question for correction in page.corrections)
    for named in (*(new for _, new in page.question_aliases), *corrected):
        if named and named.id not in known:
            message = f'there is no question "{named.id}" on this page'
            hint = did_you_mean(named.id, known) or "Write the id of a question."
            reader.report("unknown-question", named, message, hint)


def _check_answers(reader: Reader, page: Page, body: Body) -> None:
    """Warn of a question without a sentence that answers it, and of a page without questions."""
    for question in body.questions:
        if not question.answer and question.heading:
            message = "nothing stands under this question"
            if question.body:
                message = "what stands under this question does not begin with a paragraph"
            hint = "Begin with the answer in one sentence: lists of questions quote it."
            reader.warn("no-answer", question.offset, message, hint)
    if body.questions or reader.failed:
        return
    text = page.source.text
    like = _LIKE_QUESTION.search(text, reader.node.end)
    offset, length = (like.start(), len(like[0])) if like else page.place_of("title")
    hint = "Each question is a line that begins with ## and a space; its answer stands below."
    reader.warn("no-question", offset, "this explainer has no question", hint, length)


def _check_notes(reader: Reader, body: Body, references: Iterable[object]) -> None:
    defined: set[str] = set()
    for note in body.notes:
        if note.name in defined:
            named, hint = Named(note.name, note.offset), "Give one of them another name."
            reader.report("duplicate-note", named, f"the note [^{named.id}] is defined twice", hint)
        defined.add(note.name)
    for reference in references:
        if isinstance(reference, NoteReference) and reference.name not in defined:
            named = Named(reference.name, reference.offset)
            hint = f"Write [^{named.id}]: and its text on a line of its own."
            hint = did_you_mean(named.id, defined) or hint
            reader.report("undefined-note", named, f"the note [^{named.id}] is not defined", hint)
