"""The notes of one page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from msgspec import Struct

from explainer.model.facts.claims import Evidence
from explainer.resolve.ledger import Standpoint
from explainer.resolve.published.parts import Backlink, NoteMark

_NOT_ID = re.compile(r"[^a-z0-9]+")


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


class _Entry(Struct, frozen=True):
    number: int
    note_id: str
    ref_ids: list[str] = []


class NoteBook(Struct):
    """Numbers the notes of one page, in the order in which their marks are made.

    A note's id is made from its basis, so that it stays the same when other notes come or go. A
    mark's id is its position on the page: only its note links to it.
    """

    _entries: dict[Basis, _Entry] = {}
    _ids: dict[str, Basis] = {}
    _marks: int = 0

    def mark(self, basis: Basis) -> NoteMark:
        if (entry := self._entries.get(basis)) is None:
            entry = self._entries[basis] = _Entry(len(self._entries) + 1, self._new_id(basis))
        self._marks += 1
        entry.ref_ids.append(f"fnref-{self._marks}")
        return NoteMark(entry.number, entry.note_id, entry.ref_ids[-1])

    def after(self, number: int) -> Basis | None:
        """The basis of the note after note ``number``; printing notes may add further ones."""
        bases = list(self._entries)
        return bases[number] if number < len(bases) else None

    def basis(self, mark: NoteMark) -> Basis:
        return self._ids[mark.note_id]

    def note_id(self, basis: Basis) -> str:
        return self._entries[basis].note_id

    def backlinks(self, basis: Basis) -> tuple[Backlink, ...]:
        ref_ids = self._entries[basis].ref_ids
        return tuple(Backlink(ref_id, n, len(ref_ids)) for n, ref_id in enumerate(ref_ids, 1))

    def _new_id(self, basis: Basis) -> str:
        words = basis.author_note or basis.derived or basis.evidence[0][0]
        slug = _NOT_ID.sub("-", words.lower()).strip("-") or "x"
        digest = hashlib.sha256(repr(basis).encode()).hexdigest()
        # A note may have the name of a source. No slug begins with a hyphen, so ids stay distinct.
        stem = f"fn--{slug}" if basis.author_note else f"fn-{slug}"
        simple = basis == Basis(evidence=((slug, "", ""),)) or basis == Basis(author_note=slug)
        note_id = stem if simple else f"{stem}-{digest[:6]}"
        if self._ids.setdefault(note_id, basis) != basis:
            note_id = f"{stem}-{digest[:16]}"
            self._ids[note_id] = basis
        return note_id
