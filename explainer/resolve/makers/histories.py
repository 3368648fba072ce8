"""What changed: on one page, of one fact, on the whole site. Pages tell of corrections and updates,
``changes.yaml`` records the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from explainer.model.pages.page import Change, Correction, Page, Update
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place, published_by
from explainer.resolve.linking.wording import day
from explainer.resolve.makers.chrome import policies
from explainer.resolve.makers.page_frame import index_head, page_link, question_link
from explainer.resolve.published.list_pages import (
    ChangeEntry,
    ChangesPage,
    HistoryEntry,
    RecordedChange,
)
from explainer.resolve.published.parts import Link

_Told: TypeAlias = tuple[Change | SiteChange, Page | None]
"""A change with the page that tells of it, if one does."""
BySubject: TypeAlias = Mapping[tuple[bool, str], Sequence[tuple[int, SiteChange]]]
"""What ``by_subject`` returns: the keys say whether it is a fact, and its id."""


def by_subject(changes: Iterable[SiteChange]) -> BySubject:
    """The changes, numbered in their order, under the id of the fact or the name of the page that
    each is about."""
    found = defaultdict[tuple[bool, str], list[tuple[int, SiteChange]]](list)
    for number, each in enumerate(changes):
        found[each.kind == "fact", each.page or each.subject.id].append((number, each))
    return found


def bearing_on(page: Page, recorded: BySubject) -> tuple[SiteChange, ...]:
    """The recorded changes of a page, of its answers and of the facts that it states, in their
    order; that it came out is none."""
    if not recorded:
        return ()
    subjects = {(False, page.name), *((False, alias.id) for alias in page.aliases)}
    subjects |= {(True, fact) for rests in page.rests_on for fact in rests}
    found = dict(numbered for each in subjects for numbered in recorded.get(each, ()))
    changes = (found[number] for number in sorted(found))
    return tuple(each for each in changes if not (each.kind == "page" and each.is_new))


def page_history(
    linker: PageLinker, page: Page, recorded: Iterable[SiteChange], at: Place
) -> tuple[HistoryEntry, ...]:
    """The changes of a page and those on record that bear on it, newest first, each fact's with the
    questions whose answers state it."""
    answers = dict(zip(page.question_ids, page.rests_on[1:], strict=True))
    found: list[HistoryEntry] = []
    for change, told_by in _newest_first(((each, page) for each in page.changes), recorded):
        entry = _entry(linker, change, told_by, at)
        if isinstance(entry, RecordedChange) and isinstance(change, SiteChange):
            stating = (each for each, rests in answers.items() if change.subject.id in rests)
            entry = replace(entry, asked=tuple(stating))
        found.append(entry)
    return tuple(found)


def latest_changes(
    linker: PageLinker, pages: Iterable[Page], at: Place, most: int
) -> tuple[HistoryEntry, ...]:
    """The newest changes of all pages and on record, at ``most`` so many."""
    newest = _every_change(linker.library, pages)[:most]
    return tuple(_entry(linker, change, page, at) for change, page in newest)


def changes_pages(library: Library, pages: Sequence[Page]) -> Iterator[ChangesPage]:
    """The list of all changes, and that of the corrections among them."""
    every = _every_change(library, pages)
    for path, other in (("changes/", "corrections/"), ("corrections/", "changes/")):
        here, corrected = library.index(path), path == "corrections/"
        linker = PageLinker(library=library, page=here, marks="no author's")
        yield ChangesPage(
            head=index_head(library, path),
            changes=tuple(
                _entry(linker, change, page, Place(here, ""))
                for change, page in every
                if not corrected or isinstance(change, Correction)
            ),
            corrected=corrected,
            other=library.index(other),
            policy=dict(policies(library)).get("corrections"),
            notes=linker.notes({}),
        )


def _every_change(library: Library, pages: Iterable[Page]) -> list[_Told]:
    """The changes of all pages and on record, newest first; those of one day are sorted by page.
    Nothing is told of what is held back, and of a withdrawn page only what was wrong, and that it
    is gone."""
    site = library.site

    def is_told(change: SiteChange) -> bool:
        page = site.pages.get((change.page, site.default))
        if page and page.status == "withdrawn":
            return change.kind == "page" and change.gone
        return (change.page, site.default) not in site.held_back

    told = (
        (each, page)
        for page in sorted(pages, key=lambda page: page.name)
        for each in page.changes
        if page.status != "withdrawn" or isinstance(each, Correction)
    )
    return _newest_first(told, filter(is_told, site.changes))


def _newest_first(
    told: Iterable[tuple[Change, Page]], recorded: Iterable[SiteChange]
) -> list[_Told]:
    every: tuple[_Told, ...] = (*told, *((each, None) for each in recorded))
    return sorted(every, key=lambda each: each[0].day, reverse=True)


def _entry(
    linker: PageLinker, change: Change | SiteChange, page: Page | None, at: Place
) -> HistoryEntry:
    library = linker.library
    if isinstance(change, SiteChange):
        return recorded_change(library, change)
    assert page, "a page tells of its corrections and updates"
    at = at.written_in(page.source.path)
    link, shown = page_link(library, page), day(change.day, library.language)
    if isinstance(change, Update):
        return ChangeEntry(link, shown, linker.fragment(change.text, at))
    was, now = linker.fragment(change.was, at), linker.fragment(change.now, at)
    asked = _asked(library, page, change.question.id) if change.question else None
    latest = change.day == page.last_change
    return ChangeEntry(link, shown, now, was, "standing" if latest else "superseded", asked)


def _asked(library: Library, page: Page, question: str) -> Link | None:
    """The question, if the page shows it: a withdrawn page shows none."""
    question = {old.id: new.id for old, new in page.question_aliases}.get(question, question)
    shown = question in page.question_ids and page.status != "withdrawn"
    return question_link(library, page, question) if shown else None


def recorded_change(library: Library, change: SiteChange) -> RecordedChange:
    site, language = library.site, library.language
    known = {name for name, code, _ in change.translations if code == language}
    foreign = any(getattr(change, name) and name not in known for name in ("was", "now", "because"))
    page = site.version(change.page, language) if change.page else None
    subject = page_link(library, page) if page else Link(change.page, "")
    return RecordedChange(
        subject=_fact(library, change.subject) if change.kind == "fact" else subject,
        question=_asked(library, page, change.question) if page else None,
        day=day(change.day, language),
        was=change.in_language("was", language),
        now=change.in_language("now", language),
        because=change.in_language("because", language),
        language=site.default if foreign and language != site.default else "",
        sources=_sources(library, change.sources),
        dropped=_sources(library, change.dropped),
        facts=tuple(_fact(library, each) for each in change.facts),
        lost=tuple(_fact(library, each) for each in change.lost),
    )


def _fact(library: Library, named: Named) -> Link:
    if named.id in library.site.facts:
        return library.fact(named.id)
    own = (c for c in library.site.changes if c.kind == "fact" and c.subject.id == named.id)
    labels = (each.in_language("label", library.language) for each in own)
    return Link(next(filter(None, labels), named.id), "")


def _sources(library: Library, keys: Iterable[Named]) -> tuple[Link, ...]:
    return tuple(
        Link(published_by(library, [key], view.issued.text if view.issued else ""), view.address)
        if (view := library.views.get(key))
        else Link(key, "")
        for key in (named.id for named in keys)
    )
