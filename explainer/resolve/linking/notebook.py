"""The notes of one page, its places where facts and sources are used, and the marks whose source is
named in the margin, beside the text.

At most one mark in a sentence is named, each note once in an answer, and no mark too close to the
last one, so that every name is beside its sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.model.facts.claims import Evidence
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.source_views import margin_label
from explainer.resolve.published.parts import Backlink, Fragment, Link, NoteMark, Part, ValueSpan

_NOT_ID = re.compile(r"[^a-z0-9]+")
_STOP = r"[.!?…։。؟][\"”’»)\]]*"  # with closing quotation marks and brackets
_SENTENCE_END = re.compile(rf"{_STOP}\s|</?(?:p|li|dd|dt|blockquote|td|th)\b")
_AT_ITS_END = re.compile(rf"{_STOP}$")
_AFTER_STOP = '\n"”’»)]'
_TAG = re.compile(r"<[^<>]*>")
_TABLE = re.compile(r"<(/?)table\b")
_ROOM = 100
"""How many characters of text there must be for each source beside them."""


class Basis(Struct, frozen=True):
    """What a note shows; marks with the same basis share a note.

    ``evidence`` is (source key, locator, passage) in order; ``author_note`` is the name of an
    editor's own note; ``derived`` is the id of a derived fact; ``inference`` says that the claim
    is the site's own inference.
    """

    evidence: tuple[tuple[str, str, str], ...] = ()
    author_note: str = ""
    derived: str = ""
    inference: bool = False


def basis_of(evidence: Sequence[Evidence], *, derived: str = "", inference: bool = False) -> Basis:
    items = dict.fromkeys((e.source, e.locator, e.quote) for e in evidence)
    return Basis(tuple(items), derived=derived, inference=inference)


def standpoint_basis(standpoint: Standpoint) -> Basis:
    claim = standpoint.claim
    inference = claim is not None and claim.inferred
    derived = standpoint.fact.id if standpoint.inputs else ""
    return basis_of(standpoint.evidence, derived=derived, inference=inference)


class NoteEntry(Struct, frozen=True):
    """A note, and the ids of its marks so far."""

    basis: Basis
    number: int
    note_id: str
    ref_ids: list[str] = []

    @property
    def backlinks(self) -> tuple[Backlink, ...]:
        places = len(self.ref_ids)
        return tuple([Backlink(each, n, places) for n, each in enumerate(self.ref_ids, 1)])


class NoteBook(Struct):
    """Numbers the notes of one page, in the order in which their marks are made.

    A note's id is made from its basis, so that it stays the same when other notes come or go. A
    mark's id is its position on the page: only its note links to it.
    """

    entries: list[NoteEntry] = []
    """The notes in order."""
    _by_basis: dict[Basis, NoteEntry] = {}
    _ids: set[str] = set()
    _marks: int = 0

    def mark(self, basis: Basis) -> NoteMark:
        if (entry := self._by_basis.get(basis)) is None:
            entry = NoteEntry(basis, len(self.entries) + 1, self._new_id(basis))
            self._by_basis[basis] = entry
            self.entries.append(entry)
        self._marks += 1
        ref_id = f"fnref-{self._marks}"
        entry.ref_ids.append(ref_id)
        return NoteMark(entry.number, entry.note_id, ref_id)

    def basis(self, mark: NoteMark) -> Basis:
        return self.entries[mark.number - 1].basis

    def _new_id(self, basis: Basis) -> str:
        """An id that no note of the page has; ``basis`` is none of theirs."""
        words = basis.author_note or basis.derived or basis.evidence[0][0]
        slug = _NOT_ID.sub("-", words.lower()).strip("-") or "x"
        # A note may have the name of a source. No slug begins with a hyphen, so ids stay distinct.
        stem = f"fn--{slug}" if basis.author_note else f"fn-{slug}"
        simple = basis in (Basis(((slug, "", ""),)), Basis(author_note=slug))
        note_id = stem if simple else f"{stem}-{_digest(basis)[:6]}"
        if note_id in self._ids:
            note_id = f"{stem}-{_digest(basis)[:16]}"
        self._ids.add(note_id)
        return note_id


def _digest(basis: Basis) -> str:
    return hashlib.sha256(repr(basis).encode()).hexdigest()


class Place(Struct, frozen=True, gc=False):
    """The place of a text, where what it states and cites is used.

    ``page`` is the page that the use counts for; ``path`` is the file that holds the text, which
    its links are relative to; ``section`` is a part of the page, such as a question.
    """

    page: Link
    path: str
    section: Link | None = None

    @property
    def link(self) -> Link:
        """The link to the section, or to the page if there is no section."""
        return self.section or self.page

    def under(self, name: str, anchor: str) -> Place:
        """The section ``name`` of this page, with the id ``anchor``."""
        return Place(self.page, self.path, Link(name, f"{self.page.address}#{anchor}"))

    def written_in(self, path: str) -> Place:
        """The same place for a text from another file."""
        return Place(self.page, path, self.section)


class Use(Struct, frozen=True, gc=False):
    """A place that cites ``source`` or states ``fact``: one of the two is empty. ``page`` is the
    page that it counts for."""

    page: Link
    place: Link
    fact: str = ""
    source: str = ""
    locator: str = ""
    against: bool = False
    """The source is cited for a claim that differs from what the site states."""


def name_in_margin(
    texts: Sequence[Fragment], source: Callable[[NoteMark], str]
) -> tuple[Fragment, ...]:
    """The texts of one answer. ``source`` returns the name of a mark's source for the margin, or an
    empty string if there is no source to name."""
    named: set[str] = set()
    return tuple(_name(text, source, named) for text in texts)


def margin_name(library: Library, basis: Basis) -> str:
    """The label of the first source and the number of others; empty for an author's note."""
    gettext = library.catalogue.gettext
    if basis.author_note:
        return ""
    if basis.derived:
        return gettext("Derived value")
    label = margin_label(library.views[basis.evidence[0][0]])
    others = len({source for source, _, _ in basis.evidence}) - 1
    if not others:
        return label
    more = library.catalogue.ngettext(
        "and %(count)s other source", "and %(count)s other sources", others
    )
    return f"{label}\n{more % {'count': others}}"


def _name(text: Fragment, source: Callable[[NoteMark], str], named: set[str]) -> Fragment:
    if not any(map(_mark_of, text.parts)):
        return text
    parts: list[Part] = []
    due, tail = True, ""  # whether a sentence has begun; a full stop at the end of the last part
    room, in_table = _ROOM, False
    for part in text.parts:
        mark = _mark_of(part)
        if isinstance(part, Markup):
            written = str(part)
            read = tail + written
            due = due or bool(_SENTENCE_END.search(read))
            if room < _ROOM:
                room += len(_TAG.sub("", written))
            tail = _stop_at_end(read)
            for end in _TABLE.findall(written) if "table" in written else ():
                in_table = not end
        fresh = mark and mark.note_id not in named and due and room >= _ROOM and not in_table
        if fresh and mark and (name := source(mark)):
            named.add(mark.note_id)
            due, room = False, 0
            parts.append(_with_source(part, name))
        else:
            parts.append(part)
    return Fragment(tuple(parts))


def _stop_at_end(text: str) -> str:
    """The full stop that the text ends with, and what closes behind it; else empty."""
    found = _AT_ITS_END.search(text, max(0, len(text.rstrip(_AFTER_STOP)) - 1))
    return found[0] if found else ""


def _mark_of(part: Part) -> NoteMark | None:
    if isinstance(part, NoteMark):
        return part
    return part.mark if isinstance(part, ValueSpan) else None


def _with_source(part: Part, source: str) -> Part:
    if isinstance(part, NoteMark):
        return replace(part, source=source)
    assert isinstance(part, ValueSpan)
    assert part.mark
    return replace(part, mark=replace(part.mark, source=source))
