"""The pages of sources, and what they show of where these are cited, as plain immutable values."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Headed
from explainer.resolve.published.notes import SourceView
from explainer.resolve.published.parts import Link

Relation: TypeAlias = Literal[
    "supports",
    "contradicts",
    "replaced",
    "other-time",
    "set-aside",
    "withdrawn",
    "withdraws",
    "printed",
    "context",
]


class FactSupport(Struct, frozen=True):
    """A claim that a source is evidence for, compared with what the site says."""

    fact: Link
    value: str
    """Empty if the fact is a statement without a value."""
    relation: Relation
    """``replaced``: its speaker corrected it; ``other-time``: it is for another time; ``context``:
    about something other than the value; ``withdraws``: the source says that the claim was
    withdrawn; ``printed``: it printed a claim that does not stand."""
    locator: str = ""
    """Where in the source: a page, an article."""
    caveat: str = ""
    """The state and the speaker of the value in words, if the site states it."""


class SourceUse(Struct, frozen=True, gc=False):
    """A place that cites a source, or states or tells a fact: an answer, a summary, a glossary
    entry ..."""

    page: Link
    place: Link
    """The part of the page."""
    locators: tuple[str, ...] = ()
    """Where in the source: pages, articles."""
    told: bool = False
    """The fact is told in words alone: a passage that it rests on is cited there."""


class SourceListEntry(Struct, frozen=True):
    """A source in the list of all sources."""

    source: SourceView
    uses: int
    """The number of places on the site that cite it."""
    initial: str = ""
    """The letter that it is listed under, or ``0–9``."""
    relied_on: bool = True
    """Something published relies on it."""


class Letters(Struct, frozen=True):
    """The letters that a list with many entries is divided by."""

    all: tuple[Link, ...]
    """To the first page of each: ``0–9`` is for digits, ``#`` for what has no letter."""
    current: str = ""
    """The letter of this page; empty on the list's own page."""
    pages: tuple[Link, ...] = ()
    """The pages of this letter, by number."""
    following: Link | None = None
    """The next page of the list."""


class SourcesPage(Headed, frozen=True):
    template: ClassVar[str] = "sources.html"
    entries: tuple[SourceListEntry, ...] = ()
    """If they are many, those of one letter: none on the list's own page."""
    letters: Letters | None = None
    count: int = 0
    """The number of all sources that something published relies on."""


class SourcePage(Headed, frozen=True):
    template: ClassVar[str] = "source.html"
    source: SourceView
    uses: tuple[SourceUse, ...] = ()
    """The places that cite the source."""
    copies: tuple[Link, ...] = ()
    """Other sources that repeat this one."""
    facts: tuple[FactSupport, ...] = ()
    """The claims that the source is evidence for."""
