"""Link texts: make fragments of them, with each reference as one page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from explainer.addresses import links_from
from explainer.documents.markdown.parsed_text import (
    AsideName,
    FigureReference,
    LinkReference,
    OpeningTag,
    ParsedText,
)
from explainer.documents.markdown.parsed_text import Part as TextPart
from explainer.documents.references import kinds
from explainer.model.facts.passages import facts_told
from explainer.resolve.linking.figures import link_figure
from explainer.resolve.linking.formula_words import formula_in_words
from explainer.resolve.linking.library import Library, in_sentence, value_span
from explainer.resolve.linking.margins import margin_name, name_in_margin
from explainer.resolve.linking.notebook import (
    Basis,
    NoteBook,
    NoteEntry,
    Place,
    Use,
    standpoint_basis,
)
from explainer.resolve.linking.repeated_marks import repeated_marks
from explainer.resolve.linking.source_views import note_items, usual
from explainer.resolve.linking.speakers import sentences_at
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.published.notes import Note, Notes
from explainer.resolve.published.parts import (
    Figure,
    Fragment,
    Link,
    NoteMark,
    Part,
    TermLink,
    ValueSpan,
)
from explainer.resolve.references.figure_specs import read_figure
from explainer.resolve.references.links import DeadLink, resolve_link

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TABLE_TAG = re.compile(r"<(/?table>|(?:thead|tbody|tr|th|td)\b)")
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
_MOST_COLUMNS = 2  # what fits on a phone
ASIDE_NAMES = ("Note", "Tip", "Important", "Warning", "Caution")
"""The English names of asides, which a catalogue translates; a site may use others."""


class PageLinker(Struct, frozen=True, eq=False, kw_only=True):
    """Links the texts of one page, in reading order, and numbers its notes.

    ``explained`` is the kinds and ids of the entries that the page itself explains; ``claims_at``
    is the addresses at which it shows the claims about facts, by their ids.
    """

    library: Library
    page: Link
    explained: frozenset[tuple[str, str]] = frozenset()
    claims_at: Mapping[str, str] = {}
    marks: Literal["all", "no author's", "none"] = "all"
    """The note marks: ``[^n]`` only on the page that defines it, others where notes are shown."""
    _notebook: NoteBook = field(default_factory=NoteBook)
    _note_places: dict[Basis, Place] = {}
    uses: list[Use] = []
    """Where the texts linked so far cite sources, and state or tell facts."""

    def fragment(self, text: ParsedText, at: Place) -> Fragment:
        """The text with its references as this page shows them."""
        parts: list[Part] = []
        html = ""
        gettext = self.library.catalogue.gettext
        framed = frame_tables(text.parts, gettext("Table"))
        for index, written in enumerate(framed):
            if isinstance(written, str):
                html += written
            elif isinstance(written, AsideName):
                name = written.kind.replace("-", " ").capitalize()
                html += escape(gettext(name) if name in ASIDE_NAMES else name)
            elif isinstance(written, OpeningTag):
                html += "".join(self._in_words(piece, at) for piece in written.pieces)
            elif isinstance(written, kinds.FactReference) and written.in_link:
                html += escape(value_in_words(self._stated(written, framed, index, at)))
            elif (part := self._part(framed, index, at)) is not None:
                if isinstance(part, NoteMark) and not html.isspace():
                    html = html.rstrip()  # no space between a word and its mark
                if html:
                    parts.append(Markup(html))
                parts.append(part)
                html = ""
        if html:
            parts.append(Markup(html))
        for index in repeated_marks(parts):
            parts[index : index + 1] = self._notebook.without_mark(parts[index])
        return Fragment(tuple(parts))

    def _in_words(self, piece: str | kinds.FactReference | LinkReference, at: Place) -> str:
        """A piece of a tag, or a value in the text of a link, without markup."""
        if isinstance(piece, str):
            return piece
        if isinstance(piece, LinkReference):
            return escape(self._link(piece, at))
        return escape(value_in_words(self.value(piece.fact_id, piece.filters, at)))

    def _stated(
        self, fact: kinds.FactReference, parts: Sequence[TextPart], index: int, at: Place
    ) -> ValueSpan:
        """A value in a text, at ``index`` of its parts."""
        span = self.value(fact.fact_id, fact.filters, at)
        if not span.speaker:
            return span
        about = at.link.text if self.library.site.entry(at.link.text) else ""
        told = sentences_at(parts, index, about, self.library.language)
        return in_sentence(self.library, span, told)

    def _part(self, parts: Sequence[TextPart], index: int, at: Place) -> Part | None:
        match reference := parts[index]:
            case kinds.Citation():
                items = tuple(dict.fromkeys((s.key, s.locator, s.quote) for s in reference.sources))
                for each in reference.sources:
                    passages = self.library.ledger.passages
                    told = facts_told(passages, each.key, each.locator, each.quote)
                    self.uses.extend(Use(at.page, at.link, fact, role="told") for fact in told)
                return self.mark(Basis(items), at) if self.marks != "none" else None
            case kinds.FactReference():
                return self._stated(reference, parts, index, at)
            case kinds.TermReference():
                return self._term(reference)
            case kinds.NoteReference():
                basis = Basis(author_note=reference.name)
                return self.mark(basis, at) if self.marks == "all" else None
            case FigureReference():
                return self._figure(reference, at)
        return None

    def mark(self, basis: Basis, at: Place, *, against: bool = False) -> NoteMark:
        if basis.author_note:
            self._note_places.setdefault(basis, at)
        for key, locator, _ in basis.evidence:
            self.uses.append(Use(at.page, at.link, "", key, locator, "against" if against else ""))
        return self._notebook.mark(basis)

    def value(self, fact_id: str, filters: tuple[str, ...], at: Place) -> ValueSpan:
        """A fact's value where the page states it, with its note unless it is ``plain``."""
        self.uses.append(Use(at.page, at.link, fact_id))
        if "plain" in filters or self.marks == "none":
            return self.span(fact_id, filters)
        standpoint = self.library.ledger.standpoints[fact_id]
        return self.span(fact_id, filters, self.mark(standpoint_basis(standpoint), at))

    def span(
        self, fact_id: str, filters: tuple[str, ...], note: NoteMark | None = None
    ) -> ValueSpan:
        """A fact's value, with the mark of its ``note``; it does not count as stated."""
        return value_span(self.library, fact_id, filters, note, self.claims_at.get(fact_id, ""))

    def named_in_margin(self, *texts: Fragment) -> tuple[Fragment, ...]:
        """The texts of one answer, with sources named beside them."""
        library, notebook = self.library, self._notebook
        return name_in_margin(
            texts,
            lambda mark: margin_name(library, notebook.basis(mark)),
            library.catalogue.gettext("the same"),
        )

    def notes(self, own_notes: Mapping[str, ParsedText]) -> Notes:
        """The notes in order. What an author's note cites is numbered when that note is printed,
        but counts as cited where the note's first mark is."""
        drafted: list[Fragment] = []
        for entry in self._notebook.entries:  # to which printing a note may add further ones
            name, at = entry.basis.author_note, self._note_places.get(entry.basis)
            drafted.append(self.fragment(own_notes[name], at) if at else Fragment())
        named_in: dict[str, str] = {}
        notes = [
            self._note(*each, named_in)
            for each in zip(self._notebook.entries, drafted, strict=True)
        ]
        return usual(notes)

    def _note(self, entry: NoteEntry, text: Fragment, named_in: dict[str, str]) -> Note:
        """The note; the sources that it is the first to name are added to ``named_in``."""
        basis = entry.basis
        items = note_items(self.library.views, basis.evidence, named_in)
        for item in items:
            named_in.setdefault(item.source.key, entry.note_id)
        return Note(
            note_id=entry.note_id,
            number=entry.number,
            items=items,
            text=text,
            formula=formula_in_words(self.library, basis.derived) if basis.derived else "",
            inference=basis.inference,
            backlinks=entry.backlinks,
        )

    def _term(self, reference: kinds.TermReference) -> TermLink:
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

    def _link(self, link: LinkReference, at: Place) -> str:
        library = self.library
        found = resolve_link(library.site, library.site_map, at.path, library.language, link)
        link_to = links_from(self.page.address, to_files=library.site.offline)
        return link_to("" if isinstance(found, DeadLink) else found)

    def _figure(self, reference: FigureReference, at: Place) -> Figure | None:
        library = self.library
        spec, _ = read_figure(library.site.texts[at.path], reference, library.site)
        if spec is None:
            return None
        self.uses.extend(Use(at.page, at.link, named.id) for named in spec.facts)
        title, measure = (
            plain_text(self.fragment(text or ParsedText(), at))
            for text in (reference.title, reference.measure)
        )
        figure = link_figure(
            library,
            spec,
            title=title,
            measure=measure,
            mark=lambda basis: self.mark(basis, at) if self.marks != "none" else None,
        )
        note = self.fragment(reference.note, at) if reference.note else None
        return replace(figure, note=note)  # its notes follow those of what it stands below


def text_in_words(library: Library, text: ParsedText, path: str) -> str:
    """The words of a text from the file at ``path``, without counting what it cites and states."""
    if len(text.parts) == 1 and isinstance(markup := text.parts[0], str):
        return plain_text(Fragment((Markup(markup),)))
    nowhere = Link("", "")
    return plain_text(
        PageLinker(library=library, page=nowhere).fragment(text, Place(nowhere, path))
    )


def frame_tables(parts: Sequence[TextPart], label: str) -> Sequence[TextPart]:
    """The parts of a text with a frame around each table. A wide table may have to scroll: its
    frame can be reached by keyboard and has the label.

    A small screen shows rows as blocks, and before each cell the head of its column. Some
    browsers take what is not laid out as a table for none, hence the roles."""
    if not any(isinstance(part, str) and "<table>" in part for part in parts):
        return parts
    whole = "".join(part for part in parts if isinstance(part, str))
    tables = iter([_HEADING.findall(table) for table in _TABLE.findall(whole)])
    heads: list[str] = []
    """Of the table that is open; that of its next cell comes first."""

    def frame(match: re.Match[str]) -> str:
        tag = match[1]
        if tag == "table>":
            heads[:] = [escape(plain_text(Fragment((Markup(head),)))) for head in next(tables)]
        if not heads:
            return match[0]
        if tag == "table>":
            scrolls = f' role="group" tabindex="0" aria-label="{escape(label)}"'
            wide = scrolls if len(heads) > _MOST_COLUMNS else ""
            return f'<div class="table"{wide}><table role="table">'
        if tag == "/table>":
            heads.clear()
            return f"{match[0]}</div>"
        if tag == "td":
            heads.append(heads.pop(0))
        head = f' data-label="{heads[-1]}"' if tag == "td" else ""
        return f'{match[0]} role="{_ROLES[tag]}"{head}'

    return [_TABLE_TAG.sub(frame, part) if isinstance(part, str) else part for part in parts]
