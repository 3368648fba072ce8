"""The notes of one page: a number for each basis, in the order in which marks are met."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from explainer.model.facts.claims import Evidence
from explainer.resolve.ledger import Standpoint
from explainer.resolve.published.parts import Backlink, NoteMark

_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a mark rests on; marks with one basis share a note.

    ``evidence`` is (source key, locator, passage) in order; ``author_note`` the name of
    the editor's own note; ``derived`` the id of a derived fact.
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


@dataclass(slots=True)
class NoteBook:
    """Numbers notes while a page is put together; one a page, filled in reading order.

    A note's id is made from what it rests on, so that it stays when other notes come or go.
    A mark's id is its place on the page: nothing but its note leads there.
    """

    _numbers: dict[Basis, int] = field(default_factory=dict)
    _ids: dict[str, Basis] = field(default_factory=dict)
    _note_ids: dict[Basis, str] = field(default_factory=dict)
    _ref_ids: dict[Basis, list[str]] = field(default_factory=dict)
    _marks: int = 0

    def mark(self, basis: Basis) -> NoteMark:
        if basis not in self._numbers:
            self._numbers[basis] = len(self._numbers) + 1
            self._note_ids[basis] = self._new_id(basis)
            self._ref_ids[basis] = []
        self._marks += 1
        ref_id = f"fnref-{self._marks}"
        self._ref_ids[basis].append(ref_id)
        return NoteMark(self._numbers[basis], self._note_ids[basis], ref_id)

    def after(self, number: int) -> Basis | None:
        """The basis of the note behind note ``number``; it may come while notes are printed."""
        bases = list(self._numbers)
        return bases[number] if number < len(bases) else None

    def basis(self, mark: NoteMark) -> Basis:
        return self._ids[mark.note_id]

    def note_id(self, basis: Basis) -> str:
        return self._note_ids[basis]

    def backlinks(self, basis: Basis) -> tuple[Backlink, ...]:
        ref_ids = self._ref_ids[basis]
        return tuple(Backlink(ref_id, n, len(ref_ids)) for n, ref_id in enumerate(ref_ids, 1))

    def _new_id(self, basis: Basis) -> str:
        words = basis.author_note or basis.derived or basis.evidence[0][0]
        slug = _NOT_ID.sub("-", words.lower()).strip("-") or "x"
        digest = hashlib.sha256(repr(basis).encode()).hexdigest()
        # An editor may call a note what a source is called; no slug begins with a hyphen.
        stem = f"fn--{slug}" if basis.author_note else f"fn-{slug}"
        simple = basis == Basis(evidence=((slug, "", ""),)) or basis == Basis(author_note=slug)
        note_id = stem if simple else f"{stem}-{digest[:6]}"
        if self._ids.setdefault(note_id, basis) != basis:
            note_id = f"{stem}-{digest[:16]}"
            self._ids[note_id] = basis
        return note_id
