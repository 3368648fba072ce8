"""The parts of pages, as plain immutable values.

Addresses count from the site's root (see ``explainer.addresses``); a template makes a link of one
with ``link(address)``. Text is plain, and escaped when it is printed; ``Markup`` is sanitised.
Dates are written in the page's language, with their ISO form beside.
"""

from __future__ import annotations

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
    """What to show beside the text: the source's name, as lines. Empty for most marks."""


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


class FactEntry(Struct, frozen=True, gc=False):
    """A fact in a list or in a figure."""

    label: str
    value: ValueSpan
    as_of: Day | None = None
    """The date of a value that changes with time."""
    state: str = ""
    """The word for its state, in the page's language; empty if it is settled. Key facts have it
    only if they were revised, and figures never."""
    is_statement: bool = False
    """The fact has no value: ``value`` is its sentence."""


class Figure(Struct, frozen=True, gc=False):
    """A figure's caption and its table."""

    kind: ClassVar[str] = "figure"
    figure_id: str
    """The id of the figure on the page."""
    shape: str
    """The kind of figure: bar, timeline, table ..."""
    title: str
    rows: tuple[FactEntry, ...]
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
    """The source's address with a fragment that leads to the first of them."""


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


class Head(Struct, frozen=True, kw_only=True):
    """What every page has: its address, title and versions."""

    address: str
    language: str
    title: str
    description: str = ""
    """One or two sentences for search engines and previews."""
    alternates: tuple[Link, ...] = ()
    """This page in each of its languages, including its own; empty if there is only one."""
    canonical: str = ""
    """The page's full address; empty if the site has no public address."""
    draft: bool = False
    """The page is a draft, built for preview only."""
    breadcrumb: tuple[Link, ...] = ()
    """The pages above this one, the highest first."""
    machine_translation: bool = False
    """The page is a translation made by a machine."""
    original: Link | None = None
    """For a translation, the page that was translated."""


class Card(Struct, frozen=True):
    """The picture shown when a page of the site is shared; its size is in pixels."""

    address: str
    alt: str
    """The picture in words."""
    width: int
    height: int


class Chrome(Struct, frozen=True, kw_only=True):
    """What all pages of one language share. It is small, because every page depends on it."""

    site_title: str
    home: str
    """The address of the home page in this language."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    """Links to the disputes, the corrections and the data."""
    publisher: str = ""
    publisher_type: str = "Organization"
    """What the publisher is, as a type of schema.org."""
    contact: Link | None = None
    """The publisher's e-mail address or web page."""
    description: str = ""
    license: Link | None = None
    """The licence of the texts."""
    stylesheet: str = ""
    """The address of the style sheet."""
    script: str = ""
    """The address of the script."""
    base: str = "/"
    """The path of the site on its server; only 404.html needs it."""
    url: str = ""
    """The site's public address, with a slash at its end; empty if it has none."""
    policies: tuple[tuple[str, str], ...] = ()
    """(role, address) of the pages that `site.yaml` names as policies."""
    card: Card | None = None
    own_language: str = ""
    """The code of the site's own language, which ``untranslated`` fields are in."""
    untranslated: tuple[str, ...] = ()
    """Which of ``title``, ``description`` and ``publisher`` have no translation."""
    about: tuple[Link, ...] = ()
    """The pages of the policies: who publishes the site, who pays, how it is made."""
