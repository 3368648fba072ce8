"""Sources of the bibliography, which of them repeat others, and the comparison of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from explainer.addresses import source_slug
from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.edtf import EdtfDate
from explainer.model.shared.fields import Waiver, line_of
from explainer.model.shared.reading import Named
from explainer.model.sources.csl import Name, SourceReading, SourceRole
from explainer.model.sources.csl_dates import WrittenDate


class Source(Struct, frozen=True, kw_only=True):
    """A record of the bibliography. Texts are empty if nothing is recorded; titles may hold CSL's
    tags, all others are plain.

    ``offset`` is that of the key, ``copy_of_offset`` that of the key of the original;
    ``written_id`` is what stands as the id in the file if that is not the key. ``type``
    is CSL's, ``kind`` this project's (or empty). ``issued_literal`` is the date in words if it is
    more than a calendar date; it is shown instead of ``issued``. ``more``, ``roles`` and ``dates``
    are what else of CSL is recorded, by the names of its variables.
    """

    key: str
    path: str
    offset: int
    title: str
    written_id: str = ""
    type: str = "document"
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    issued: EdtfDate | None = None
    issued_literal: str = ""
    accessed: EdtfDate | None = None
    url: str = ""
    doi: str = ""
    isbn: str = ""
    language: str = ""
    kind: str = ""
    party: str = ""
    archive_url: str = ""
    read: SourceReading | Literal[""] = ""
    """How it was read; empty if that is not recorded."""
    copy_of: str = ""
    copy_of_offset: int = 0
    role: SourceRole | Literal[""] = ""
    note: str = ""
    archive_sha256: str = ""
    """The SHA-256 of the copy that an editor keeps in ``content/.archive/``."""
    waived: tuple[Waiver, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, tuple[Name, ...]], ...] = ()
    dates: tuple[tuple[str, WrittenDate], ...] = ()


def key_clashes(sources: Iterable[tuple[SourceText, Source]]) -> tuple[Diagnostic, ...]:
    """An error for each key that an earlier source has already, or one that differs only in case
    or in signs that its address does not keep.

    The order is that of the site's files; the later of two is reported.
    """
    by_key: dict[str, tuple[SourceText, Source]] = {}
    by_address: dict[str, tuple[SourceText, Source]] = {}
    found: list[Diagnostic] = []
    for text, source in sources:
        address = source_slug(source.key).casefold()
        if earlier := by_key.get(source.key):
            code, message = "duplicate-source", f'the source "{source.key}" stands twice'
            advice = "keep one of them"
        elif earlier := by_address.get(address):
            code, message = "source-clash", f'"{source.key}" is too like "{earlier[1].key}"'
            advice = "keys differ by more than case and : / + -, for each has its own address"
        else:
            by_key[source.key] = by_address[address] = (text, source)
            continue
        places = line_of(earlier[0], earlier[1].offset), line_of(text, source.offset)
        hint = f"See {places[0]} and {places[1]}: {advice}."
        found.append(Named(source.key, source.offset).problem(text, code, message, hint))
    return tuple(found)


def original_of(source: Source, sources: Mapping[str, Source]) -> str:
    """The key of the source that ``source`` repeats, directly or through other copies. If
    copies form a circle, the least of their keys."""
    seen: dict[str, None] = {}
    while source.copy_of and source.key not in seen:
        seen[source.key] = None
        source = sources[source.copy_of]
    if source.key in seen:
        return min(list(seen)[list(seen).index(source.key) :])
    return source.key
