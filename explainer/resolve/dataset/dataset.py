"""The site's open data, as one immutable value: facts, claims, sources, questions, uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

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
from explainer.resolve.makers.index_pages import LinkedEntries
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.pages import EntriesPage, ExplainerPage, WithdrawnPage
from explainer.resolve.published.parts import Day, Fragment

__all__ = ["Dataset", "make_dataset"]

_Linked: TypeAlias = Linked | LinkedEntries


def make_dataset(library: Library, linked: Sequence[_Linked]) -> Dataset:
    """``library`` is that of the site's own language, in which facts and sources are written;
    ``linked`` are pages of all languages, each of which has its own questions."""
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
        pages=tuple(_page_row(each) for each in pages),
        questions=tuple(row for each in pages for row in _question_rows(each)),
        facts=tuple(fact_rows(library)),
        sources=tuple(_source_rows(library)),
        uses=tuple(row for each in pages for row in _use_rows(each)),
    )


def _page_row(linked: _Linked) -> PageRow:
    page = linked.page
    head = page.head
    standfirst = short_answer = published = updated = checked = None
    if isinstance(page, ExplainerPage):
        short_answer, published = _words(page.short_answer), _iso(page.published)
    if not isinstance(page, EntriesPage | WithdrawnPage):
        standfirst = _words(page.standfirst)
        updated, checked = _iso(page.updated), _iso(page.checked)
    return PageRow(
        address=head.address,
        kind=_kind(linked),
        language=head.language,
        title=head.title,
        standfirst=standfirst,
        short_answer=short_answer,
        published=published,
        updated=updated,
        checked=checked,
        draft=head.draft,
        facts=tuple(dict.fromkeys(use.fact for use in linked.fact_uses)),
    )


def _kind(linked: _Linked) -> PageKind:
    if isinstance(linked, LinkedEntries):
        return "entries"
    return "explainer" if isinstance(linked.page, ExplainerPage) else "page"


def _question_rows(linked: _Linked) -> Iterator[QuestionRow]:
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


def _use_rows(linked: _Linked) -> Iterator[UseRow]:
    """One row for each fact and each passage of a source at each place, sorted."""
    page = linked.page
    questions: set[str] = set()
    if isinstance(page, ExplainerPage):
        questions = {f"{page.head.address}#{question.id}" for question in page.questions}
    # What an entry explained here relies on is a use of the glossary, or of the people's page.
    here = page.head.address
    rows = {
        replace(_use_row(use, questions), fact=use.fact)
        for use in linked.fact_uses
        if use.page.address == here
    }
    rows |= {
        replace(
            _use_row(use, questions),
            source=use.source,
            locator=use.locator or None,
            against=use.against,
        )
        for use in linked.uses
        if use.page.address == here
    }
    yield from sorted(rows, key=_place_first)


def _use_row(use: FactUse | Use, questions: Set[str]) -> UseRow:
    """Where it is, not yet what is used."""
    place = use.place.address
    question = place if place in questions else None
    return UseRow(page=use.page.address, place=place, place_text=use.place.text, question=question)


def _place_first(row: UseRow) -> tuple[str, ...]:
    told = (row.place, row.fact, row.source, row.locator, row.place_text, str(row.against))
    return tuple(each or "" for each in told)


def _words(fragment: Fragment) -> str | None:
    return with_plain_spaces(plain_text(fragment)) or None


def _iso(day: Day | None) -> str | None:
    return day.iso or None if day else None
