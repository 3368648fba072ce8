"""The list of all corrections and updates."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.model.pages.page import Correction, Page, Update
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.uses import Place
from explainer.resolve.linking.wording import date_day
from explainer.resolve.makers.page_frame import make_head, page_title
from explainer.resolve.published.ledger_pages import ChangeEntry, CorrectionsPage
from explainer.resolve.published.parts import Link


def corrections_page(library: Library, pages: Sequence[Page]) -> CorrectionsPage:
    """Corrections and updates of all pages, newest first; those of one day are sorted by page."""
    gettext = library.catalogue.gettext
    title = gettext("Corrections and changes")
    here = Link(title, library.address("corrections/"))
    linker = PageLinker(library=library, page=here, author_notes=False)
    changes: list[tuple[Correction | Update, Page]] = []
    for page in sorted(pages, key=lambda page: page.name):
        changes += [(correction, page) for correction in page.corrections]
        changes += [(update, page) for update in page.updates]
    changes.sort(key=lambda each: each[0].day, reverse=True)
    entries = tuple(_change(linker, page, change) for change, page in changes)
    described = gettext(
        "What was wrong on a page of this site stays listed here, with what is right."
    )
    return CorrectionsPage(
        make_head(library, "corrections/", title, description=described),
        entries,
        _policy(library),
        linker.notes({}),
    )


def _policy(library: Library) -> Link | None:
    for role, name, _ in library.site.settings.policies:
        if role == "corrections" and (page := library.site.version(name, library.language)):
            return Link(page_title(library, page), library.page_address(page))
    return None


def _change(linker: PageLinker, page: Page, change: Correction | Update) -> ChangeEntry:
    library = linker.library
    at = Place(linker.page, page.source.path)
    link = Link(page_title(library, page), library.address(f"{page.name}/"))
    shown = date_day(change.day, library.language)
    if isinstance(change, Update):
        return ChangeEntry(link, shown, linker.fragment(change.text, at))
    was, now = linker.fragment(change.was, at), linker.fragment(change.now, at)
    asked = None
    # a withdrawn page shows no questions
    if change.question and change.question.id in page.question_ids and page.status != "withdrawn":
        heading = next(q.heading for q in page.body.questions if q.id == change.question.id)
        text = text_in_words(library, heading, page.source.path)
        asked = Link(text, f"{link.address}#{change.question.id}")
    return ChangeEntry(link, shown, now, was, True, asked)
