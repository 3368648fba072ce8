"""The navigation of a list that is divided into pages by letters, as plain immutable values."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.resolve.published.parts import Link


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a list, ``0–9`` for all digits, or ``#`` for what has no letter."""

    text: str
    address: str
    """The first page of what is listed under it."""
    count: int
    """How many entries are."""
    entries: tuple[Link, ...] = ()
    """All of them, in order; on the list's own page alone, if they are not too many."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a list, and where among its pages this one is."""

    all: tuple[Letter, ...]
    current: str = ""
    """The letter of this page; empty on the list's own page."""
    pages: tuple[str, ...] = ()
    """The addresses of the pages of this letter."""
    following: Link | None = None
    """The next page of the list."""
