"""The notes of one page: their marks, their names in the margin, and where facts and sources are
used."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.languages.words import joined
from explainer.model.facts.claims import Claim, Evidence
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.library import Library
from explainer.resolve.published.parts import Fragment, Link, NoteMark, Part, ValueSpan
from explainer.resolve.published.source_pages import Backlink

Role: TypeAlias = Literal["", "against", "told"]
_TABLE = re.compile(r"<(/?)table\b")
# Where a sentence is over: at the blank behind its last sign, with closing marks and tags between,
# and at the edge of a block. An end too many, as in "Mr. X", leaves a mark where it is.
_END = re.compile(
    r"""[.!?…։؟۔。！？](?:["'”’»)\]]|</\w+>)*(\s)"""
    r"|(</?(?:p|li|t[dhr]|d[dlt]|br|div|blockquote|summary|h\d)\b)"
)


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
    _marks: int = 0

    def mark(self, basis: Basis) -> NoteMark:
        if (entry := self._by_basis.get(basis)) is None:
            entry = NoteEntry(basis, len(self.entries) + 1, _note_id(basis))
            self._by_basis[basis] = entry
            self.entries.append(entry)
        self._marks += 1
        ref_id = f"fnref-{self._marks}"
        entry.ref_ids.append(ref_id)
        return NoteMark(entry.number, entry.note_id, ref_id)

    def without_mark(self, part: Part) -> list[Part]:
        """What is left of a part, none or one, when its mark is taken back."""
        mark = part.mark if isinstance(part, ValueSpan) else part
        assert isinstance(mark, NoteMark)
        self.entries[mark.number - 1].ref_ids.remove(mark.ref_id)
        return [replace(part, mark=None)] if isinstance(part, ValueSpan) else []

    def basis(self, mark: NoteMark) -> Basis:
        return self.entries[mark.number - 1].basis


def _note_id(basis: Basis) -> str:
    """Forty bits: so few since it stands at each mark too and cannot be compressed, and so many
    that no two notes of a page have the same."""
    return f"fn-{hashlib.sha256(repr(basis).encode()).hexdigest()[:10]}"


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
    """A place that cites ``source``, or states or tells ``fact``: one of the two is empty. ``page``
    is the page that it counts for."""

    page: Link
    place: Link
    fact: str = ""
    source: str = ""
    locator: str = ""
    role: Role = ""
    """``against``: the source is cited for a claim that differs from what the site states;
    ``told``: the fact is told in words, since a passage that it rests on is cited there."""


def name_in_margin(
    texts: Sequence[Fragment], source: Callable[[NoteMark], str], same: str
) -> tuple[Fragment, ...]:
    """The texts of one answer, with their sources named in the margin, beside the text: each note
    once, beside its first mark. Marks in tables are left out: their lines are no text to stand
    beside. ``source`` returns what the margin says of a mark's note, or an empty string if it has
    no source to name; ``same`` is said in place of what was said last."""
    named: set[str] = set()
    last = ""
    found: list[Fragment] = []
    for text in texts:
        parts: list[Part] = []
        in_table = False
        for part in text.parts:
            mark = part.mark if isinstance(part, ValueSpan) else part
            if isinstance(mark, NoteMark) and mark.note_id not in named and not in_table:
                named.add(mark.note_id)
                before, last = last, source(mark)
                mark = replace(mark, source=same if last and last == before else last)
                parts.append(replace(part, mark=mark) if isinstance(part, ValueSpan) else mark)
                continue
            if isinstance(part, Markup) and "table" in part:
                for end in _TABLE.findall(part):
                    in_table = not end
            parts.append(part)
        found.append(Fragment(tuple(parts)))
    return tuple(found)


def margin_name(library: Library, basis: Basis) -> str:
    """Who published the first source and when, and how many others there are: "Gauge, 3 March
    2020, and 1 other". Empty for an author's note."""
    gettext = library.catalogue.gettext
    if basis.author_note:
        return ""
    if basis.derived:
        fact = library.ledger.standpoints[basis.derived].fact
        return fact.short_label(library.language) if fact.short else gettext("Our calculation")
    sources = [source for source, _, _ in basis.evidence]
    issued = library.views[sources[0]].issued
    return published_by(library, sources, issued.text if issued else "")


def published_by(library: Library, sources: Sequence[str], day: str = "") -> str:
    """Who published the first of the sources, the ``day``, and how many other sources there are;
    empty without any."""
    if not sources:
        return ""
    others = len(set(sources)) - 1
    more = library.catalogue.ngettext("and %(count)s other", "and %(count)s others", others)
    told = more % {"count": others} if others else ""
    return joined(",", (library.views[sources[0]].name, day, told), library.language)


def said_by(library: Library, claim: Claim) -> str:
    """Who says what a claim says."""
    return library.catalogue.gettext("our inference") if claim.inferred else claim.by


def repeated_marks(parts: Sequence[Part]) -> list[int]:
    """The places in ``parts``, the last first, with a mark that the text can do without: the same
    sentence has one of the same note further on. Another note's mark between two keeps both: else
    what stands before the first would seem to rest on that one."""
    text = ""
    marks: list[tuple[int, int, str]] = []
    for index, part in enumerate(parts):
        if not isinstance(part, NoteMark):
            text += part if isinstance(part, str) else "-"
        mark = part.mark if isinstance(part, ValueSpan) else part
        if isinstance(mark, NoteMark):
            marks.append((index, len(text), mark.note_id))
    ends = [found.start(found.lastindex or 0) for found in _END.finditer(text)]
    return [
        index
        for (index, place, note), (_, further, same) in reversed(list(pairwise(marks)))
        if note == same and bisect_left(ends, place) == bisect_left(ends, further)
    ]
