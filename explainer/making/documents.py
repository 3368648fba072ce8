"""Check and make the pages of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from explainer.diagnostics import Diagnostic
from explainer.making.files import DueWork
from explainer.making.work import Work
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.site import check_page
from explainer.resolve.lookups import recording, together
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.resolved_site import Shelf

_AT_ONCE = 16
"""So many pages are made before the editor sees the one that changed."""


def document_work(shelves: Sequence[Shelf]) -> list[Work]:
    """The page of each document."""
    return [
        Work(job, document)
        for shelf in shelves
        for job, document in zip(shelf.jobs(), shelf.documents, strict=True)
    ]


def check_documents(
    shelf: Shelf, due: Sequence[DueWork]
) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """What was looked up to check each document, by the path of its page, and what is wrong."""
    asked: set[str] = set()
    seen = recording(shelf.library, asked)
    checking = Checking(site=seen.site, ledger=seen.ledger, site_map=seen.site_map)
    looked_up: dict[str, str] = {}
    for each in due:
        assert each.work.document, "the work of a document comes with it"
        asked.clear()
        check_page(checking, each.work.document)
        looked_up[each.path] = together(asked)
    return looked_up, checking.diagnostics


def urgent(
    due: Sequence[DueWork], before: Mapping[str, Linked], looked_at: Set[str]
) -> list[DueWork]:
    """Of many pages, those that somebody looks at, and those of which no build kept anything;
    ``before`` is what it kept, by their addresses."""
    if len(due) <= _AT_ONCE:
        return list(due)
    return [
        each
        for each in due
        if each.path in looked_at or getattr(each.work.job, "address", "") not in before
    ]
