"""The parts of pages, as plain immutable values.

Addresses count from the site's root (see ``explainer.addresses``); a template makes a link of one
with ``link(address)``. Text is plain, and escaped when it is printed; ``Markup`` is sanitised.
Dates are written in the page's language, with their ISO form beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from markupsafe import Markup
from msgspec import Struct


class MadeOfParts(Struct, frozen=True, gc=False):
    """A value that a template prints with a macro. To print it as it is raises TypeError."""

    _macro: ClassVar[str]
    """The macro, and the template to import it from."""

    def __html__(self) -> str:
        raise TypeError(f"a {type(self).__name__} is printed by {self._macro}")


class Link(MadeOfParts, frozen=True):
    """The words and the address of a link."""

    _macro: ClassVar[str] = "anchor of links.html"
    text: str
    address: str
    external: bool = False
    """The link leads out of the site, and its address is a full URL."""
    language: str = ""
    """The code of the target's language, if it is not that of the page."""


class Contributor(Link, frozen=True):
    """Somebody who wrote or checked a page, with the page about them."""

    organization: bool = False


class Day(MadeOfParts, frozen=True):
    """A date in words, and in ISO 8601 if it has such a form."""

    _macro: ClassVar[str] = "day of day.html"
    text: str
    iso: str = ""


class NoteMark(Struct, frozen=True, gc=False):
    """A mark in the text that leads to a note."""

    kind: ClassVar[str] = "note"
    number: int
    note_id: str
    """The id of the note on the page."""
    ref_id: str
    """The id of this mark on the page."""
    source: str = ""
    """What to show beside the text: who published the source, and when. Empty where the same note
    stands beside the text already, and in tables."""


class ValueSpan(MadeOfParts, frozen=True, kw_only=True):
    """A fact's value or statement, with what has to be shown with it."""

    _macro: ClassVar[str] = "value of inline.html"
    kind: ClassVar[str] = "value"
    text: str
    fact_id: str
    iso: str = ""
    """For a date, its ISO 8601 form."""
    disputed: bool = False
    unconfirmed: bool = False
    speaker: str = ""
    """Who says so, if the current claim is only asserted."""
    mark: NoteMark | None = None
    caveat: str = ""
    """The state and the speaker in words, for places without markup."""
    address: str = ""
    """Where the words for its state lead: the claims on this page, or the fact's page."""
    overdue: Day | None = None
    """The day by which the fact was to be checked, if that is past."""


class TermLink(Struct, frozen=True, gc=False):
    """The name of a term, person or place in the text, and where it is explained."""

    kind: ClassVar[str] = "term"
    text: str
    address: str
    glossary: bool = True
    """True for a term, False for a person or a place."""


class FigureRow(Struct, frozen=True, gc=False):
    """A fact in the table of a figure."""

    label: str
    value: ValueSpan
    as_of: Day | None = None


class Figure(Struct, frozen=True, gc=False):
    """A figure's caption and its table."""

    kind: ClassVar[str] = "figure"
    figure_id: str
    """The id of the figure on the page."""
    shape: str
    """The kind of figure: bar, timeline, table ..."""
    title: str
    rows: tuple[FigureRow, ...]
    note: Fragment | None = None


Part: TypeAlias = "Markup | NoteMark | ValueSpan | TermLink | Figure"


class Fragment(MadeOfParts, frozen=True):
    """A text: markup and the parts in it, in reading order. It is false if it is empty."""

    _macro: ClassVar[str] = "fragment of inline.html"
    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


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
