"""What a template is given: pages with everything resolved, as plain immutable values.

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
    language: str = ""
    """Set where the target is in another language than the page."""


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
    """The source named without a click, one or two lines divided by a line feed."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source's fields as one reference shows them, in the page's language."""

    key: str
    address: str
    type: str
    """The CSL type: book, webpage, article-newspaper, treaty ..."""
    kind: str
    """What it is, in words: "News report", "Treaty"; "Source" when nothing says."""
    title: str
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
    place: int
    places: int
    """This is mark ``place`` of ``places`` that lead to the note."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class KeyFact:
    label: str
    value: ValueSpan
    as_of: Day | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TermEntry:
    """Somebody or something that the page names, explained."""

    id: str
    """The entry's anchor on this page."""
    name: str
    kind: Literal["term", "person", "place"]
    address: str
    text: Fragment
    role: str = ""


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
class Head:
    """What every page has."""

    address: str
    language: str
    title: str
    description: str = ""
    alternates: tuple[Link, ...] = ()
    """This page in each of its languages, its own included; empty when there is but one."""
    canonical: str = ""
    draft: bool = False
    breadcrumb: tuple[Link, ...] = ()
    machine_translation: bool = False
    original: Link | None = None
    """For a translation, the page it was made from."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame around every page of one language: kept small, since each page depends on it."""

    site_title: str
    home: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    publisher: str = ""
    contact: Link | None = None
    description: str = ""
    stylesheet: str = ""
    """Address of the style sheet."""
    script: str = ""
    base: str = "/"
    """The path under which the site stands: only 404.html needs it."""


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    template: ClassVar[str] = "explainer.html"
    head: Head
    standfirst: Fragment = Fragment()
    short_answer: Fragment = Fragment()
    authors: tuple[Link, ...] = ()
    checked_by: tuple[Link, ...] = ()
    published: Day | None = None
    updated: Day | None = None
    checked: Day | None = None
    source_count: int = 0
    topics: tuple[str, ...] = ()
    key_facts: tuple[KeyFact, ...] = ()
    introduction: Fragment = Fragment()
    """What stands before the first question."""
    questions: tuple[Question, ...] = ()
    unknowns: tuple[Fragment, ...] = ()
    method: Fragment = Fragment()
    terms: tuple[TermEntry, ...] = ()
    corrections: tuple[CorrectionEntry, ...] = ()
    updates: tuple[UpdateEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    related: tuple[Link, ...] = ()
    citation: str = ""
    """How to cite this page, as plain text."""


@dataclass(frozen=True, slots=True)
class PlainPage:
    template: ClassVar[str] = "page.html"
    head: Head
    standfirst: Fragment = Fragment()
    body: Fragment = Fragment()
    checked: Day | None = None
    updated: Day | None = None
    terms: tuple[TermEntry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    template: ClassVar[str] = "withdrawn.html"
    head: Head
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RedirectPage:
    template: ClassVar[str] = "redirect.html"
    head: Head
    target: str = ""


@dataclass(frozen=True, slots=True)
class ExplainerCard:
    """An explainer as lists show it."""

    title: str
    address: str
    standfirst: str
    published: Day
    checked: Day
    questions: tuple[Link, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    template: ClassVar[str] = "home.html"
    head: Head
    description: str = ""
    explainers: tuple[ExplainerCard, ...] = ()
    source_count: int = 0
    question_count: int = 0


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    text: str
    address: str
    answer: str
    """The answer in one sentence, plain text without notes."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    explainer: Link
    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    template: ClassVar[str] = "questions.html"
    head: Head
    groups: tuple[QuestionGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceListEntry:
    source: SourceView
    uses: int
    """How many places of the site rely on it."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    template: ClassVar[str] = "sources.html"
    head: Head
    entries: tuple[SourceListEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A place that relies on the source: an answer, a page's summary, a glossary entry ..."""

    page: Link
    place: Link
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    template: ClassVar[str] = "source.html"
    head: Head
    source: SourceView
    uses: tuple[SourceUse, ...] = ()
    copies: tuple[Link, ...] = ()
    """Other sources that repeat this one."""
    facts: tuple[str, ...] = ()
    """Statements or labels of the facts that it is evidence for."""


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """The glossary, the people, or the places: one list of entries."""

    template: ClassVar[str] = "entries.html"
    head: Head
    kind: Literal["term", "person", "place"]
    entries: tuple[TermEntry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonPage:
    template: ClassVar[str] = "person.html"
    head: Head
    entry: TermEntry
    wrote: tuple[Link, ...] = ()
    """Explainers that this person wrote or checked."""
    named_in: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    template: ClassVar[str] = "404.html"
    head: Head
    questions: tuple[Link, ...] = ()


Page: TypeAlias = (
    ExplainerPage
    | PlainPage
    | WithdrawnPage
    | RedirectPage
    | HomePage
    | QuestionsPage
    | SourcesPage
    | SourcePage
    | EntriesPage
    | PersonPage
    | NotFoundPage
)
