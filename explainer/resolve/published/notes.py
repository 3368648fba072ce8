"""Notes and the sources that they name, as plain immutable values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

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
