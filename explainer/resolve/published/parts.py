"""What pages are made of: everything resolved, as plain immutable values.

Addresses are written from the site's root (see ``explainer.addresses``); a
template turns one into a link with ``link(address)``. Text is plain and gets
escaped; ``Html`` strings are sanitised markup. Dates come written for the
page's language, with ISO beside where a machine wants it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from markupsafe import Markup

Html: TypeAlias = Markup


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    address: str
    external: bool = False
    """It leads out of the site, and its address is whole."""
    language: str = ""
    """Set where the target is in another language than the page."""


@dataclass(frozen=True, slots=True)
class Contributor(Link):
    """Who wrote or checked a page, with the page about them."""

    organization: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date as people read it, and as machines do (ISO 8601, or empty)."""

    text: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark in the text that leads to a note."""

    kind: ClassVar[str] = "note"
    number: int
    note_id: str
    ref_id: str
    source: str = ""
    """How the margin names what it leads to, in lines divided by line feeds; empty where it
    does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpan:
    """A fact's value (or statement) in the text, with what must not leave it."""

    kind: ClassVar[str] = "value"
    text: str
    fact_id: str
    iso: str = ""
    """For a date, its machine form."""
    disputed: bool = False
    unconfirmed: bool = False
    speaker: str = ""
    """Who says so, where the current claim is asserted only."""
    mark: NoteMark | None = None
    caveat: str = ""
    """State and speaker as words, for where no markup can stand."""
    address: str = ""
    """Where the words for its state lead: to the claims on this page, or to the fact's page."""
    unchecked_since: Day | None = None
    """Set where the fact is past its review."""


@dataclass(frozen=True, slots=True)
class TermLink:
    """A glossary term, person or place: its words, and where it is explained."""

    kind: ClassVar[str] = "term"
    text: str
    address: str
    glossary: bool = True
    """True for a glossary term, False for a person or a place."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    value: ValueSpan
    as_of: Day | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's caption and its table."""

    kind: ClassVar[str] = "figure"
    figure_id: str
    shape: str
    """The kind of figure the editor asked for: bar, timeline, table ..."""
    title: str
    rows: tuple[FigureRow, ...]
    note: Fragment | None = None


Part: TypeAlias = "Markup | NoteMark | ValueSpan | TermLink | Figure"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of markup with what stands in it, in reading order. Falsy when empty."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source's fields as one reference shows them, in the page's language."""

    key: str
    address: str
    type: str
    """The CSL type: book, webpage, article-newspaper, treaty ..."""
    kind: str
    """What it is, in words: "News report", "Treaty"; "Source" when nothing says."""
    title: str
    described: bool = False
    """The title stands in square brackets: whoever recorded the source describes it."""
    authors: tuple[str, ...] = ()
    """In display order, "Given Family" or as given literally."""
    editors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    issued: Day | None = None
    accessed: Day | None = None
    url: str = ""
    archive_url: str = ""
    doi: str = ""
    isbn: str = ""
    language_code: str = ""
    """Set where the source is not in the page's language."""
    language: str = ""
    """That language's name: "Russian"."""
    party: str = ""
    note: str = ""
    copy_of: Link | None = None


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One source that a note rests on, and where in it."""

    source: SourceView
    locator: str = ""
    quote: str = ""
    quote_url: str = ""
    """The source's address with a text fragment that leads to the quoted words."""


@dataclass(frozen=True, slots=True)
class Backlink:
    ref_id: str
    """The id of a mark in the text."""
    place: int
    places: int
    """This is mark ``place`` of ``places`` that lead to the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An endnote: sources, or the editor's own words, or a derived value's formula and inputs."""

    note_id: str
    number: int
    items: tuple[NoteItem, ...] = ()
    text: Fragment = Fragment()
    formula: str = ""
    inference: bool = False
    """The claim is this site's own inference."""
    backlinks: tuple[Backlink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim about a fact: who says what, when, of what, on what evidence."""

    value: str
    by: str = ""
    day: Day | None = None
    what: Fragment = Fragment()
    why: Fragment = Fragment()
    """Why it is preferred or deprecated, or why nothing is known."""
    standing: Literal["established", "reported", "asserted"] = "established"
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    current: bool = False
    context: bool = False
    """About something else than the fact's value: shown, never a rival."""
    inference: bool = False
    mark: NoteMark | None = None
    source: str = ""
    """Whose publication the note leads to, in words."""
    items: tuple[NoteItem, ...] = ()
    """The evidence itself, where no note leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsBlock:
    """What is said of one fact: a dispute between claims, or a value as it changed."""

    block_id: str
    fact_id: str
    label: str
    shape: Literal["disputed", "revised"]
    claims: tuple[ClaimView, ...]
    written: ValueSpan
    """What the site writes, plain."""
    what: Fragment = Fragment()
    """What all the claims count."""
    history: str = ""
    """Of a revised fact, its values in one line, oldest first."""
    why: Fragment = Fragment()
    checked: Day | None = None
    address: str = ""
    """The fact's page."""


@dataclass(frozen=True, slots=True)
class KeyFact:
    label: str
    value: ValueSpan
    as_of: Day | None = None
    revised: bool = False
    """Other values came before it: they are where the value's own address leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    heading: Fragment
    text: str
    """The heading as plain text."""
    answer: Fragment
    """The first paragraph: the answer in one sentence, without its ``<p>``."""
    body: Fragment
    """Block markup that follows it."""
    former_ids: tuple[str, ...] = ()
    blocks: tuple[ClaimsBlock, ...] = ()
    """Facts of this answer that are disputed or were revised."""
    report: Link | None = None
    """Where to report an error in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """Somebody or something that the page names, explained."""

    id: str
    """The entry's anchor on this page."""
    name: str
    kind: Literal["term", "person", "place"]
    address: str
    text: Fragment
    role: str = ""
    organization: bool = False
    same_as: tuple[str, ...] = ()
    """Addresses elsewhere of records of the same person or place."""


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    day: Day
    was: Fragment
    now: Fragment
    question: Link | None = None


@dataclass(frozen=True, slots=True)
class UpdateEntry:
    day: Day
    text: Fragment


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A place that relies on the source: an answer, a page's summary, a glossary entry ..."""

    page: Link
    place: Link
    locators: tuple[str, ...] = ()
