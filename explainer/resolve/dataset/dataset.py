"""Make the site's open data: pages, questions, facts, sources, uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from explainer.addresses import source_slug
from explainer.model.sources.copies import original_of
from explainer.resolve.dataset.facts import fact_rows, with_plain_spaces
from explainer.resolve.dataset.rows import (
    Dataset,
    PageKind,
    PageRow,
    QuestionRow,
    SourceRow,
    UseRow,
)
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.linking.uses import FactUse, Use
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.pages import EntriesPage, ExplainerPage, WithdrawnPage
from explainer.resolve.published.parts import Day, Fragment


def make_dataset(library: Library, linked: Sequence[Linked]) -> Dataset:
    """The data of the site. ``library`` is for the site's own language, in which facts and sources
    are written; ``linked`` are the pages of all languages."""
    pages = sorted(
        (each for each in linked if not isinstance(each.page, WithdrawnPage)),
        key=lambda each: each.page.head.address,
    )
    settings = library.site.settings
    return Dataset(
        title=settings.title,
        url=settings.url or None,
        language=library.language,
        publisher=settings.publisher or None,
        license=(settings.license.name, settings.license.url) if settings.license else None,
        pages=tuple(_page_row(each) for each in pages),
        questions=tuple(row for each in pages for row in _question_rows(each)),
        facts=tuple(fact_rows(library)),
        sources=tuple(_source_rows(library)),
        uses=tuple(row for each in pages for row in _use_rows(each)),
    )


def _page_row(linked: Linked) -> PageRow:
    page = linked.page
    head = page.head
    kind: PageKind = "entries" if isinstance(page, EntriesPage) else "page"
    if isinstance(page, ExplainerPage):
        kind = "explainer"
    days = ("published", "updated", "checked", "researched")
    return PageRow(
        address=head.address,
        kind=kind,
        language=head.language,
        title=head.title,
        standfirst=_words(getattr(page, "standfirst", Fragment())),
        short_answer=_words(getattr(page, "short_answer", Fragment())),
        draft=head.draft,
        **{day: _iso(getattr(page, day, None)) for day in days},
        facts=tuple(dict.fromkeys(use.fact for use in linked.fact_uses)),
    )


def _question_rows(linked: Linked) -> Iterator[QuestionRow]:
    page = linked.page
    if not isinstance(page, ExplainerPage):
        return
    facts = _by_place((use.place.address, use.fact) for use in linked.fact_uses)
    sources = _by_place((use.place.address, use.source) for use in linked.uses if not use.against)
    for position, question in enumerate(page.questions, 1):
        address = f"{page.head.address}#{question.id}"
        yield QuestionRow(
            address=address,
            page=page.head.address,
            position=position,
            id=question.id,
            language=page.head.language,
            question=with_plain_spaces(question.text),
            answer=_words(question.answer),
            facts=facts.get(address, ()),
            sources=sources.get(address, ()),
        )


def _by_place(found: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = {}
    for place, name in found:
        places.setdefault(place, {})[name] = None
    return {place: tuple(names) for place, names in places.items()}


def _source_rows(library: Library) -> Iterator[SourceRow]:
    sources = library.site.sources
    for key, source in sorted(sources.items()):
        yield SourceRow(
            replace(source, path="", offset=0, copy_of_offset=0, archive_sha256="", waived=()),
            original_of(source, sources),
            library.address(f"sources/{source_slug(key)}/"),
        )


def _use_rows(linked: Linked) -> list[UseRow]:
    """One row for each fact and each passage of a source at each place, sorted."""
    page, here = linked.page, linked.page.head.address
    questions = page.questions if isinstance(page, ExplainerPage) else ()
    answers = {f"{here}#{question.id}" for question in questions}

    def row(use: FactUse | Use) -> UseRow:
        place = use.place.address
        question = place if place in answers else None
        return UseRow(page=here, place=place, place_text=use.place.text, question=question)

    # what an entry explained here relies on counts for the page that lists the entries
    rows = {replace(row(u), fact=u.fact) for u in linked.fact_uses if u.page.address == here}
    rows |= {
        replace(row(u), source=u.source, locator=u.locator or None, against=u.against)
        for u in linked.uses
        if u.page.address == here
    }
    return sorted(rows, key=_place_first)


def _place_first(row: UseRow) -> tuple[str, ...]:
    told = (row.place, row.fact, row.source, row.locator, row.place_text, str(row.against))
    return tuple(each or "" for each in told)


def _words(fragment: Fragment) -> str | None:
    return with_plain_spaces(plain_text(fragment)) or None


def _iso(day: Day | None) -> str | None:
    return day.iso or None if day else None
