"""Read rows: the cells of columns, and flat records with a cell for the name of each column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import TypeAlias

from msgspec.msgpack import Encoder

from explainer.model.sources.csl import Name
from explainer.model.sources.titles import plain_title
from explainer.renderers.data.columns import SOURCES
from explainer.resolve.dataset import rows
from explainer.resolve.dataset.columns import Column

FORMAT = "explainer-data/1"
"""The version of all files; it changes when a field is removed or changes its meaning."""
FORMAT_NUMBER = 1

Cell: TypeAlias = str | int | bool | tuple[str, ...] | None
Record: TypeAlias = dict[str, Cell]

_OF_SOURCES = tuple(column.name for column in SOURCES)


def reader_of(columns: Sequence[Column], *more: str) -> Callable[[object], tuple[Cell, ...]]:
    """A function that reads from a row the cells of these columns, and ``more`` of its fields."""
    return attrgetter(*(column.path for column in columns), *more)


def recorder_of(columns: Sequence[Column], *more: str) -> Callable[[object], Record]:
    """A function that makes a record of a row: the same cells, by name and in their order."""
    read, names = reader_of(columns, *more), (*(column.name for column in columns), *more)
    return lambda row: dict(zip(names, read(row), strict=True))


def source_record(row: rows.SourceRow) -> Record:
    """The cells of ``SOURCES``, in their order."""
    source = row.source
    found: Record = {name: getattr(source, name, None) or None for name in _OF_SOURCES}
    found["title"], found["container"] = (
        plain_title(text) or None for text in (source.title, source.container)
    )
    found["authors"], found["editors"] = _names(source.authors), _names(source.editors)
    found["issued"] = str(source.issued) if source.issued else None
    found["accessed"] = str(source.accessed) if source.accessed else None
    found["original"], found["address"] = row.original, row.address
    return found


def digest(rows: Iterable[object]) -> bytes:
    """The digest of all that the rows hold, in their order."""
    known, encode = blake2b(digest_size=16), Encoder(enc_hook=str, order="deterministic").encode
    for row in rows:
        known.update(encode(row))
    return known.digest()


def site_record(dataset: rows.Dataset) -> dict[str, str | None]:
    """What the data say of the site as a whole."""
    return {name: getattr(dataset, name) for name in ("title", "url", "language", "publisher")}


def _names(names: Iterable[Name]) -> str | None:
    return "; ".join(name.display for name in names) or None
