"""What a search finds on a site: of each language only what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Set

from explainer.resolve.linking.library import Library
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.makers.fact_pages import facts_by_topic
from explainer.resolve.makers.linked_pages import Passage
from explainer.resolve.makers.source_pages import described
from explainer.resolve.published.list_pages import EntriesPage
from explainer.resolve.references.links import ENTRY_INDEXES
from explainer.resolve.resolved_site import LinkedLanguage


def search_passages(language: LinkedLanguage) -> Iterator[Passage]:
    """Answers, entries, and of facts and sources those that published pages rely on."""
    for linked in language.linked:
        yield from linked.passages
    library, relied = language.shelf.library, language.relied
    yield from _facts(library, relied.facts)
    for page, _ in language.lists:
        yield from _entries(library, page)
    yield from _sources(library, relied.sources)


def _facts(library: Library, relied: Set[str]) -> Iterator[Passage]:
    for entry in (each for group in facts_by_topic(library, relied) for each in group.facts):
        fact, value = library.site.facts[entry.value.fact_id], entry.value
        if library.language in {library.site.default, *(code for _, code, _ in fact.translations)}:
            sentence = fact.in_language("statement", library.language)
            text = sentence if entry.is_statement else f"{value_in_words(value)}. {sentence}"
            states = tuple(filter(None, (value.caveat, entry.state)))
            yield Passage("facts", value.address, entry.label, text.strip(), states)


def _entries(library: Library, page: EntriesPage) -> Iterator[Passage]:
    for each in page.entries:
        entry = library.site.entries[each.kind, each.id.removeprefix("term-")]
        if library.language in {library.site.default, *dict((*entry.names, *entry.texts))}:
            text = " ".join(filter(None, (each.role, plain_text(each.text))))
            yield Passage(ENTRY_INDEXES[each.kind].rstrip("/"), each.address, each.name, text)


def _sources(library: Library, relied: Set[str]) -> Iterator[Passage]:
    """Their titles are not translated: in other languages than the site's, those in that one."""
    for key, view in library.views.items():
        own = library.language in (library.site.default, library.site.sources[key].language)
        if own and key in relied:
            text = ", ".join((described(view), *view.authors))
            yield Passage("sources", view.address, view.title, text)
