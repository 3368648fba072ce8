"""What a search finds on a site: of each language only what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from explainer.resolve.dataset.dataset import with_plain_spaces
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.makers.fact_pages import facts_by_topic
from explainer.resolve.makers.linked_pages import Linked, Passage, Reliance
from explainer.resolve.makers.source_pages import described
from explainer.resolve.published.list_pages import EntriesPage

_KINDS: Mapping[str, Literal["glossary", "people", "places"]] = {
    "term": "glossary",
    "person": "people",
    "place": "places",
}


def search_passages(
    library: Library, linked: Sequence[Linked], lists: Iterable[EntriesPage], relied: Reliance
) -> Iterator[Passage]:
    """The answers of the ``linked`` pages of a language, the entries that it lists, and of facts
    and sources those that published pages rely on."""
    answers = (passage for page in linked for passage in page.passages)
    entries = (each for page in lists for each in _entries(library, page))
    record = (_facts(library, relied), entries, _sources(library, relied))
    for each in chain(answers, *record):
        title, text = with_plain_spaces(each.title), with_plain_spaces(each.text)
        yield replace(each, title=title, text=text)


def _facts(library: Library, relied: Reliance) -> Iterator[Passage]:
    language = library.language
    for entry in (each for group in facts_by_topic(library, relied.facts) for each in group.facts):
        fact, value = library.site.facts[entry.value.fact_id], entry.value
        own = language == library.site.default
        if own or any(language == of for _, of, _ in fact.translations):
            sentence = fact.in_language("statement", language)
            text = sentence if entry.is_statement else f"{value_in_words(value)}. {sentence}"
            states = tuple(filter(None, (value.caveat, entry.state)))
            yield Passage("facts", value.address, entry.label, text.strip(), states)


def _entries(library: Library, page: EntriesPage) -> Iterator[Passage]:
    for each in page.entries:
        entry = library.site.entries[each.kind, each.id.removeprefix("term-")]
        own = library.language == library.site.default
        if own or library.language in dict((*entry.names, *entry.texts)):
            text = " ".join(filter(None, (each.role, plain_text(each.text))))
            yield Passage(_KINDS[each.kind], each.address, each.name, text)


def _sources(library: Library, relied: Reliance) -> Iterator[Passage]:
    """In the site's own language all, in others those that are in that language: titles are not
    translated."""
    for key, view in library.views.items():
        own = library.language in (library.site.default, library.site.sources[key].language)
        if own and key in relied.sources:
            words = described(view)
            names = (name for name in (*view.authors, view.name) if name not in words)
            words = ", ".join((words, *dict.fromkeys(names)))
            yield Passage("sources", view.address, view.title, words)
