"""One Markdown file of the site, an explainer or a plain page; and the days on which pages and
facts were checked or changed, and must be checked again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, child, offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import Body, FigureReference, ParsedText
from explainer.documents.references import kinds
from explainer.model.facts.claims import Fact, rivals
from explainer.model.shared.fields import Waiver
from explainer.model.shared.reading import Named

PageKind: TypeAlias = Literal["explainer", "page"]
Status: TypeAlias = Literal["draft", "published", "withdrawn"]

PAGE_IDS = frozenset(
    (
        *("top", "main", "notes", "notes-heading", "short-answer", "digest", "key-facts"),
        *("contents", "introduction", "unknowns", "method", "terms", "changes", "related"),
        *("cite", "closed"),
    )
)
"""Ids that every page generates itself."""
PAGE_ID_PREFIXES = ("fn-", "fnref-", "term-", "figure-", "claims-")
"""The beginnings of generated ids that end in a number or name."""


class Correction(Struct, frozen=True, kw_only=True):
    """A corrected mistake: on which ``day``, what the page said, and what it says ``now``;
    ``offset`` is that of the day."""

    day: date
    was: ParsedText
    now: ParsedText
    question: Named | None = None
    offset: int = 0
    was_offset: int = 0
    now_offset: int = 0


class Update(Struct, frozen=True):
    """A substantial addition to a page; ``offset`` is that of the day."""

    day: date
    text: ParsedText
    offset: int = 0


Change: TypeAlias = Correction | Update


class PageText(Struct, frozen=True):
    """What of a file only its own page needs."""

    body: Body = Body()
    front_matter: Mapping = Mapping(0, 0, ())

    def encoded(self) -> bytes:
        return Encoder(order="deterministic", decimal_format="string").encode(self)


class Page(Struct, frozen=True, kw_only=True):
    """An explainer or plain page, read from the file ``source``, in which all offsets are.

    ``name`` and ``language`` come from the file's name; ``language`` is empty if it is the site's
    own. ``reason`` says why a page is withdrawn. ``question_aliases`` are pairs of a former id of
    a question and the present one. ``translation`` is "machine", "human" or empty.
    """

    kind: PageKind
    name: str
    language: str
    source: SourceText
    title: ParsedText
    status: Status = "published"
    reason: str = ""
    standfirst: ParsedText = ParsedText()
    short_answer: ParsedText = ParsedText()
    digest: tuple[ParsedText, ...] = ()
    authors: tuple[Named, ...] = ()
    checked_by: tuple[Named, ...] = ()
    published: date | None = None
    checked: date | None = None
    researched: date | None = None
    updated: date | None = None
    expires: date | None = None
    review_by: date | None = None
    review_every: str = ""
    topics: tuple[Named, ...] = ()
    key_facts: tuple[Named, ...] = ()
    unknowns: tuple[ParsedText, ...] = ()
    method: ParsedText = ParsedText()
    updates: tuple[Update, ...] = ()
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[Named, ...] = ()
    question_aliases: tuple[tuple[Named, Named], ...] = ()
    related: tuple[Named, ...] = ()
    translation: str = ""
    stated_language: Named | None = None
    """The language that the front matter states."""
    waived: tuple[Waiver, ...] = ()
    anchors: frozenset[str] = frozenset()
    """The ids that links to the page may use."""
    headings: tuple[tuple[str, ParsedText], ...] = ()
    """The id and the words of each question."""
    rests_on: tuple[frozenset[str], ...] = ()
    """What its texts state and cite, as ``rests_on`` finds it."""
    illustrated: bool = False
    """Whether there are images or figures in its texts."""
    packed: bytes = b""
    """Its ``PageText``, encoded: it takes half the memory, and few pages of a build need it."""

    @property
    def body(self) -> Body:
        return _decoded(self.packed).body

    @property
    def front_matter(self) -> Mapping:
        return _decoded(self.packed).front_matter

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.corrections, *self.updates)

    @property
    def last_change(self) -> date | None:
        """The day of the newest correction or update, which may have rewritten earlier ones."""
        return max((change.day for change in self.changes), default=None)

    @property
    def question_ids(self) -> tuple[str, ...]:
        return tuple(question_id for question_id, _ in self.headings)

    def seen_by_others(self) -> Page:
        """The page without what only its own page shows."""
        return replace(self, source=SourceText(self.source.path, ""), packed=b"")

    def place_of(self, *names: str) -> tuple[int, int]:
        """Offset and length of the value of the first field in ``names`` that the front matter has,
        else of the beginning of the file."""
        for name in names:
            value = child(self.front_matter, [name])
            if isinstance(value, Scalar) and value.value:
                return offsets_of(self.source, value)(0), len(value.value)
        return 0, 1

    def held_back(self, as_of: date) -> bool:
        """Whether the page is a draft, or not yet published or expired on the day ``as_of``."""
        return (
            self.status == "draft"
            or (self.published is not None and self.published > as_of)
            or (self.expires is not None and self.expires < as_of)
        )


@lru_cache(maxsize=4)  # a page is asked for it many times in a row
def _decoded(packed: bytes) -> PageText:
    return _decoder().decode(packed) if packed else PageText()


@cache
def _decoder() -> Decoder[PageText]:
    return Decoder(PageText)


class ParsedPage(Struct, frozen=True, kw_only=True, tag=True):
    """The file at ``path``. ``page`` is None if the file could not be read. Unless ``sound``, its
    front matter is invalid, and any field of the page may be missing."""

    path: str
    kind: PageKind
    name: str
    language: str
    page: Page | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    sound: bool = False


def texts(page: Page, body: Body | None = None) -> Iterator[ParsedText]:
    """Every text of the page, except those in its figures; ``body`` is by default its own."""
    body = body or page.body
    yield from (page.title, page.standfirst, page.short_answer, *page.digest)
    yield from (page.method, *page.unknowns)
    yield from (update.text for update in page.updates)
    for correction in page.corrections:
        yield from (correction.was, correction.now)
    yield body.introduction
    for question in body.questions:
        yield from (question.heading, question.answer, question.body)
    yield from (note.text for note in body.notes)


def anchors(page: Page, body: Body, references: Sequence[object]) -> frozenset[str]:
    """The ids on a page with this body, and these references in all its texts: those that stand
    there, and of the sections that it is sure to have."""
    present = {
        "short-answer": page.short_answer,
        "digest": page.digest,
        "key-facts": page.key_facts,
        "unknowns": page.unknowns,
        "method": page.method,
        "changes": page.corrections or page.updates,
        "introduction": body.introduction,
        "contents": body.questions if page.kind == "explainer" else (),
        "related": page.related,
        "cite": page.kind == "explainer",
        "notes": page.key_facts or any(map(_makes_note, references)),
        "terms": any(isinstance(each, kinds.TermReference) for each in references),
    }
    found = {name for name, content in present.items() if content}
    found.update(each.figure_id for each in references if isinstance(each, FigureReference))
    found |= {"top", "main"}
    found.update(question.id for question in body.questions)
    found.update(anchor.id for anchor in body.anchors)
    found.update(old.id for old, _ in page.question_aliases)
    return frozenset(found)


def rests_on(page: Page, body: Body) -> tuple[frozenset[str], ...]:
    """The ids of facts, and ``@key`` of sources, that a page with this body names: outside its
    questions, then in each of them. Figures are not read."""
    outside = texts(page, replace(body, questions=()))
    key_facts = (named.id for named in page.key_facts)
    asked = ((each.heading, each.answer, each.body) for each in body.questions)
    return frozenset((*_named(outside), *key_facts)), *(frozenset(_named(each)) for each in asked)


def _named(texts: Iterable[ParsedText]) -> Iterator[str]:
    for reference in (each for text in texts for each in text.references):
        if isinstance(reference, kinds.FactReference):
            yield reference.fact_id
        elif isinstance(reference, kinds.Citation):
            yield from (f"@{cited.key}" for cited in reference.sources)


def _makes_note(reference: object) -> bool:
    if isinstance(reference, kinds.FactReference):
        return not reference.plain
    return isinstance(reference, kinds.Citation | kinds.NoteReference)


def newest_day(fact: Fact) -> date | None:
    """The last day of the newest date of the fact's rival claims, the first of an interval without
    end; None if they are undated."""
    dates = (claim.as_of for claim in rivals(fact.claims))
    days = (stated.last_day or stated.first_day for stated in dates if stated)
    return max((day for day in days if day), default=None)


def review_due(of: Fact | Page) -> date | None:
    """The earlier day of ``review_by`` and ``review_every``; None if a fact or page has neither. A
    period begins when it was checked; else for a fact with its newest day, for a page when it was
    researched, else with its last change or its publication."""
    start = of.checked
    if isinstance(of, Fact):
        start = start or newest_day(of)
    else:
        start = start or of.researched or of.updated or of.published
    days = [of.review_by] if of.review_by else []
    if of.review_every and start:
        days.append(_later(start, of.review_every))
    return min(days, default=None)


def is_past(due: date | None, as_of: date) -> bool:
    """Whether ``as_of`` is after the day ``due``, if there is one."""
    return due is not None and due < as_of


def _later(start: date, period: str) -> date:
    """The end of a ``period`` such as "6 months"; the last day of a month that is too short."""
    count, unit = period.split()
    number, unit = int(count), unit.removesuffix("s")
    try:
        if unit in ("day", "week"):
            return start + timedelta(**{f"{unit}s": number})
        months = start.month - 1 + number * (12 if unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max  # the last that Python can name


def last_change(page: Page) -> date | None:
    """The newest day of an update or a correction, or None."""
    return max(filter(None, (page.updated, page.last_change)), default=None)
