"""The list of sources, and the pages of what it lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from msgspec import Struct

from explainer.languages.words import initial
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.source_views import sort_key
from explainer.resolve.makers.claim_views import supports
from explainer.resolve.makers.linked_pages import Uses
from explainer.resolve.makers.page_frame import index_head, letter_pages, lettered, make_head
from explainer.resolve.published import source_pages
from explainer.resolve.published.parts import Link
from explainer.resolve.published.source_pages import FactSupport, SourceUse, SourceView


class SourceJob(Struct, frozen=True, tag=True, kw_only=True):
    """The page of a source. ``uses`` is where pages cite it, ``copies`` are the sources that repeat
    it, ``supported`` are the claims that it is evidence for; ``unused`` says that nothing
    published rests on it."""

    language: str
    address: str
    key: str
    uses: tuple[SourceUse, ...]
    copies: tuple[Link, ...]
    supported: tuple[FactSupport, ...]
    unused: bool


def source_jobs(library: Library, uses: Uses, relied_on: Set[str]) -> Iterator[SourceJob]:
    """The page of each source. ``uses`` are all citations, by the key of the source; ``relied_on``
    are the keys of the sources that something published rests on."""
    copies, supported = defaultdict[str, list[Link]](list), supports(library)
    for key, source in library.site.sources.items():
        if source.copy_of:
            view = library.views[key]
            copies[source.copy_of].append(Link(view.title, view.address))
    for key, view in library.views.items():
        yield SourceJob(
            language=library.language,
            address=view.address,
            key=key,
            uses=uses.get(key, ()),
            copies=tuple(copies[key]),
            supported=supported.get(key, ()),
            unused=key not in relied_on,
        )


def source_page(library: Library, job: SourceJob) -> source_pages.SourcePage:
    view, crumbs = library.views[job.key], (library.index("sources/"),)
    path, about = view.address.removeprefix(library.address("")), described(view)
    head = make_head(
        library, path, view.title, description=about, breadcrumb=crumbs, unused=job.unused
    )
    return source_pages.SourcePage(head, view, job.uses, job.copies, job.supported)


def described(source: SourceView) -> str:
    """The kind, publisher and date of a source: "Report. Harbour Board, 3 March 2020"."""
    day = source.issued.text if source.issued else ""
    published = ", ".join(filter(None, (source.container or source.publisher, day)))
    return f"{source.kind}. {published}" if published else source.kind


def sources_pages(
    library: Library, uses: Uses, relied_on: Set[str]
) -> Iterator[source_pages.SourcesPage]:
    """The list of sources; if they are many, also a page for those under each letter. ``uses`` and
    ``relied_on`` are those of ``source_jobs``."""
    keys = {library.views[key].address: sort_key(s) for key, s in library.site.sources.items()}
    entries = {
        view.address: source_pages.SourceListEntry(
            view,
            len({use.place for use in uses.get(view.key, ())}),
            initial(keys[view.address][0]),
            view.key in relied_on,
        )
        for view in sorted(library.views.values(), key=lambda view: keys[view.address])
    }
    # Below a name of its own, for the pages of sources may have that of any letter.
    address = f"{library.address('sources/')}letters/"
    divided = tuple(letter_pages(address, ((" ".join(keys[each]), each, 1) for each in entries)))
    if not divided:
        head, every = index_head(library, "sources/"), tuple(entries.values())
        yield source_pages.SourcesPage(head, every, count=len(relied_on))
        return
    for listed, head, letters in lettered(library, "sources/", divided):
        shown = tuple(entries[each] for each in listed)
        yield source_pages.SourcesPage(head, shown, letters, len(relied_on))
