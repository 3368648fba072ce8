"""What differs between two states of a site in its pages and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from explainer.model.pages.page import Page, rests_on
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.versions import Version, change_of, named, plain, renamed_ids


def page_changes(before: Version, after: Version) -> Iterator[SiteChange]:
    old, new = _explainers(before), _explainers(after)
    former = {old_name.id: name for name, page in new.items() for old_name in page.aliases}
    was = {former.get(name, name) if name not in new else name: each for name, each in old.items()}
    for name in sorted({*was, *new}):
        earlier, page = was.get(name), new.get(name)
        shown = page and page.status != "withdrawn"
        if earlier and earlier.status != "withdrawn":
            if page and shown:
                yield from _of_answers(before, after, earlier, page)
            else:
                title = plain(text_in_words(before.own, earlier.title, earlier.source.path))
                reason = page.reason if page else ""
                yield change_of("page", name, after, was=title, because=reason)
        elif page and shown and (earlier or not before.site.incomplete.may_hold(name)):
            title = plain(text_in_words(after.own, page.title, page.source.path))
            yield change_of("page", name, after, now=title)


def _explainers(version: Version) -> dict[str, Page]:
    site = version.site
    pages = ((name, page) for (name, code), page in site.pages.items() if code == site.default)
    return {name: page for name, page in pages if page.kind == "explainer"}


def _of_answers(before: Version, after: Version, was: Page, page: Page) -> Iterator[SiteChange]:
    renamed = renamed_ids("fact", before, after)
    sources = renamed_ids("source", before, after)
    renamed |= {f"@{former}": f"@{present}" for former, present in sources.items()}
    old, *old_answers = (
        frozenset(renamed.get(each, each) for each in rests) for rests in _rests_on(was)
    )
    new, *answers = _rests_on(page)
    if old != new:
        yield _of_reliance(change_of("page", page.name, after), old, new)
    former = {new_id.id: old_id.id for old_id, new_id in page.question_aliases}
    earlier = dict(zip(was.question_ids, old_answers, strict=True))
    for question, rests in zip(page.question_ids, answers, strict=True):
        change = change_of("question", f"{page.name}#{question}", after)
        heading = _heading(after, page, question)
        known = question if question in earlier else former.get(question, "")
        if known not in earlier:
            yield replace(change, now=heading)
            continue
        if known != question:
            old_heading = _heading(before, was, known)
            if heading != old_heading:
                change = replace(change, was=old_heading, now=heading)
        change = _of_reliance(change, earlier.pop(known), rests)
        if change.now or any((change.sources, change.dropped, change.facts, change.lost)):
            yield change
    for question in earlier:
        heading = _heading(before, was, question)
        yield change_of("question", f"{page.name}#{question}", after, was=heading)


def _rests_on(page: Page) -> tuple[frozenset[str], ...]:
    """What the page states and cites, outside its questions and in each; what tells of changes is
    left out."""
    return rests_on(replace(page, updates=(), corrections=()), page.body)


def _of_reliance(change: SiteChange, old: frozenset[str], new: frozenset[str]) -> SiteChange:
    """The change with what came and what went of the ids of facts, and ``@key`` of sources."""

    def keys(ids: Iterable[str]) -> tuple[Named, ...]:
        return named(sorted(each[1:] for each in ids if each.startswith("@")))

    def facts(ids: Iterable[str]) -> tuple[Named, ...]:
        return named(sorted(each for each in ids if not each.startswith("@")))

    came, went = new - old, old - new
    return replace(
        change, sources=keys(came), dropped=keys(went), facts=facts(came), lost=facts(went)
    )


def _heading(version: Version, page: Page, question: str) -> str:
    heading = dict(page.headings)[question]
    return plain(text_in_words(version.own, heading, page.source.path))
