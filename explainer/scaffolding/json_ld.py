"""The article among what a page says in JSON-LD, and the names in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import TypeAlias

Thing: TypeAlias = Mapping[str, object]

_MOST_THINGS = 1_000
# Not its lists: what they hold are other pages.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf")
# The more a type says, the earlier it stands: an article is a web page too.
_ARTICLES = (
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "Thesis",
    "Report",
    "Legislation",
    "Dataset",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "NewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Book",
    "Article",
    "TechArticle",
    "WebPage",
)


class LinkedData:
    """The things of a page, and those that others of them name by ``@id``."""

    def __init__(self, documents: Sequence[object]) -> None:
        self.things = tuple(_things(documents))
        self._by_id: dict[str, Thing] = {}
        for thing in self.things:
            if len(thing) > 1 and isinstance(found := thing.get("@id"), str):
                self._by_id.setdefault(found, thing)

    def article(self) -> Thing:
        """What the page is about; empty where it does not say so."""
        for kind in _ARTICLES:
            for thing in self.things:
                if kind in types(thing):
                    return thing
        return {}

    def parts(self, thing: Thing, name: str) -> list[object]:
        """The values of a property, each a text or a thing, references followed."""
        found = thing.get(name)
        return [self._followed(part) for part in (found if isinstance(found, list) else [found])]

    def text(self, thing: Thing, *names: str) -> str:
        """The first of the properties that is a text, or a thing with a name; some write
        entities there, as in HTML."""
        for name in names:
            for part in self.parts(thing, name):
                if isinstance(part, str | int) and not isinstance(part, bool):
                    return unescape(str(part))
                if isinstance(part, Mapping) and isinstance(part.get("name"), str):
                    return unescape(str(part["name"]))
        return ""

    def _followed(self, part: object) -> object:
        if isinstance(part, Mapping) and len(part) <= 2 and isinstance(part.get("@id"), str):
            return self._by_id.get(str(part["@id"]), part)
        return part


def types(thing: Thing) -> frozenset[str]:
    """Without the address that some write before each."""
    found = thing.get("@type")
    words = found if isinstance(found, list) else [found]
    return frozenset(str(word).rpartition("/")[2] for word in words if isinstance(word, str))


def _things(documents: Sequence[object]) -> Iterator[Thing]:
    waiting = [*reversed(documents)]
    count = 0
    while waiting and count < _MOST_THINGS:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += reversed(thing)
        elif isinstance(thing, dict):
            count += 1
            yield thing
            inner = (thing.get(name) for name in _INSIDE)
            waiting += [part for part in inner if isinstance(part, list | dict)]
