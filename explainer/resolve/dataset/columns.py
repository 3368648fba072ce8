"""Columns and tables of the open data, and the rows of a table.

A cell without a value is None. Dates are EDTF, days ISO 8601, and numbers decimal text, so that
nothing is rounded; addresses count from the site's root. Texts are plain, without markup and
notes, and a value in a text keeps the words for its state and its speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Literal, TypeAlias

from msgspec import Struct, defstruct

from explainer.edtf import EdtfDate
from explainer.resolve.published.parts import Day

ColumnType: TypeAlias = Literal["text", "value", "number", "boolean", "integer", "day", "names"]
"""``value`` depends on its row's ``kind``: a number for a quantity, else text. ``names`` are ids
or keys separated by spaces."""

Cell: TypeAlias = str | int | bool | tuple[str, ...] | None
Row: TypeAlias = Any
"""A row of a table: a struct with a field for each column, by its name."""


class Column(Struct, frozen=True, kw_only=True):
    name: str
    description: str
    path: str = ""
    """The attributes that lead from what a row is about to the cell; by default the name."""
    type: ColumnType = "text"
    required: bool = False
    values: tuple[str, ...] = ()
    """All possible values, if they are listed."""
    refers_to: str = ""
    """The ``table.column`` that the values refer to (a foreign key)."""


class Table:
    """What a table of the database holds, its columns, its key (none if its rows may be alike), the
    column that names a row for readers, rules in SQL, and ``parts``: what its rows hold besides."""

    def __init__(
        self,
        description: str,
        *columns: Column,
        key: tuple[str, ...] = (),
        label: str = "",
        rules: tuple[str, ...] = (),
        parts: tuple[str, ...] = (),
    ) -> None:
        self.description, self.columns = description, columns
        self.key, self.label, self.rules = key, label, rules
        self.names = tuple(column.name for column in columns)
        fields = [(name, Any) for name in (*self.names, *parts)]
        self._row = defstruct("Row", fields, frozen=True, gc=False)
        self._parts = parts
        self._plan = [
            (each.name, *_steps(each.path or each.name), each.required) for each in columns
        ]

    def row(self, about: object, /, **given: object) -> Row:
        """The row for what it is ``about``; ``given`` are the parts, and cells that are not read
        there."""
        cells = []
        for name, first, rest, required in self._plan:  # for each cell of a site: kept short
            if name in given:
                cell = given[name]
            else:
                cell = getattr(about, first)
                for attribute in rest:
                    cell = None if cell is None else getattr(cell, attribute)
            if type(cell) in _WRITTEN:
                cell = _WRITTEN[type(cell)](cell)
            cells.append(None if not required and cell == "" else cell)
        return self._row(*cells, *[given[part] for part in self._parts])


def _steps(path: str) -> tuple[str, list[str]]:
    first, *rest = path.split(".")
    return first, rest


_WRITTEN: Mapping[type, Callable[[Any], str]]
_WRITTEN = {Day: attrgetter("iso"), date: date.isoformat, EdtfDate: str}


def records(rows: Iterable[Row], names: Sequence[str]) -> Iterable[dict[str, Cell]]:
    """These cells of each row, by their names and in their order."""
    return (dict(zip(names, cells, strict=True)) for cells in map(attrgetter(*names), rows))
