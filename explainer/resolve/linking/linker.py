"""Link texts: make fragments of them, with each reference as one page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Literal

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from explainer.addresses import language_of, links_from
from explainer.documents.markdown.parsed_text import (
    AsideName,
    FigureReference,
    LinkReference,
    OpeningTag,
    ParsedText,
)
from explainer.documents.markdown.parsed_text import Part as TextPart
from explainer.documents.references import kinds
from explainer.figures.picture import PictureFields
from explainer.model.entries.entry import Entry
from explainer.model.facts.passages import facts_told
from explainer.resolve.linking.figures import link_figure
from explainer.resolve.linking.formula_words import formula_in_words
from explainer.resolve.linking.library import Library, value_span
from explainer.resolve.linking.notebook import (
    Basis,
    NoteBook,
    NoteEntry,
    Place,
    Use,
    margin_name,
    name_in_margin,
    repeated_marks,
    standpoint_basis,
)
from explainer.resolve.linking.source_views import note_items, usual
from explainer.resolve.linking.speakers import in_sentence, sentences_at
from explainer.resolve.linking.tables import frame_tables
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.published.parts import (
    Embed,
    Figure,
    Fragment,
    Link,
    NoteMark,
    Part,
    TermLink,
    ValueSpan,
)
from explainer.resolve.published.source_pages import Note, Notes
from explainer.resolve.references.figures import read_figure, with_files
from explainer.resolve.references.links import DeadLink, image_address, resolve_link

ASIDE_NAMES = ("Note", "Tip", "Important", "Warning", "Caution")
"""The English names of asides, which a catalogue translates; a site may use others."""


class PageLinker(Struct, frozen=True, eq=False, kw_only=True):
    """Links the texts of one page, in reading order, and numbers its notes.

    ``explained`` is the kinds and ids of the entries that the page itself explains; ``claims_at``
    is the addresses at which it shows the claims about facts, by their ids; ``embeds`` is the
    address below which its figures stand alone, empty if they do not.
    """

    library: Library
    page: Link
    explained: frozenset[tuple[str, str]] = frozenset()
    claims_at: Mapping[str, str] = {}
    embeds: str = ""
    marks: Literal["all", "no author's", "none"] = "all"
    """The note marks: ``[^n]`` only on the page that defines it, others where notes are shown."""
    _notebook: NoteBook = field(default_factory=NoteBook)
    _note_places: dict[Basis, Place] = {}
    _pictures: list[str] = []
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
                html += self._tag(written, at)
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

    def _tag(self, written: OpeningTag, at: Place) -> str:
        """A tag: that of an image with the files of its picture, that of a link with the language
        of the page to which it leads, if it is another than this page's."""
        site, tag, link, address = self.library.site, "", None, ""
        for piece in written.pieces:
            if isinstance(piece, str):
                tag += piece
            elif isinstance(piece, LinkReference):
                link, address = piece, self._address(piece, at)
                tag += escape(self._link_to(address))
            else:
                tag += escape(value_in_words(self.value(piece.fact_id, piece.filters, at)))
        if link and link.image:
            name = address.removeprefix(image_address(""))
            return with_files(tag, name, site, self._link_to)
        if link and (language := language_of(address, site.languages)) != self.library.language:
            return f'{tag.removesuffix(">")} hreflang="{language}">'
        return tag

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

    def value(self, fact_id: str, filters: tuple[str, ...] | None, at: Place) -> ValueSpan:
        """A fact's value where the page states it, with its note unless it is ``plain``."""
        self.uses.append(Use(at.page, at.link, fact_id))
        if "plain" in (filters or ()) or self.marks == "none":
            return self.span(fact_id, filters)
        standpoint = self.library.ledger.standpoints[fact_id]
        return self.span(fact_id, filters, self.mark(standpoint_basis(standpoint), at))

    def span(
        self, fact_id: str, filters: tuple[str, ...] | None = None, note: NoteMark | None = None
    ) -> ValueSpan:
        """A fact's value, with the mark of its ``note``; it does not count as stated."""
        return value_span(self.library, fact_id, filters, note, self.claims_at.get(fact_id, ""))

    def named_in_margin(self, *texts: Fragment) -> tuple[Fragment, ...]:
        """The texts of one answer, with sources named beside them."""
        same = self.library.catalogue.gettext("the same")
        basis = self._notebook.basis
        return name_in_margin(texts, lambda mark: margin_name(self.library, basis(mark)), same)

    def notes(self, own_notes: Mapping[str, ParsedText]) -> Notes:
        """The notes in order. What an author's note cites is numbered when that note is printed,
        but counts as cited where the note's first mark is."""
        drafted: list[tuple[NoteEntry, Fragment]] = []
        for entry in self._notebook.entries:  # to which printing a note may add further ones
            name, at = entry.basis.author_note, self._note_places.get(entry.basis)
            drafted.append((entry, self.fragment(own_notes[name], at) if at else Fragment()))
        notes: list[Note] = []
        named_in: dict[str, str] = {}
        for entry, text in drafted:
            basis = entry.basis
            items = note_items(self.library.views, basis.evidence, named_in)
            named_in = {item.source.key: entry.note_id for item in items} | named_in
            notes.append(
                Note(
                    note_id=entry.note_id,
                    number=entry.number,
                    items=items,
                    text=text,
                    formula=formula_in_words(self.library, basis.derived) if basis.derived else "",
                    inference=basis.inference,
                    backlinks=entry.backlinks,
                )
            )
        return usual(notes)

    def _term(self, reference: kinds.TermReference) -> TermLink:
        entry = self.library.site.entry(reference.term)
        assert entry is not None
        by_id = reference.term == entry.id and entry.id != entry.name
        named = entry.name_in(self.library.language) if by_id else reference.term
        return TermLink(reference.shown or named, self._explained_at(entry), entry.kind == "term")

    def _explained_at(self, entry: Entry) -> str:
        if (entry.kind, entry.id) in self.explained:
            return f"{self.page.address}#term-{entry.id}"
        return self.library.entry_address(entry)

    def _address(self, link: LinkReference, at: Place) -> str:
        library = self.library
        found = resolve_link(library.site, library.site_map, at.path, library.language, link)
        return "" if isinstance(found, DeadLink) else found

    @property
    def _link_to(self) -> Callable[[str], str]:
        return links_from(self.page.address, to_files=self.library.site.offline)

    def _figure(self, reference: FigureReference, at: Place) -> Figure | None:
        library = self.library
        spec, _ = read_figure(library.site.texts[at.path], reference, library.site)
        if spec is None:
            return None
        self.uses.extend(Use(at.page, at.link, named.id) for named in spec.facts)
        written = (reference.title or ParsedText(), reference.measure or ParsedText())
        title, measure = (plain_text(self.fragment(text, at)) for text in written)
        figure = link_figure(
            library,
            spec,
            title=title,
            measure=measure,
            explained_at=self._explained_at,
            mark=lambda basis: self.mark(basis, at) if self.marks != "none" else None,
        )
        note = self.fragment(reference.note, at) if reference.note else None
        if isinstance(fields := spec.fields, PictureFields):
            credit = f"{fields.credit} · {fields.licence}"
            figure = replace(figure, picture=self._picture(fields), credit=credit)
        # its notes follow those of what it stands below
        return replace(figure, note=note, embed=self.embed(figure.figure_id, title, at))

    def embed(self, anchor: str, title: str, at: Place) -> Embed | None:
        """Where what has this id on the page stands alone; None if it does not."""
        if not self.embeds or at.page.address != self.page.address:
            return None
        address, url = f"{self.embeds}{anchor}/", self.library.site.settings.url
        return Embed(anchor, address, title, f"{url}{address}" if url else "")

    def _picture(self, fields: PictureFields) -> Markup:
        """The picture of a figure. The first on a page is not left for later."""
        later = ' loading="lazy"' if self._pictures else ""
        self._pictures.append(fields.name)
        address = self._link_to(image_address(fields.name))
        tag = f'<img alt="{escape(fields.alt)}"{later} src="{address}">'
        return Markup(with_files(tag, fields.name, self.library.site, self._link_to))


def text_in_words(library: Library, text: ParsedText, path: str) -> str:
    """The words of a text from the file at ``path``, without counting what it cites and states."""
    if not text:
        return ""
    if len(text.parts) == 1 and isinstance(markup := text.parts[0], str):
        return plain_text(Fragment((Markup(markup),)))
    linker = PageLinker(library=library, page=Link("", ""))
    return plain_text(linker.fragment(text, Place(linker.page, path)))
