"""One Markdown file of the site: an explainer, or a plain page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, child
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import Body, ParsedText
from explainer.model.shared.reading import Named
from explainer.model.shared.waivers import Waiver

PageKind: TypeAlias = Literal["explainer", "page"]
Status: TypeAlias = Literal["draft", "published", "withdrawn"]

PAGE_IDS = frozenset(
    (
        *("top", "main", "notes", "notes-heading", "short-answer", "key-facts", "contents"),
        *("introduction", "unknowns", "method", "terms", "changes", "related", "cite", "closed"),
    )
)
"""Ids that a page makes itself, and the beginnings of those that it numbers."""
PAGE_ID_PREFIXES = ("fn-", "fnref-", "term-", "figure-", "dispute-")


@dataclass(frozen=True, slots=True)
class Correction:
    day: date
    was: ParsedText
    now: ParsedText
    question: Named | None = None
    was_offset: int = 0
    now_offset: int = 0


@dataclass(frozen=True, slots=True)
class Update:
    day: date
    text: ParsedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``name`` and ``language`` come from the file's name; ``language`` is empty for the site's.

    All offsets are offsets in ``source``.
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
    authors: tuple[Named, ...] = ()
    checked_by: tuple[Named, ...] = ()
    published: date | None = None
    checked: date | None = None
    updated: date | None = None
    expires: date | None = None
    review_by: date | None = None
    review_every: str = ""
    topics: tuple[str, ...] = ()
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
    """What its front matter says its language is."""
    waived: tuple[Waiver, ...] = ()
    body: Body = Body()
    front_matter: Mapping = Mapping(0, 0, ())

    @property
    def anchors(self) -> frozenset[str]:
        """Every id on the page that a link may lead to, but for the page's own."""
        questions = (q.id for q in self.body.questions)
        former = (old.id for old, _ in self.question_aliases)
        anchors = (anchor.id for anchor in self.body.anchors)
        return frozenset((*questions, *anchors, *former))

    def place_of(self, *names: str) -> tuple[int, int]:
        """Offset and length of the value of the first of the fields that the front matter has,
        else of the file's beginning."""
        for name in names:
            value = child(self.front_matter, [name])
            if isinstance(value, Scalar) and value.value:
                return offsets_of(self.source, value)(0), len(value.value)
        return 0, 1

    def live(self, as_of: date, drafts: bool) -> bool:
        """Whether the page is in the build: no draft, not embargoed, not expired."""
        return drafts or not self.held_back(as_of)

    def held_back(self, as_of: date) -> bool:
        return (
            self.status == "draft"
            or (self.published is not None and self.published > as_of)
            or (self.expires is not None and self.expires < as_of)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """The file at ``path``. ``page`` is None where the file could not be read; ``sound`` is
    False where its front matter is not what it should be, so that much may be missing."""

    path: str
    kind: PageKind
    name: str
    language: str
    page: Page | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    sound: bool = False
