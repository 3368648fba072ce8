"""What the JSON-LD of a page describes, and the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import TypeAlias

Thing: TypeAlias = Mapping[str, object]

_MOST_THINGS = 1_000
# Not its lists: their items are other pages.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf")


class LinkedData:
    """The things that a page describes, some of which refer to others by ``@id``."""

    def __init__(self, documents: Sequence[object]) -> None:
        self.things = tuple(_things(documents))
        self._by_id: dict[str, Thing] = {}
        for thing in self.things:
            if len(thing) > 1 and isinstance(found := thing.get("@id"), str):
                self._by_id.setdefault(found, thing)

    def first(self, kinds: Iterable[str]) -> Thing:
        """The first thing of the first of these types that there is; empty if there is none."""
        found = (thing for kind in kinds for thing in self.things if kind in types(thing))
        return next(found, {})

    def parts(self, thing: Thing, name: str) -> list[object]:
        """The values of a property, with references replaced by the things they refer to."""
        found = thing.get(name)
        return [self._followed(part) for part in (found if isinstance(found, list) else [found])]

    def text(self, thing: Thing, *names: str) -> str:
        """The first of the properties that is a text, or the name of a thing; HTML entities, which
        some pages write there, are replaced."""
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
    """The types of a thing, without the address that some pages write before each."""
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
