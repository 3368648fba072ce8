"""Facts and claims as CSV: RFC 4180 (CRLF, a header, quotation marks where needed) in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from explainer.renderers.data.columns import CLAIMS, FACTS
from explainer.renderers.data.records import Cell, reader_of
from explainer.resolve.dataset.columns import Column
from explainer.resolve.dataset.rows import FactRow

# What a spreadsheet would run as a formula (CSV injection); plain numbers are safe.
_FORMULA = re.compile(r"[=+\-@\t\r](?![0-9.]+\Z)")


def facts_csv(facts: Iterable[FactRow]) -> bytes:
    return _csv(FACTS, facts)


def claims_csv(facts: Iterable[FactRow]) -> bytes:
    return _csv(CLAIMS, (claim for fact in facts for claim in fact.claims))


def _csv(columns: Sequence[Column], rows: Iterable[object]) -> bytes:
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows(map(_cell, columns, cells) for cells in map(reader_of(columns), rows))
    return text.getvalue().encode()


def _cell(column: Column, cell: Cell) -> str:
    """The cell as text; an apostrophe is put before one that a spreadsheet would run."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return " ".join(cell) if column.type == "names" else json_array(cell)
    text = str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def json_array(items: tuple[str, ...]) -> str:
    import json

    return json.dumps(items, ensure_ascii=False)
