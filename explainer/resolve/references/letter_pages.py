"""How a long list is divided: into pages by the letters that its entries begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.languages.initials import initial, initial_slug

MOST_ON_A_PAGE = 300
"""The weight that a page of a list may have: its questions, or its sources."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """``address`` is that of the page; ``entries`` are the addresses of what it lists, in order."""

    letter: str
    number: int
    """Its place among the pages of its letter, from 1."""
    address: str
    entries: tuple[str, ...]


def letter_pages(
    address: str, entries: Iterable[tuple[str, str, int]], most: int = MOST_ON_A_PAGE
) -> tuple[LetterPage, ...]:
    """The pages of the list at ``address``; none if one page has room for all.

    ``entries`` are (key of ``sortable``, address, weight). A letter with more than ``most`` has
    several pages; an entry that alone weighs more has one to itself.
    """
    ordered = sorted(entries, key=lambda entry: (not entry[0], entry))
    if sum(weight for _, _, weight in ordered) <= most:
        return ()
    letters: dict[str, list[list[str]]] = {}
    filled: dict[str, int] = {}
    for key, entry, weight in ordered:
        letter = initial(key)
        pages = letters.setdefault(letter, [])
        if not pages or filled[letter] + weight > most:
            pages.append([])
            filled[letter] = 0
        pages[-1].append(entry)
        filled[letter] += weight
    return tuple(
        LetterPage(letter, number, _address(address, letter, number), tuple(page))
        for letter, pages in letters.items()
        for number, page in enumerate(pages, 1)
    )


def _address(address: str, letter: str, number: int) -> str:
    return f"{address}{initial_slug(letter)}/" + (f"{number}/" if number > 1 else "")
