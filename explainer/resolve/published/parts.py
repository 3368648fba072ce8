"""The parts of pages, as plain immutable values.

Addresses count from the site's root (see ``explainer.addresses``); a template makes a link of one
with ``link(address)``. Text is plain, and escaped when it is printed; ``Markup`` is sanitised.
Dates are written in the page's language, with their ISO form beside.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from markupsafe import Markup, escape
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
    """Nobody has confirmed it, and it is not the word of a speaker."""
    speaker: str = ""
    """Who says so, if the current claim is only asserted and the sentence does not tell."""
    rivals: str = ""
    """In a short answer, what others say of a disputed value."""
    form: tuple[str, ...] = ()
    """The filters by which numbers and dates beside it are written as it is."""
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
    """The word for its state, in the page's language, where its value does not say it: revised,
    by date, or that no claim stands. Key facts have it only if there are other values, and
    figures never."""
    is_statement: bool = False
    """The fact has no value: ``value`` is its sentence."""
    claimed: str = ""
    """On the home page, what is claimed, and by whom."""


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table: words, or a value with its state and note."""

    text: str = ""
    value: ValueSpan | None = None
    mark: NoteMark | None = None

    @property
    def plain(self) -> str:
        return self.value.text if self.value else self.text


class Table(Struct, frozen=True):
    """The numbers of a figure. The first cell of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Strand(Struct, frozen=True, gc=False):
    """What belongs together of what happened at one time: a strand of a timeline, or what one
    actor did. ``look`` are classes of the style sheet."""

    name: str
    items: tuple[ValueSpan, ...]
    """What happened, in the words of facts' labels. Without any it is the head of a column, for
    those who see columns."""
    look: str = ""
    address: str = ""
    """Where the actor is explained, if anywhere."""


class Step(Struct, frozen=True, gc=False, kw_only=True):
    """An item of an ordered list: what happened at one time, or from then on."""

    day: Day
    strands: tuple[Strand, ...]
    remark: str = ""
    """How well the date is known, where its place in the list would say too much."""
    gap: str = ""
    """How much time lies between it and the step before, if that is long."""
    look: str = ""


class Embed(Struct, frozen=True, gc=False):
    """The page of a figure or a question by itself, which other sites may frame."""

    anchor: str
    """The id of the same on the full page."""
    address: str
    title: str
    url: str = ""
    """Its full address; empty if the site has no public address."""
    height: ClassVar[int] = 600

    @property
    def lines(self) -> str:
        """The HTML that frames it on another site."""
        return (
            f'<iframe src="{escape(self.url)}" title="{escape(self.title)}" width="100%" '
            f'height="{self.height}" loading="lazy" style="border: 0"></iframe>'
        )


class Figure(Struct, frozen=True, gc=False, kw_only=True):
    """A figure: drawings or steps and its table, or a picture. Where there are drawings, the table
    is folded and the notes stand in a line below; else at what they are for."""

    kind: ClassVar[str] = "figure"
    figure_id: str
    """The id of the figure on the page."""
    shape: str
    """The kind of figure: bar, timeline, table ..."""
    title: str
    measure: str = ""
    """What is counted, where and when."""
    drawings: tuple[Markup, ...] = ()
    """SVG for a wide column, and for a narrow one."""
    steps: tuple[Step, ...] = ()
    table: Table
    key: tuple[tuple[str, str], ...] = ()
    """What looks in a drawing mean: pairs of a class and words."""
    remark: str = ""
    """What the site itself says of how it is drawn."""
    picture: Markup = Markup()
    credit: str = ""
    """Who made the picture, and by what right it is shown."""
    note: Fragment | None = None
    sources: tuple[tuple[str, NoteMark], ...] = ()
    """What each note below is for, with its mark."""
    embed: Embed | None = None
    """Where it stands alone, with its data beside it; none but in explainers and plain pages."""


Part: TypeAlias = "Markup | NoteMark | ValueSpan | TermLink | Figure"


class Fragment(MadeOfParts, frozen=True):
    """A text: markup and the parts in it, in reading order. It is false if it is empty."""

    _macro: ClassVar[str] = "fragment of inline.html"
    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)
