"""Check what is on record of changes, and names of pages with their questions."""

from __future__ import annotations

from explainer.model.shared.reading import Named
from explainer.model.site.changes import CHANGES
from explainer.resolve.checking.references import (
    Checking,
    check_key,
)

NAME_ITS_FILE = "Write the name of its file without .md."
_GONE = "If it is gone, add a change that says so: `page:`, and its title in `from:`."


def check_changes(checking: Checking) -> None:
    """Report facts, pages, questions and sources in changes that the site neither has nor is said
    to have had: what is gone, a change says so, and it may stand in others."""
    site = checking.site
    gone = {(each.kind, each.subject.id) for each in site.changes if each.gone}
    for page in site.pages.values():
        gone |= {("question", f"{page.name}#{old.id}") for old, _ in page.question_aliases}
    lost = {named.id for each in site.changes for named in each.lost}
    lost |= {name for kind, name in gone if kind == "fact"}
    dropped = {named.id for each in site.changes for named in each.dropped}
    for change in site.changes:
        facts = [change.subject, *change.facts] if change.kind == "fact" else change.facts
        for named in facts:
            if named.id not in lost and named.id not in site.facts:
                _check_changed_fact(checking, named)
        if change.page and not {("page", change.page), (change.kind, change.subject.id)} & gone:
            offset = change.subject.offset
            check_asked(checking, CHANGES, change.page, change.question, offset, _GONE)
        for named in change.sources:
            if named.id not in dropped:
                check_key(checking, CHANGES, named.id, named.offset)


def _check_changed_fact(checking: Checking, named: Named) -> None:
    if not checking.site.incomplete.facts.may_hold(named.id):
        hint = checking.guess(named.id, checking.site.facts)
        hint = hint or "If it is gone, add a change that says so: with `from:` alone."
        checking.report_missing(CHANGES, "unknown-fact", named.offset, named.id, hint)


def check_asked(
    checking: Checking, path: str, name: str, question: str, offset: int, cure: str = NAME_ITS_FILE
) -> None:
    """Report a page that the site does not have, be it held back, or a ``question`` that is not
    on it; it may be empty. The ``cure`` is for a page whose name is like none."""
    site = checking.site
    pages = {**site.held_back, **site.pages}
    page = pages.get((name, site.default))
    known = page.question_ids if page else ()
    if site.incomplete.may_hold(name):
        return
    if page is None:
        hint = checking.guess(name, (name for name, _ in pages)) or cure
        checking.report_missing(path, "unknown-page", offset, name, hint)
    elif question and question not in (*known, *(old.id for old, _ in page.question_aliases)):
        hint = checking.guess(question, known) or "Write the id of a question."
        message = f'there is no question "{question}" in "{name}"'
        place = offset + len(name) + 1
        checking.report(path, "unknown-question", place, message, hint, len(question))
