"""Make the site's open data: pages, questions, facts, sources, uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import source_slug
from explainer.languages.catalogues import unmarked
from explainer.model.sources.source import original_of
from explainer.resolve.dataset.facts import fact_rows, with_plain_spaces
from explainer.resolve.dataset.rows import (
    Dataset,
    PageRow,
    QuestionRow,
    SourceRow,
    UseRow,
)
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.parts import Day


def make_dataset(library: Library, linked: Sequence[Linked]) -> Dataset:
    """The data of the site. ``library`` is for the site's own language, in which facts and sources
    are written; ``linked`` are the pages of all languages."""
    pages = sorted(
        (each for each in linked if each.kind != "withdrawn"), key=lambda each: each.address
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
        uses=_Uses(pages),
    )


class _Uses(Struct, frozen=True):
    pages: Sequence[Linked]

    def __iter__(self) -> Iterator[UseRow]:
        for each in self.pages:
            yield from _use_rows(each)


def _page_row(linked: Linked) -> PageRow:
    assert linked.kind != "withdrawn"
    return PageRow(
        address=linked.address,
        kind=linked.kind,
        language=linked.language,
        title=unmarked(linked.title),
        standfirst=with_plain_spaces(linked.standfirst) or None,
        short_answer=with_plain_spaces(linked.short_answer) or None,
        published=_iso(linked.published),
        updated=_iso(linked.updated),
        checked=_iso(linked.checked),
        researched=_iso(linked.researched),
        draft=linked.draft,
        facts=tuple(dict.fromkeys(use.fact for use in linked.fact_uses)),
    )


def _question_rows(linked: Linked) -> Iterator[QuestionRow]:
    facts = _by_place((use.place.address, use.fact) for use in linked.fact_uses)
    sources = _by_place((use.place.address, use.source) for use in linked.uses if not use.against)
    for position, question in enumerate(linked.questions, 1):
        address = f"{linked.address}#{question.id}"
        yield QuestionRow(
            address=address,
            page=linked.address,
            position=position,
            id=question.id,
            language=linked.language,
            question=with_plain_spaces(question.text),
            answer=with_plain_spaces(question.answer) or None,
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
    here = linked.address
    answers = {f"{here}#{question.id}" for question in linked.questions}
    # what an entry explained here relies on counts for the page that lists the entries
    told = {
        (use.place.address, use.fact, "", "", use.place.text, False)
        for use in linked.fact_uses
        if use.page.address == here
    }
    told |= {
        (use.place.address, "", use.source, use.locator, use.place.text, use.against)
        for use in linked.uses
        if use.page.address == here
    }
    return [
        UseRow(
            page=here,
            place=place,
            place_text=unmarked(text),
            question=place if place in answers else None,
            fact=fact or None,
            source=source or None,
            locator=locator or None,
            against=against,
        )
        for place, fact, source, locator, text, against in sorted(told)
    ]


def _iso(day: Day | None) -> str | None:
    return day.iso or None if day else None
