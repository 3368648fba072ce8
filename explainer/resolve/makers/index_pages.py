"""The indexes to the pages that people write: home, questions, corrections, entries with the pages
of people; and the pages for lost readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from explainer.model.entries.entry import EntryKind
from explainer.model.pages.page import Correction, Page, Update
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place
from explainer.resolve.makers.linked_pages import Linked, linked_page
from explainer.resolve.makers.page_frame import (
    change_entry,
    index_head,
    lettered,
    link_entries,
    make_head,
    page_title,
    policies,
)
from explainer.resolve.published import pages
from explainer.resolve.published.ledger_pages import CorrectionsPage
from explainer.resolve.published.pages import RedirectPage
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import ENTRY_INDEXES

NEWEST = 60
"""The number of explainers that the home page shows at most."""
MOST_NAMED = 2000
"""The number that the page of questions names at most, where it is divided by letters."""
_MOST_LINKS = 500
_NEWEST = 8


def home_page(library: Library, explainers: Sequence[Linked], source_count: int) -> pages.HomePage:
    """``source_count`` is the number of sources that the site relies on."""
    settings = library.site.settings
    description = settings.in_language("description", library.language)
    head = make_head(
        library, "", settings.in_language("title", library.language), description=description
    )
    return pages.HomePage(
        head=head,
        explainers=tuple(page.card for page in explainers[:NEWEST]),
        explainer_count=len(explainers),
        source_count=source_count,
        question_count=sum(len(page.questions) for page in explainers),
        featured=tuple(_featured(library, explainers)),
    )


def _featured(library: Library, explainers: Sequence[Linked]) -> Iterator[pages.QuestionEntry]:
    """The questions that the settings name, if they are published in this language."""
    by_address = {page.address: page for page in explainers}
    for name, question_id, _ in library.site.settings.featured:
        page = by_address.get(library.address(f"{name}/"))
        for question in page.questions if page else ():
            if page and question.address == f"{page.address}#{question_id}":
                yield replace(question, explainer=page.link)


def question_pages(library: Library, explainers: Sequence[Linked]) -> Iterator[pages.QuestionsPage]:
    """All questions, also the explainers that have none if the home page does not show them; if
    they are many, on pages by the letters of the explainers' titles."""
    divided = library.site_map.divided.get(library.address("questions/"), ())
    if not divided:
        every = len(explainers) > NEWEST
        groups = tuple(page.card for page in explainers if page.questions or every)
        yield pages.QuestionsPage(index_head(library, "questions/"), groups)
        return
    by_address = {page.address: page for page in explainers}
    named = tuple(by_address[each].link for page in divided for each in page.entries)
    titles = {link.address: link.text for link in named}
    for listed, head, letters in lettered(library, "questions/", divided, titles):
        groups = tuple(by_address[each].card for each in listed)
        all_named = () if listed or len(named) > MOST_NAMED else named
        yield pages.QuestionsPage(head, groups, letters, all_named)


def entries_page(library: Library, kind: EntryKind) -> tuple[pages.EntriesPage, Linked] | None:
    """The glossary, the people or the places; None if the site has no such entries."""
    entries = [entry for entry in library.site.entries.values() if entry.kind == kind]
    if not entries:
        return None
    path = ENTRY_INDEXES[kind]
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    linker = PageLinker(library=library, page=library.index(path), explained=explained)
    shown = link_entries(linker, entries)
    page = pages.EntriesPage(index_head(library, path), kind, shown, linker.notes({}))
    return page, linked_page("entries", page, linker.uses)


def person_pages(
    library: Library, explainers: Sequence[Linked], linked: Sequence[Linked]
) -> Iterator[pages.PersonPage]:
    crumb = library.index("people/")
    wrote, checked, named = (defaultdict[str, list[Link]](list) for _ in range(3))
    for page in explainers:
        for found, people in ((wrote, page.authors), (checked, page.checked_by)):
            for address in set(people):
                found[address].append(page.link)
    for each in linked:
        for kind, person in each.names:
            if kind == "person":
                named[person].append(each.link)
    for entry in library.site.entries.values():
        if entry.kind == "person":
            path = f"people/{entry.id}/"
            address = library.address(path)
            name = entry.name_in(library.language)
            linker = PageLinker(library=library, page=Link(name, address))
            (shown,) = link_entries(linker, [entry])
            yield pages.PersonPage(
                head=make_head(library, path, name, description=shown.role, breadcrumb=(crumb,)),
                entry=shown,
                wrote=_bounded(library, wrote[address]),
                checked=_bounded(library, checked[address]),
                named_in=_bounded(library, named[entry.id]),
                notes=linker.notes({}),
            )


def _bounded(library: Library, links: Sequence[Link]) -> tuple[Link, ...]:
    """The first of many links, and one to the list of all explainers."""
    every = Link(library.catalogue.gettext("All explainers"), library.address("questions/"))
    return tuple(links) if len(links) <= _MOST_LINKS else (*links[:_MOST_LINKS], every)


def corrections_page(library: Library, pages: Sequence[Page]) -> CorrectionsPage:
    """Corrections and updates of all pages, newest first; those of one day are sorted by page."""
    here = library.index("corrections/")
    linker = PageLinker(library=library, page=here, author_notes=False)
    changes: list[tuple[Correction | Update, Page]] = []
    for page in sorted(pages, key=lambda page: page.name):
        changes += [(correction, page) for correction in page.corrections]
        changes += [(update, page) for update in page.updates]
    changes.sort(key=lambda each: each[0].day, reverse=True)
    entries = tuple(
        change_entry(linker, page, change, Place(here, page.source.path))
        for change, page in changes
    )
    return CorrectionsPage(
        index_head(library, "corrections/"),
        entries,
        next((page for role, page in policies(library) if role == "corrections"), None),
        linker.notes({}),
    )


def redirects(library: Library, page: Page) -> Iterator[RedirectPage]:
    """The redirects at a page's former addresses."""
    title = page_title(library, page)
    target = library.address(f"{page.name}/")
    for alias in page.aliases:
        head = make_head(library, f"{alias.id}/", title, languages=())
        canonical = f"{library.site.settings.url}{target}" if head.canonical else ""
        yield RedirectPage(replace(head, canonical=canonical), target)


def not_found_page(library: Library, explainers: Sequence[Linked]) -> pages.NotFoundPage:
    links = tuple(page.link for page in explainers[:_NEWEST])
    return pages.NotFoundPage(
        make_head(library, "404.html", library.catalogue.gettext("Page not found"), languages=()),
        links,
    )
