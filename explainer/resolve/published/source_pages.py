"""Sources, the notes that name them, and the pages of sources, as plain immutable values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import Day, Fragment, Link


class SourceView(Struct, frozen=True, gc=False, kw_only=True):
    """A source, with words in the page's language. Fields that are not recorded are empty."""

    key: str
    """The key that texts cite it by."""
    address: str
    """The address of the source's page."""
    type: str
    """The CSL type: book, webpage, article-newspaper, treaty ..."""
    kind: str
    """The kind of source in words: "News report", "Treaty"; "Source" if it is not known."""
    title: str
    """The title as plain text."""
    name: str = ""
    """Who speaks in it: the name by which a source is called in short."""
    title_markup: str = ""
    """The title as ``Markup``, with italics and the like."""
    described: bool = False
    """The title is in square brackets: it is the editors' description."""
    authors: tuple[str, ...] = ()
    """Names as they are shown: "Given Family", or the name of an organization."""
    editors: tuple[str, ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Other roles by their names in CSL, as ("translator", ("Ann Lee",))."""
    others: tuple[str, ...] = ()
    """The roles whose names end in "et al." in the record."""
    container: str = ""
    """The newspaper, journal, book or site that it is part of."""
    container_markup: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """What else is recorded, by its name in CSL: archive, event-title, version, original-date ...
    Titles are markup."""
    issued: Day | None = None
    """When it was published."""
    accessed: Day | None = None
    """When the editors read it."""
    read: Literal["", "page", "stored copy", "print", "excerpt"] = ""
    """How they read it; empty if it is not known."""
    url: str = ""
    shown_url: str = ""
    """The address as people read it, on paper: without its scheme, and shortened if it is long."""
    archive_url: str = ""
    """The address of an archived copy."""
    doi: str = ""
    isbn: str = ""
    language_code: str = ""
    """The code of the source's language, if it is not that of the page."""
    language: str = ""
    """The name of that language: "Russian"."""
    party: str = ""
    """The party to the matter that the source speaks for."""
    note: str = ""
    """The editors' note on the source."""
    copy_of: Link | None = None
    """The source that it repeats."""


class NoteItem(Struct, frozen=True, gc=False):
    """A source that a note names, and where in it."""

    source: SourceView
    locator: str = ""
    """Where in the source: a page, an article."""
    quotes: tuple[str, ...] = ()
    """The passages relied on."""
    quote_url: str = ""
    """The source's address with a fragment that leads to them."""
    named_in: str = ""
    """The id of the note that names the source in full, if it is named there already."""


class Backlink(Struct, frozen=True, gc=False):
    """The way from a note back to one of its marks."""

    ref_id: str
    """The id of the mark in the text."""
    place: int
    """The number of the mark among those of the note, from 1."""
    places: int
    """How many marks the note has."""


class Note(Struct, frozen=True, gc=False, kw_only=True):
    """A note: sources, the author's own words, or the formula of a derived value."""

    note_id: str
    """The id of the note on the page."""
    number: int
    items: tuple[NoteItem, ...] = ()
    text: Fragment = Fragment()
    """The author's own words."""
    formula: str = ""
    """The formula of a derived value, with the names and values of its inputs."""
    inference: bool = False
    """The claim is the site's own inference."""
    backlinks: tuple[Backlink, ...] = ()


class Notes(Struct, frozen=True, gc=False):
    """The notes of a page, in order; and what most of their sources have in common, so that it is
    said once, above them. A page with few sources has nothing in common."""

    entries: tuple[Note, ...] = ()
    kind: str = ""
    """The usual kind of source."""
    accessed: Day | None = None
    """When most were read."""
    read: Literal["", "page", "stored copy", "print", "excerpt"] = ""
    """How most were read."""

    def __iter__(self) -> Iterator[Note]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


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


class SourcesPage(Struct, frozen=True):
    template: ClassVar[str] = "sources.html"
    head: Head
    entries: tuple[SourceListEntry, ...] = ()
    """If they are many, those of one letter: none on the list's own page."""
    letters: Letters | None = None
    count: int = 0
    """The number of all sources that something published relies on."""


class SourcePage(Struct, frozen=True):
    template: ClassVar[str] = "source.html"
    head: Head
    source: SourceView
    uses: tuple[SourceUse, ...] = ()
    """The places that cite the source."""
    copies: tuple[Link, ...] = ()
    """Other sources that repeat this one."""
    facts: tuple[FactSupport, ...] = ()
    """The claims that the source is evidence for."""


PageOfSources: TypeAlias = SourcesPage | SourcePage
