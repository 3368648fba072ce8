"""Turn rows into flat records: a value for the name of each column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from explainer.languages.untranslated import unmarked
from explainer.model.sources.csl import Name
from explainer.model.sources.titles import plain_title
from explainer.resolve.dataset import rows

FORMAT = "explainer-data/1"
"""The version of all files; it changes when a field is removed or changes its meaning."""
FORMAT_NUMBER = 1

Cell: TypeAlias = str | int | bool | tuple[str, ...] | None
Record: TypeAlias = dict[str, Cell]

_NESTED = ("claims", "evidence", "translations")


def record(row: Struct) -> Record:
    """The row's fields, including those of its value; fields that hold rows are left out."""
    found: Record = {}
    for name in row.__struct_fields__:
        cell = getattr(row, name)
        if isinstance(cell, rows.ValueRow):
            found |= record(cell)
        elif name not in _NESTED:
            found[name] = unmarked(cell) if isinstance(cell, str) else cell
    return found


def source_record(row: rows.SourceRow) -> Record:
    source = row.source
    found: Record = {
        name: getattr(source, name) or None
        for name in source.__struct_fields__
        if isinstance(getattr(source, name), str)
    }
    found["title"], found["container"] = (
        plain_title(text) or None for text in (source.title, source.container)
    )
    found["authors"], found["editors"] = _names(source.authors), _names(source.editors)
    found["issued"] = str(source.issued) if source.issued else None
    found["accessed"] = str(source.accessed) if source.accessed else None
    return {**found, "original": row.original, "address": row.address}


def site_record(dataset: rows.Dataset) -> dict[str, str | None]:
    """What the data say of the site as a whole."""
    return {name: getattr(dataset, name) for name in ("title", "url", "language", "publisher")}


def choose(found: Mapping[str, Cell], names: Iterable[str]) -> Record:
    """The cells of these columns, in their order."""
    return {name: found[name] for name in names}


def _names(names: Iterable[Name]) -> str | None:
    return "; ".join(name.display for name in names) or None
