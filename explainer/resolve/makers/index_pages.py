"""The lists of sources and entries, the pages of what they list, and that for lost readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from explainer.languages.words import initial
from explainer.model.entries.entry import EntryKind
from explainer.model.pages.page import Page
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.source_views import sort_key
from explainer.resolve.linking.uses import Use
from explainer.resolve.makers.letter_lists import letter_links, lettered
from explainer.resolve.makers.linked_pages import Linked, linked_page
from explainer.resolve.makers.page_frame import link_entries, make_head
from explainer.resolve.published import pages
from explainer.resolve.published.ledger_pages import FactSupport
from explainer.resolve.published.parts import Link, SourceView
from explainer.resolve.published.sections import SourceUse
from explainer.resolve.references.letter_pages import letter_pages

_MOST_LINKS = 500
_NEWEST = 8


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


def sources_pages(library: Library, linked: LinkedPages) -> Iterator[pages.SourcesPage]:
    """The list of sources; if they are many, also a page for those under each letter."""
    keys = {library.views[key].address: sort_key(s) for key, s in library.site.sources.items()}
    entries = {
        view.address: pages.SourceListEntry(
            view,
            len({use.place for use in linked.uses.get(view.key, ())}),
            initial(keys[view.address][0]),
        )
        for view in sorted(library.views.values(), key=lambda view: keys[view.address])
    }
    gettext, address = library.catalogue.gettext, library.address("sources/")
    described = gettext(
        "Every source on record, with who published it and when, and how often we cite it."
    )
    head = make_head(library, "sources/", gettext("Sources"), description=described)
    # Below a name of its own, for the pages of sources may have that of any letter.
    weighed = ((" ".join(keys[each]), each, 1) for each in entries)
    divided = tuple(letter_pages(f"{address}letters/", weighed))
    if not divided:
        yield pages.SourcesPage(head, tuple(entries.values()))
        return
    yield pages.SourcesPage(head, (), pages.Letters(letter_links(divided)))
    for page, own, letters in lettered(library, Link(head.title, address), divided):
        yield pages.SourcesPage(own, tuple(entries[each] for each in page.entries), letters)


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
                wrote=_bounded(library, wrote[address]),
                checked=_bounded(library, checked[address]),
                named_in=_bounded(library, named[entry.id]),
                notes=linker.notes({}),
            )


def _bounded(library: Library, links: Sequence[Link]) -> tuple[Link, ...]:
    """The first of many links, and one to the list of all explainers."""
    every = Link(library.catalogue.gettext("All explainers"), library.address("questions/"))
    return tuple(links) if len(links) <= _MOST_LINKS else (*links[:_MOST_LINKS], every)


def not_found_page(library: Library, linked: LinkedPages) -> pages.NotFoundPage:
    links = tuple(page.link for page in linked.explainers[:_NEWEST])
    return pages.NotFoundPage(
        make_head(library, "404.html", library.catalogue.gettext("Page not found"), languages=()),
        links,
    )
