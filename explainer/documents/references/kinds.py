"""The kinds of references: ``[@source]``, ``{{ fact }}``, ``[[term]]``, ``[^n]``, ``^[note]``.

All offsets are offsets in the file's text, of the key, the id or the name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from explainer.diagnostics import Diagnostic, Severity
from explainer.documents.files.source_text import SourceText

KEY = r"[A-Za-z0-9_]+(?:[-._:/+][A-Za-z0-9_]+)*"
FILTERS: Mapping[str, str] = {
    "with-unit": "the value and its unit",
    "as-of": "the value and the date for which it is said",
    "compact": "a number with its millions in a word, where that is exactly the same",
    "day": "a day without its year",
    "words": "a whole number from 0 to 12 as a word",
    "statement": "the fact's sentence",
    "plain": "the value without a note, as in a heading",
}
"""What a reader sees of ``{{ fact | filter }}``."""

At: TypeAlias = Callable[[int], int]
"""Maps an offset in the text being read to an offset in the file."""


class CitedSource(Struct, frozen=True, gc=False):
    """One source of a citation; ``quote`` is the passage relied on, without quotation marks. There
    is one for each passage."""

    key: str
    offset: int
    locator: str = ""
    quote: str = ""


class Citation(Struct, frozen=True, gc=False, tag=True):
    """``[@a, p. 3; @b]``; ``offset`` is that of its first key."""

    offset: int
    sources: tuple[CitedSource, ...]


class FactReference(Struct, frozen=True, gc=False, tag=True):
    """``{{ id | filter }}``; ``offset`` is that of the id. ``in_link``: it stands in the text of a
    link, where its value cannot be a link itself."""

    offset: int
    fact_id: str
    filters: tuple[str, ...] = ()
    in_link: bool = False

    @property
    def plain(self) -> bool:
        return "plain" in self.filters


class TermReference(Struct, frozen=True, gc=False, tag=True):
    """``[[term|shown]]``; ``shown`` is empty for ``[[term]]``."""

    offset: int
    term: str
    shown: str = ""


class NoteReference(Struct, frozen=True, gc=False, tag=True):
    """``[^name]``, or a note in place, ``^[text]``, whose name begins with ``^``."""

    offset: int
    name: str

    @property
    def in_place(self) -> bool:
        return self.name.startswith("^")


class NoteDefinition(Struct, frozen=True, gc=False):
    offset: int
    name: str


class SuspectForm(Enum):
    INSIDE = "[see @key]"
    SUPPRESSED = "[-@key]"
    BARE = "@key"
    BRACKETS = "[key]"
    BRACES = "{fact}"


class Suspect(Struct, frozen=True, gc=False, tag=True):
    """What is a reference written wrong if the site has a source or a fact of that name, and else
    prose. ``form`` is how it is written."""

    offset: int
    name: str
    form: SuspectForm


class Problem(Struct, frozen=True, gc=False):
    """A mistake in a text, such as what begins like a reference but cannot be read."""

    offset: int
    message: str
    hint: str
    code: str = "reference"
    severity: Severity = Severity.ERROR

    def diagnostic(self, source: SourceText) -> Diagnostic:
        return source.diagnostic(
            self.code, self.offset, self.message, self.hint, severity=self.severity
        )


ShownReference: TypeAlias = Citation | FactReference | TermReference | NoteReference
"""A reference that readers see something of: a note, a value or a link."""
Reference: TypeAlias = ShownReference | NoteDefinition | Suspect | Problem
