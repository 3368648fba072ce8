"""The open data as an SQLite database: tables with foreign keys, and full-text search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from operator import attrgetter
from pathlib import Path
from sqlite3 import Connection, OperationalError, connect

from msgspec.structs import replace

from explainer.renderers.data.text_files import FORMAT, json_array, site_record
from explainer.resolve.dataset.columns import Cell, Column, ColumnType, Row, Table
from explainer.resolve.dataset.dataset import Dataset
from explainer.resolve.dataset.tables import TABLES

# ``value`` has no type, so that SQLite stores numbers as numbers and "1984" as text.
_TYPES: Mapping[ColumnType, str] = {
    "text": " TEXT",
    "value": "",
    "number": " NUMERIC",
    "integer": " INTEGER",
    "boolean": " INTEGER",
    "day": " TEXT",
}
_SEARCHED = {
    "facts": ("label", "statement"),
    "questions": ("question", "answer"),
    "sources": ("title", "authors", "container", "publisher"),
}
_FACT_SOURCES = """\
CREATE VIEW fact_sources AS
WITH RECURSIVE rests_on(fact, input) AS (
  SELECT id, id FROM facts
  UNION
  SELECT rests_on.fact, inputs.input FROM rests_on JOIN inputs ON inputs.fact = rests_on.input
)
SELECT DISTINCT rests_on.fact, evidence.source, sources.original
FROM rests_on
JOIN claims ON claims.fact = rests_on.input AND claims.current
JOIN evidence ON evidence.fact = claims.fact AND evidence.claim = claims.claim
JOIN sources ON sources.key = evidence.source
"""
_PAGE_SIZE = 4096
_OLDEST_READER = 3_027_000
# Fields of four bytes in the header, by their offsets, which are set so that neither the way to the
# file nor a newer library changes it: how often the file was changed, at which of these changes the
# version of the library was noted, and that version: the oldest that can read the file.
_HEADER = {24: 0, 92: 0, 96: _OLDEST_READER}


def write_database(dataset: Dataset, path: Path) -> None:
    """Write the database to ``path``, where no file is yet; it depends only on the data and the
    SQLite library, which needs FTS5. Raises OSError if it cannot be written."""
    try:
        with closing(connect(path, isolation_level=None)) as connection:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                # the file is made anew if this is cut short
                connection.execute(f"PRAGMA {setting}")
            _fill(connection, dataset)
    except OperationalError as error:
        raise OSError(str(error)) from error
    with path.open("r+b") as file:
        for at, number in _HEADER.items():
            file.seek(at)
            file.write(number.to_bytes(4, "big"))


def _fill(connection: Connection, dataset: Dataset) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    connection.execute("PRAGMA encoding = 'UTF-8'")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for name, rows in _cells_of_tables(dataset).items():
        table = TABLES[name]
        stored = _stored(table.columns)
        connection.execute(_create(name, table, stored))
        places = ", ".join("?" * len(stored))
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        for column in stored:
            if column.refers_to and column.name not in table.key[:1]:
                index = f"{name}_by_{column.name}"
                connection.execute(f'CREATE INDEX {index} ON {name} ("{column.name}")')
    connection.execute(_FACT_SOURCES)
    connection.execute(f"PRAGMA user_version = {FORMAT.partition('/')[2]}")
    connection.execute("COMMIT")
    tokens = "tokenize='unicode61 remove_diacritics 2'"
    for name, searched in _SEARCHED.items():  # Datasette finds it by its ``content`` option
        words = f"{', '.join(searched)}, content='{name}', {tokens}"
        connection.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5({words})")
        for command in ("rebuild", "optimize"):
            connection.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('{command}')")


def _cells_of_tables(dataset: Dataset) -> dict[str, Iterable[Sequence[object]]]:
    """The cells that are stored in each table, in the order in which the tables are made."""
    facts = dataset.facts
    claims = [claim for fact in facts for claim in fact.claims]
    translations = (each for fact in facts for each in fact.translations)
    return {
        "site": {"format": FORMAT, **site_record(dataset)}.items(),
        "pages": _cells("pages", dataset.pages),
        "questions": _cells("questions", dataset.questions),
        "sources": _cells("sources", dataset.sources),
        "facts": _cells("facts", (replace(row, value=_typed(row)) for row in facts)),
        "claims": _cells("claims", (replace(row, value=_typed(row)) for row in claims)),
        "evidence": _cells("evidence", (each for claim in claims for each in claim.evidence)),
        "printings": _cells("printings", (each for claim in claims for each in claim.printed_in)),
        "uses": _cells("uses", dataset.uses),
        "inputs": ((fact.id, each) for fact in facts for each in fact.inputs),
        "tags": ((fact.id, tag) for fact in facts for tag in fact.tags),
        "translations": _cells("translations", translations),
    }


def _stored(columns: Sequence[Column]) -> list[Column]:
    """Without lists of ids and keys, which other tables hold."""
    return [column for column in columns if column.type != "names"]


def _create(name: str, table: Table, stored: Sequence[Column]) -> str:
    lines = [_definition(column) for column in stored]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    body = ",\n  ".join([*lines, *table.rules])
    # Search tables refer to rows by rowid; the other tables are smaller without it.
    ending = ") WITHOUT ROWID" if table.key and name not in _SEARCHED else ")"
    return f"CREATE TABLE {name} (\n  {body}\n{ending}"


def _definition(column: Column) -> str:
    values = ["0", "1"] if column.type == "boolean" else [f"'{word}'" for word in column.values]
    table, _, key = column.refers_to.partition(".")
    parts = (
        f'"{column.name}"{_TYPES[column.type]}',
        "NOT NULL" if column.required else "",
        f'CHECK ("{column.name}" IN ({", ".join(values)}))' if values else "",
        f'REFERENCES {table} ("{key}")' if table else "",
    )
    return " ".join(filter(None, parts))


def _cells(table: str, rows: Iterable[Row]) -> Iterable[Sequence[object]]:
    return map(attrgetter(*(column.name for column in _stored(TABLES[table].columns))), rows)


def _typed(row: Row) -> Cell | float:
    """A row's value: a list as a JSON array; a quantity as a number, an integer if it has 64 bits
    at most, else a float, since SQLite has no decimal type."""
    value: Cell = row.value
    if isinstance(value, tuple):
        return json_array(value)
    if not isinstance(value, str) or row.kind != "quantity":
        return value
    is_whole = "." not in value and abs(int(value)) < 1 << 63
    return int(value) if is_whole else float(value)
