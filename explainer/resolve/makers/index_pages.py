"""The home page, the lists of questions, sources and entries, and the pages of what they list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from explainer.model.entries.entry import Entry, EntryKind
from explainer.model.pages.page import Page
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.linking.source_views import sort_key
from explainer.resolve.linking.uses import Use
from explainer.resolve.makers.fact_supports import supports
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import link_entries, make_head
from explainer.resolve.published import pages
from explainer.resolve.published.parts import Link, SourceView
from explainer.resolve.published.sections import Question, SourceUse


class LinkedPages(Struct, frozen=True):
    """The linked pages of one language, from which indexes are made. ``explainers`` are newest
    first; ``uses`` are citations by the key of the source."""

    explainers: tuple[pages.ExplainerPage, ...]
    linked: tuple[Linked, ...]
    uses: Mapping[str, tuple[Use, ...]]


def gather_linked_pages(
    linked: Sequence[Linked], documents: Sequence[Page], uses: Iterable[Use]
) -> LinkedPages:
    """``documents`` are those of ``linked``, in the same order; ``uses`` are all citations."""
    found = [
        (page, each.page)
        for each, page in zip(linked, documents, strict=True)
        if isinstance(each.page, pages.ExplainerPage)
    ]
    found.sort(key=lambda pair: pair[0].name)
    found.sort(key=lambda pair: pair[0].published, reverse=True)  # type: ignore[arg-type, return-value]
    by_source: dict[str, list[Use]] = {}
    for use in uses:
        by_source.setdefault(use.source, []).append(use)
    return LinkedPages(
        tuple(page for _, page in found),
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
    by_address = {page.head.address: page for page in linked.explainers}
    for name, question_id, _ in library.site.settings.featured:
        page = by_address.get(library.address(f"{name}/"))
        for question in page.questions if page else ():
            if page and question.id == question_id:
                yield _entry(page, question, _link(page))


def _link(page: pages.Page) -> Link:
    return Link(page.head.title, page.head.address)


def _entry(
    page: pages.ExplainerPage, question: Question, explainer: Link | None = None
) -> pages.QuestionEntry:
    address = f"{page.head.address}#{question.id}"
    return pages.QuestionEntry(question.text, address, plain_text(question.answer), explainer)


def _card(page: pages.ExplainerPage) -> pages.ExplainerCard:
    assert page.published
    questions = tuple(Link(q.text, f"{page.head.address}#{q.id}") for q in page.questions)
    summary = plain_text(page.standfirst) or plain_text(page.short_answer)
    return pages.ExplainerCard(
        title=page.head.title,
        address=page.head.address,
        standfirst=summary,
        published=page.published,
        checked=page.checked,
        researched=page.researched,
        questions=questions,
        draft=page.head.draft,
    )


def questions_page(library: Library, linked: LinkedPages) -> pages.QuestionsPage:
    groups = tuple(
        pages.QuestionGroup(
            _link(page),
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
    ordered = sorted(
        library.site.sources.values(), key=lambda source: (sort_key(source), source.key)
    )
    entries = tuple(
        pages.SourceListEntry(
            library.views[source.key],
            len({use.place for use in linked.uses.get(source.key, ())}),
            _initial(sort_key(source)[0]),
        )
        for source in ordered
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


def source_pages(library: Library, linked: LinkedPages) -> Iterator[pages.SourcePage]:
    site = library.site
    copies: dict[str, list[Link]] = {}
    for key, source in site.sources.items():
        if source.copy_of:
            copies.setdefault(source.copy_of, []).append(
                Link(library.views[key].title, library.views[key].address)
            )
    facts = supports(library)
    crumb = Link(library.catalogue.gettext("Sources"), library.address("sources/"))
    prefix = library.address("")
    for key, view in library.views.items():
        head = make_head(
            library,
            view.address.removeprefix(prefix),
            view.title,
            description=_described(view),
            breadcrumb=(crumb,),
        )
        yield pages.SourcePage(
            head,
            view,
            tuple(_source_uses(linked.uses.get(key, ()))),
            tuple(copies.get(key, ())),
            tuple(facts.get(key, ())),
        )


def _described(source: SourceView) -> str:
    """The kind, publisher and date of a source: "Transcript. Kremlin, 10 January 2022"."""
    day = source.issued.text if source.issued else ""
    published = ", ".join(filter(None, (source.container or source.publisher, day)))
    return f"{source.kind}. {published}" if published else source.kind


def _source_uses(uses: Sequence[Use]) -> Iterator[SourceUse]:
    """One entry for each place, with all locators used there."""
    places: dict[tuple[Link, Link], dict[str, None]] = {}
    for use in uses:
        found = places.setdefault((use.page, use.place), {})
        if use.locator:
            found[use.locator] = None
    for (page, place), found in places.items():
        yield SourceUse(page, place, tuple(found))


def entries_page(library: Library, kind: EntryKind) -> Linked | None:
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
    return Linked(page, tuple(linker.uses), tuple(linker.fact_uses))


def person_pages(library: Library, linked: LinkedPages) -> Iterator[pages.PersonPage]:
    crumb = library.entry_index("person")
    for entry in library.site.entries.values():
        if entry.kind == "person":
            yield _person_page(library, linked, entry, crumb)


def _person_page(
    library: Library, linked: LinkedPages, entry: Entry, crumb: Link
) -> pages.PersonPage:
    path = f"people/{entry.id}/"
    address = library.address(path)
    name = entry.name_in(library.language)
    linker = PageLinker(library=library, page=Link(name, address))
    (shown,) = link_entries(linker, [entry])

    def pages_by(role: Literal["authors", "checked_by"]) -> tuple[Link, ...]:
        found = linked.explainers
        return tuple(_link(p) for p in found if address in {n.address for n in getattr(p, role)})

    named = [_link(each.page) for each in linked.linked if (entry.kind, entry.id) in each.names]
    head = make_head(library, path, name, description=shown.role, breadcrumb=(crumb,))
    return pages.PersonPage(
        head=head,
        entry=shown,
        wrote=pages_by("authors"),
        checked=pages_by("checked_by"),
        named_in=tuple(named),
        notes=linker.notes({}),
    )


def not_found_page(library: Library, linked: LinkedPages) -> pages.NotFoundPage:
    links = tuple(_link(page) for page in linked.explainers)
    return pages.NotFoundPage(
        make_head(library, "404.html", library.catalogue.gettext("Page not found"), languages=()),
        links,
    )
