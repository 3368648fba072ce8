"""How a long list is divided: into pages by the letters that its entries begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import normalize

from msgspec import Struct

from explainer.languages.words import initial, initial_slug

MOST_ON_A_PAGE = 300
"""The number of questions, or of sources, that a page lists at most."""


class LetterPage(Struct, frozen=True):
    """``entries`` are the addresses of what the page at ``address`` lists, in order; ``number`` is
    its place among the pages of its letter, from 1."""

    letter: str
    number: int
    address: str
    entries: tuple[str, ...]


def letter_pages(
    address: str, entries: Iterable[tuple[str, str, int]], most: int = MOST_ON_A_PAGE
) -> Iterator[LetterPage]:
    """The pages of the list at ``address``; none if one page has room for all.

    ``entries`` are (key of ``sortable``, address, weight). A letter that weighs more than ``most``
    has several pages; an entry that does has one to itself.
    """
    found = [(initial(key), (not key, key, entry), weight) for key, entry, weight in entries]
    if sum(weight for *_, weight in found) <= most:
        return
    found.sort(key=lambda each: (each[1][0], normalize("NFD", each[0].casefold()), each[1]))
    for letter, group in groupby(found, key=lambda each: each[0]):
        filled: list[list[str]] = []
        room = 0
        for _, (*_, entry), weight in group:
            if weight > room:
                filled.append([])
                room = most
            filled[-1].append(entry)
            room -= weight
        for number, listed in enumerate(filled, 1):
            path = f"{initial_slug(letter)}/" + (f"{number}/" if number > 1 else "")
            yield LetterPage(letter, number, address + path, tuple(listed))
