"""The timeline: every fact that is a date, by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from explainer.figures.timeline import by_date
from explainer.model.values.value import DateValue, Value
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import index_head, lettered
from explainer.resolve.published.ledger_pages import FactGroup, TimelinePage
from explainer.resolve.published.parts import FactEntry
from explainer.resolve.references.letter_pages import MOST_ON_A_PAGE, LetterPage


def dated_facts(library: Library, groups: Sequence[FactGroup]) -> tuple[FactGroup, ...]:
    """Of groups of facts those that are dates, oldest first."""

    def value(fact: FactEntry) -> Value | None:
        return library.ledger.standpoints[fact.value.fact_id].value

    found = []
    for group in groups:
        dated = [fact for fact in group.facts if isinstance(value(fact), DateValue)]
        if dated:
            dated.sort(key=lambda fact: by_date(value(fact)))
            found.append(replace(group, facts=tuple(dated)))
    return tuple(found)


def timeline_pages(library: Library, groups: Sequence[FactGroup]) -> Iterator[TimelinePage]:
    """The timeline; if it has many facts, pages for each of the ``groups``, and one that leads to
    them."""
    most = MOST_ON_A_PAGE
    if sum(len(group.facts) for group in groups) <= most:
        yield TimelinePage(index_head(library, "timeline/"), tuple(groups))
        return
    shown: dict[tuple[str, ...], FactGroup] = {}
    divided: list[LetterPage] = []
    for group in groups:
        for number, at in enumerate(range(0, len(group.facts), most), 1):
            path = f"timeline/{group.anchor}" + (f".{number}/" if number > 1 else "/")
            shown[(path,)] = replace(group, facts=group.facts[at : at + most])
            divided.append(LetterPage(group.title, number, library.address(path), (path,)))
    for listed, head, letters in lettered(library, "timeline/", divided):
        yield TimelinePage(head, (shown[listed],) if listed else (), letters)
