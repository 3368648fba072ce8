"""The home page, the lists of questions, sources and entries, and the pages of what they list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from explainer.model.entries.entry import EntryKind
from explainer.model.pages.page import Page
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.source_views import sort_key
from explainer.resolve.linking.uses import Use
from explainer.resolve.makers.linked_pages import Answer, Linked, linked_page
from explainer.resolve.makers.page_frame import link_entries, make_head
from explainer.resolve.published import pages
from explainer.resolve.published.ledger_pages import FactSupport
from explainer.resolve.published.parts import Link, SourceView
from explainer.resolve.published.sections import SourceUse


class LinkedPages(Struct, frozen=True):
    """The linked pages of one language, from which indexes are made. ``explainers`` are newest
    first; ``uses`` are citations by the key of the source."""

    explainers: tuple[Linked, ...]
    linked: tuple[Linked, ...]
    uses: Mapping[str, tuple[Use, ...]]


def gather_linked_pages(
    linked: Sequence[Linked], documents: Sequence[Page], uses: Iterable[Use]
) -> LinkedPages:
    """``documents`` are those of ``linked``, in the same order; ``uses`` are all citations."""
    pairs = zip(linked, documents, strict=True)
    found = [(each, page) for each, page in pairs if each.kind == "explainer"]
    found.sort(key=lambda pair: pair[1].name)
    found.sort(key=lambda pair: pair[1].published or date.min, reverse=True)
    by_source: dict[str, list[Use]] = {}
    for use in uses:
        by_source.setdefault(use.source, []).append(use)
    return LinkedPages(
        tuple(each for each, _ in found),
        tuple(linked),
        {key: tuple(each) for key, each in by_source.items()},
    )


def home_page(library: Library, linked: LinkedPages) -> pages.HomePage:
    settings = library.site.settings
    description = settings.description_in(library.language)
    head = make_head(library, "", settings.title_in(library.language), description=description)
    questions = sum(len(page.questions) for page in linked.explainers)
    return pages.HomePage(
        head,
        description,
        tuple(_card(page) for page in linked.explainers),
        len(library.site.sources),
        questions,
        tuple(_featured(library, linked)),
    )


def _featured(library: Library, linked: LinkedPages) -> Iterator[pages.QuestionEntry]:
    """The questions that the settings name, if they are published in this language."""
    by_address = {page.address: page for page in linked.explainers}
    for name, question_id, _ in library.site.settings.featured:
        page = by_address.get(library.address(f"{name}/"))
        for question in page.questions if page else ():
            if page and question.id == question_id:
                yield _entry(page, question, page.link)


def _entry(page: Linked, question: Answer, explainer: Link | None = None) -> pages.QuestionEntry:
    address = f"{page.address}#{question.id}"
    return pages.QuestionEntry(question.text, address, question.answer, explainer)


def _card(page: Linked) -> pages.ExplainerCard:
    assert page.published
    return pages.ExplainerCard(
        title=page.title,
        address=page.address,
        standfirst=page.standfirst or page.short_answer,
        published=page.published,
        checked=page.checked,
        researched=page.researched,
        questions=tuple(Link(q.text, f"{page.address}#{q.id}") for q in page.questions),
        draft=page.draft,
    )


def questions_page(library: Library, linked: LinkedPages) -> pages.QuestionsPage:
    groups = tuple(
        pages.QuestionGroup(
            page.link,
            tuple(_entry(page, question) for question in page.questions),
        )
        for page in linked.explainers
        if page.questions
    )
    gettext = library.catalogue.gettext
    described = gettext("Every question that this site answers, with the answer in one sentence.")
    return pages.QuestionsPage(
        make_head(library, "questions/", gettext("Questions"), description=described), groups
    )


def sources_page(library: Library, linked: LinkedPages) -> pages.SourcesPage:
    ordered = sorted((sort_key(source), key) for key, source in library.site.sources.items())
    entries = tuple(
        pages.SourceListEntry(
            library.views[key],
            len({use.place for use in linked.uses.get(key, ())}),
            _initial(words[0]),
        )
        for words, key in ordered
    )
    gettext = library.catalogue.gettext
    described = gettext(
        "Every source on record, with who published it and when, and how often we cite it."
    )
    return pages.SourcesPage(
        make_head(library, "sources/", gettext("Sources"), description=described), entries
    )


def _initial(words: str) -> str:
    return "0–9" if words[:1].isdigit() else words[:1].upper()


def copies_of(library: Library) -> Mapping[str, tuple[Link, ...]]:
    """The sources that repeat each source, by its key."""
    copies: dict[str, list[Link]] = {}
    for key, source in library.site.sources.items():
        if source.copy_of:
            view = library.views[key]
            copies.setdefault(source.copy_of, []).append(Link(view.title, view.address))
    return {key: tuple(found) for key, found in copies.items()}


def source_page(
    library: Library,
    key: str,
    uses: tuple[SourceUse, ...],
    copies: tuple[Link, ...],
    supported: tuple[FactSupport, ...],
) -> pages.SourcePage:
    """The page of a source: where it is cited, what repeats it, what it is evidence for."""
    view = library.views[key]
    crumb = Link(library.catalogue.gettext("Sources"), library.address("sources/"))
    head = make_head(
        library,
        view.address.removeprefix(library.address("")),
        view.title,
        description=_described(view),
        breadcrumb=(crumb,),
    )
    return pages.SourcePage(head, view, uses, copies, supported)


def _described(source: SourceView) -> str:
    """The kind, publisher and date of a source: "Transcript. Kremlin, 10 January 2022"."""
    day = source.issued.text if source.issued else ""
    published = ", ".join(filter(None, (source.container or source.publisher, day)))
    return f"{source.kind}. {published}" if published else source.kind


def source_uses(uses: Sequence[Use]) -> Iterator[SourceUse]:
    """One entry for each place, with all locators used there."""
    places: dict[tuple[Link, Link], dict[str, None]] = {}
    for use in uses:
        found = places.setdefault((use.page, use.place), {})
        if use.locator:
            found[use.locator] = None
    for (page, place), found in places.items():
        yield SourceUse(page, place, tuple(found))


def entries_page(library: Library, kind: EntryKind) -> tuple[pages.EntriesPage, Linked] | None:
    """The glossary, the people or the places; None if the site has no such entries."""
    entries = [entry for entry in library.site.entries.values() if entry.kind == kind]
    if not entries:
        return None
    index = library.entry_index(kind)
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    linker = PageLinker(library=library, page=index, explained=explained)
    shown = link_entries(linker, entries)
    gettext = library.catalogue.gettext
    described = {
        "term": gettext("The terms that this site uses, each explained in a few words."),
        "person": gettext("The people and organizations that this site names."),
        "place": gettext("The places that this site names."),
    }[kind]
    path = index.address.removeprefix(library.address(""))
    head = make_head(library, path, index.text, description=described)
    page = pages.EntriesPage(head, kind, shown, linker.notes({}))
    return page, linked_page(page, linker.uses, linker.fact_uses)


def person_pages(library: Library, linked: LinkedPages) -> Iterator[pages.PersonPage]:
    crumb = library.entry_index("person")
    wrote, checked, named = (defaultdict[str, list[Link]](list) for _ in range(3))
    for page in linked.explainers:
        for found, people in ((wrote, page.authors), (checked, page.checked_by)):
            for address in set(people):
                found[address].append(page.link)
    for each in linked.linked:
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
                wrote=tuple(wrote[address]),
                checked=tuple(checked[address]),
                named_in=tuple(named[entry.id]),
                notes=linker.notes({}),
            )


def not_found_page(library: Library, linked: LinkedPages) -> pages.NotFoundPage:
    links = tuple(page.link for page in linked.explainers)
    return pages.NotFoundPage(
        make_head(library, "404.html", library.catalogue.gettext("Page not found"), languages=()),
        links,
    )
