"""Texts to fragments: each reference as what it is on one page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from markupsafe import Markup

from explainer.addresses import relative
from explainer.documents.markdown.marked_text import (
    FigureReference,
    LinkReference,
    MarkedText,
    OpeningTag,
)
from explainer.documents.markdown.marked_text import Part as TextPart
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    TermReference,
)
from explainer.model.values.value import DateValue
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.fact_ages import unchecked_since
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.margins import name_in_margin
from explainer.resolve.linking.notebook import Basis, NoteBook, basis_of
from explainer.resolve.linking.plain_words import plain_text, value_in_words
from explainer.resolve.linking.source_views import margin_label
from explainer.resolve.linking.wording import day, write_standpoint
from explainer.resolve.published.parts import (
    Figure,
    FigureRow,
    Fragment,
    Link,
    NoteMark,
    Part,
    TermLink,
    ValueSpan,
)
from explainer.resolve.references.figure_specs import read_figure
from explainer.resolve.references.links import DeadLink, resolve_image, resolve_link

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TABLE_TAG = re.compile(r"</?table>")
_HEADING = re.compile(r"<th\b")
_MOST_COLUMNS = 2  # that a phone has room for


@dataclass(frozen=True, slots=True)
class Use:
    """A place that relies on a source."""

    source: str
    page: Link
    place: Link
    locator: str
    against: bool = False
    """It is cited for a claim that says otherwise than the site does."""


@dataclass(frozen=True, slots=True)
class FactUse:
    """A place that states a fact."""

    fact: str
    page: Link
    place: Link


@dataclass(slots=True)
class PageLinker:
    """Links the texts of the page at ``address``, in reading order, and numbers its notes.

    ``path`` is the file that links are relative to. ``explained`` are the entries that the
    page explains itself, ``claims_at`` the addresses at which it shows facts' claims, and
    ``place`` is what relies on the sources cited now.
    """

    library: Library
    page: Link
    path: str
    explained: frozenset[tuple[str, str]] = frozenset()
    claims_at: Mapping[str, str] = field(default_factory=dict)
    place: Link | None = None
    listed: Link | None = None
    """While an entry is explained, the index that it stands in: what it rests on counts there."""
    author_notes: bool = True
    """Whether ``[^n]`` means something: its definition stands on one page only."""
    notebook: NoteBook = field(default_factory=NoteBook)
    uses: list[Use] = field(default_factory=list)
    fact_uses: list[FactUse] = field(default_factory=list)
    figures: int = 0
    _note_places: dict[Basis, Link] = field(default_factory=dict)

    def fragment(self, text: MarkedText) -> Fragment:
        """The text with its references as they stand on this page."""
        parts: list[Part] = []
        html = ""
        for written in frame_tables(text.parts, self.library.catalogue.gettext("Table")):
            if isinstance(written, str):
                html += written
            elif isinstance(written, OpeningTag):
                html += "".join(map(self._in_words, written.pieces))
            elif isinstance(written, FactReference) and written.in_link:
                html += self._in_words(written)
            elif (part := self._part(written)) is not None:
                if isinstance(part, NoteMark) and not html.isspace():
                    html = html.rstrip()  # a mark stands right behind its word
                if html:
                    parts.append(Markup(html))
                parts.append(part)
                html = ""
        if html:
            parts.append(Markup(html))
        return Fragment(tuple(parts))

    def _in_words(self, piece: str | FactReference | LinkReference) -> str:
        """A piece of a tag, or a value in a link's text, where no markup can stand."""
        if isinstance(piece, str):
            return piece
        if isinstance(piece, LinkReference):
            return escape(self._link(piece))
        return escape(value_in_words(self.value(piece.fact_id, piece.filters)))

    def _part(self, reference: object) -> Part | None:
        match reference:
            case Citation():
                items = tuple(dict.fromkeys((s.key, s.locator, s.quote) for s in reference.sources))
                return self.mark(Basis(items))
            case FactReference():
                return self.value(reference.fact_id, reference.filters)
            case TermReference():
                return self._term(reference)
            case NoteReference():
                return self.mark(Basis(author_note=reference.name)) if self.author_notes else None
            case FigureReference():
                return self._figure(reference)
        return None

    def mark(self, basis: Basis, *, against: bool = False) -> NoteMark:
        place = self.place or self.page
        if basis.author_note:
            self._note_places.setdefault(basis, place)
        for source, locator, _ in basis.evidence:
            self.uses.append(Use(source, self.listed or self.page, place, locator, against))
        return self.notebook.mark(basis)

    def place_of_note(self, basis: Basis) -> Link:
        """Where the editor's note was first referred to: what it cites counts there."""
        return self._note_places.get(basis, self.page)

    def named_in_margin(self, *texts: Fragment) -> tuple[Fragment, ...]:
        """The texts of one answer, with their sources named beside them."""
        return name_in_margin(texts, lambda mark: self._margin_name(self.notebook.basis(mark)))

    def _margin_name(self, basis: Basis) -> str:
        """Who, then what and when."""
        gettext = self.library.catalogue.gettext
        if basis.author_note:
            return ""
        if basis.derived:
            return gettext("Derived value")
        label = margin_label(self.library.views[basis.evidence[0][0]])
        others = len({source for source, _, _ in basis.evidence}) - 1
        if not others:
            return label
        more = self.library.catalogue.ngettext(
            "and %(count)s other source", "and %(count)s other sources", others
        )
        return f"{label}\n{more % {'count': others}}"

    def value(self, fact_id: str, filters: tuple[str, ...]) -> ValueSpan:
        """A fact's value where it is stated: with its note, but for ``plain``."""
        page = self.listed or self.page
        self.fact_uses.append(FactUse(fact_id, page, self.place or self.page))
        span = self.span(fact_id, filters)
        if "plain" in filters:
            return span
        return replace(span, mark=self.mark(standpoint_basis(self._standpoint(fact_id))))

    def _standpoint(self, fact_id: str) -> Standpoint:
        return self.library.ledger.standpoints[fact_id]

    def span(self, fact_id: str, filters: tuple[str, ...]) -> ValueSpan:
        """A fact's value with the words for its state, without a note."""
        library, standpoint = self.library, self._standpoint(fact_id)
        text = write_standpoint(
            standpoint, filters, library.site, library.language, library.catalogue
        )
        iso = ""
        if isinstance(standpoint.value, DateValue) and not filters:
            iso = day(standpoint.value.date, library.language).iso
        statement = "statement" in filters or standpoint.value is None
        return ValueSpan(
            text,
            standpoint.fact.id,
            iso,
            standpoint.disputed and not statement,
            standpoint.unconfirmed and not statement,
            "" if statement else standpoint.speaker,
            caveat="" if statement else self._caveat(standpoint),
            address=self.claims_at.get(fact_id) or library.address(f"facts/{fact_id}/"),
            unchecked_since=unchecked_since(library, fact_id),
        )

    def _caveat(self, standpoint: Standpoint) -> str:
        gettext = self.library.catalogue.gettext
        words = []
        if standpoint.disputed:
            words.append(gettext("disputed"))
        if standpoint.unconfirmed:
            words.append(gettext("unconfirmed"))
        if standpoint.speaker:
            words.append(gettext("according to %(speaker)s") % {"speaker": standpoint.speaker})
        return ", ".join(words)

    def _term(self, reference: TermReference) -> TermLink:
        library = self.library
        entry = library.site.entry(reference.term)
        assert entry is not None
        shown = reference.shown
        if not shown:
            by_id = reference.term == entry.id and entry.id != entry.name
            shown = entry.name_in(library.language) if by_id else reference.term
        inside = (entry.kind, entry.id) in self.explained
        address = f"{self.page.address}#term-{entry.id}" if inside else library.entry_address(entry)
        return TermLink(shown, address, entry.kind == "term")

    def _link(self, link: LinkReference) -> str:
        library = self.library
        if link.image:
            image = resolve_image(library.site, self.path, link.address)
            target = "" if isinstance(image, DeadLink) else image
        else:
            found = resolve_link(
                library.site, library.site_map, self.path, library.language, link.address
            )
            target = "" if isinstance(found, DeadLink) else found.address
        return relative(self.page.address, target)

    def _figure(self, reference: FigureReference) -> Figure | None:
        library = self.library
        spec, _ = read_figure(library.site.texts[self.path], reference, library.site)
        if spec is None:
            return None
        self.figures += 1
        number = self.figures
        rows = []
        for fact_id, _offset in spec.facts:
            standpoint = library.ledger.standpoints[fact_id]
            claim = standpoint.claim
            moving = claim and claim.as_of and not isinstance(standpoint.value, DateValue)
            rows.append(
                FigureRow(
                    standpoint.fact.in_language("label", library.language),
                    self.value(fact_id, ("with-unit",)),
                    day(claim.as_of, library.language)
                    if claim and claim.as_of and moving
                    else None,
                )
            )
        title = plain_text(self.fragment(spec.title))
        return Figure(
            f"figure-{number}", spec.kind, title, tuple(rows), self.fragment(spec.note) or None
        )


def standpoint_basis(standpoint: Standpoint) -> Basis:
    claim = standpoint.claim
    inference = claim is not None and claim.inferred
    derived = standpoint.fact.id if standpoint.inputs else ""
    return basis_of(standpoint.evidence, derived=derived, inference=inference)


def frame_tables(parts: Sequence[TextPart], label: str) -> Sequence[TextPart]:
    """A text's parts, each table in a frame; one that may have to scroll can be reached by
    keyboard and is called ``label``."""
    if not any(isinstance(part, str) and "<table>" in part for part in parts):
        return parts
    whole = "".join(part for part in parts if isinstance(part, str))
    wide = iter(len(_HEADING.findall(table)) > _MOST_COLUMNS for table in _TABLE.findall(whole))
    framed = False

    def frame(match: re.Match[str]) -> str:
        nonlocal framed
        opens, closes = match[0] == "<table>", framed and match[0] == "</table>"
        framed = opens
        if opens:
            scrolls = f' role="group" tabindex="0" aria-label="{escape(label)}"'
            return f'<div class="table"{scrolls if next(wide) else ""}>{match[0]}'
        return f"{match[0]}</div>" if closes else match[0]

    return [_TABLE_TAG.sub(frame, part) if isinstance(part, str) else part for part in parts]
