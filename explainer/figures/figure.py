"""What figures are made from, and what they are: values that every kind shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from explainer.documents.files.pictures import Picture
from explainer.edtf import EdtfDate
from explainer.figures.drawing import Drawing
from explainer.languages.dates import format_date
from explainer.languages.words import joined
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import Claim, Printing
from explainer.model.shared.fields import Filled
from explainer.model.site.site import Unread
from explainer.model.values.value import Quantity, Value
from explainer.resolve.ledger import Standpoint
from explainer.resolve.published.parts import NoteMark, Step, Table, ValueSpan

WIDE, NARROW = 608.0, 320.0
"""Widths of the two drawings, in CSS px. The column of text has the first; a phone shows the
second, and so does large print. The style sheet chooses by the room that there is."""

FigureId = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        description="lower-case letters and digits, with hyphens between them",
    ),
]


class FigureFields(Struct, forbid_unknown_fields=True, kw_only=True):
    """What a figure of any kind may say. A kind adds its own fields."""

    title: Filled
    """What it shows, as a finding: in at most ten words."""
    measure: Filled | None = None
    """What is counted, where and when, in the line below the title."""
    facts: list[Filled] | Filled = []
    """The facts it draws: ids, patterns such as tide.*, or tag name."""
    note: Filled | None = None
    """A remark below it. Inline Markdown with references."""
    id: FigureId | None = None
    """Its name in addresses, by default made of its title."""

    @property
    def shown_places(self) -> Sequence[str]:
        """Ids of the places that it shows."""
        return ()


class Named(Struct, frozen=True, gc=False):
    """A fact that a figure names, the place in the file where it does, and the group that it names
    it in."""

    standpoint: Standpoint
    offset: int
    group: str = ""

    @property
    def length(self) -> int:
        return len(self.standpoint.fact.id)


class Misfit(Struct, frozen=True, gc=False):
    """What does not fit: at the place of a fact's name or of a field, else of the word for the
    kind."""

    message: str
    hint: str
    offset: int | None = None
    length: int = 1


class Row(Struct, frozen=True, gc=False):
    """One line of a figure: what the site writes of a fact, or one ``claim`` about it, or what it
    writes beside what a text printed (``printing``) of such a claim."""

    standpoint: Standpoint
    claim: Claim | None = None
    group: str = ""
    printing: Printing | None = None


class Plan(Struct, frozen=True):
    """The rows of a figure in reading order, in which their notes are numbered. Then come those of
    what else it rests on: ids of ``places``, each with the key of the source of its coordinates,
    and keys of ``sources``, each with its offset."""

    rows: tuple[Row, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()


class Chosen(Struct, frozen=True, kw_only=True):
    """What a kind plans from: ``fields`` as its own type, and the facts in the order named.
    ``place_of`` gives the offset of a field's value, or of an item of its list."""

    fields: Any
    facts: tuple[Named, ...]
    entries: Mapping[tuple[str, str], Entry]
    unread: Unread = Unread()
    """Which entries could not be read."""
    images: Mapping[str, Picture]
    place_of: Callable[..., int | None]
    language: str = "en"
    """The site's."""


class Printed(Struct, frozen=True, gc=False):
    """An error as a text printed it, in words."""

    words: str
    """Those of the text, in quotation marks; else the value."""
    name: str
    """Who published the text."""
    cause: str
    """How the error arose."""
    seen: str = ""
    """The day on which it was seen there."""
    mark: NoteMark | None = None


class Datum(Struct, frozen=True, gc=False, kw_only=True):
    """A row with its words in the page's language."""

    fact_id: str
    label: str
    short: str
    group: str = ""
    value: Value | None
    """None for a statement."""
    span: ValueSpan
    """The value in words with its unit, its state, its speaker and its note's mark."""
    when: EdtfDate | None = None
    """The date that the value is of."""
    day: str = ""
    """The same in words."""
    by: str = ""
    """Who says so, of a claim; ``source`` is who published that."""
    source: str = ""
    standing: str = "written"
    """``written`` is what the site writes; other claims are ``live``, ``set-aside`` or
    ``withdrawn``."""
    rivals: tuple[Value, ...] = ()
    """What others say of a disputed value, each once."""
    printed: Printed | None = None
    """What a text printed instead."""

    @property
    def name(self) -> str:
        return self.short or self.label

    @property
    def mark(self) -> NoteMark | None:
        return self.span.mark


class Speech(Struct, frozen=True, kw_only=True):
    """How the page's language writes numbers, dates and words."""

    language: str
    catalogue: NullTranslations
    from_right: bool
    write_value: Callable[[Value], str]
    """A value as prose writes it, without its unit unless that is a sign, as in "€5"."""
    unit_name: Callable[[Sequence[Value | None]], str]
    """What all of the values count, as a column's head says it: "People"."""
    today: date
    entry_name: Callable[[str], str]
    """The name of a person, place or term by its id."""
    entry_address: Callable[[str], str]
    """Where it is explained; empty for what is none of these."""
    entries: Mapping[tuple[str, str], Entry] = {}
    site_language: str = "en"

    def __call__(self, phrase: str, **values: object) -> str:
        return self.catalogue.gettext(phrase) % values

    def joined(self, sign: str, *words: str) -> str:
        """The words that are not empty, with a comma, colon or semicolon between them."""
        return joined(sign, words, self.language)

    def number(self, number: Decimal) -> str:
        return self.write_value(Quantity(number))

    def others_say(self, datum: Datum, write: Callable[[Value], str] | None = None) -> str:
        """The values of others, where there are any."""
        said = self.joined(";", *map(write or self.write_value, datum.rivals))
        return self("others say %(values)s", values=said) if said else ""

    def beside(self, datum: Datum, write: Callable[[Value], str] | None = None) -> str:
        """Its state and speaker, and what others say, where there is any of these."""
        return self.joined(":", datum.span.caveat, self.others_say(datum, write))

    def date(self, when: EdtfDate, *, with_year: bool = True) -> str:
        return format_date(when, self.language, with_year, self.catalogue)


class Drawn(Struct, frozen=True, kw_only=True):
    """A figure without title, note and sources. It has drawings or steps, or its table alone."""

    wide: Drawing | None = None
    narrow: Drawing | None = None
    described: str = ""
    """What is seen, in a sentence, for those who do not see it."""
    measure: str = ""
    """What is counted and when, where the editor has not said it."""
    steps: tuple[Step, ...] = ()
    table: Table
    key: tuple[tuple[str, str], ...] = ()
    """What looks mean that are not labelled in the drawing: pairs of a class and words."""
    remark: str = ""
    """What the site itself says below it."""


class Kind(Struct, frozen=True):
    """A kind of figure: its fields, what it draws, and how. One that is ``drawn`` has its notes in
    a line below it; in the others each row has its own."""

    fields: type[FigureFields]
    plan: Callable[[Chosen], Plan]
    draw: Callable[[Any, Sequence[Datum], Speech], Drawn]
    drawn: bool = True
    groups: str = ""
    """The field that names facts too, under the name of what they belong to."""
    unnamed: Literal["nothing", "else", "errors"] = "nothing"
    """What it draws where no facts are named: something else than facts, or those of which texts
    printed an error."""
