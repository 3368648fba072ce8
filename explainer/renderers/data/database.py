"""The open data as an SQLite database: tables with foreign keys, and full-text search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from explainer.renderers.data import columns
from explainer.renderers.data.csv_files import json_array
from explainer.renderers.data.records import (
    FORMAT,
    FORMAT_NUMBER,
    Cell,
    record,
    site_record,
    source_record,
)
from explainer.resolve.dataset.columns import Column, ColumnType
from explainer.resolve.dataset.rows import Dataset

if TYPE_CHECKING:
    from sqlite3 import Connection

_SqlCell: TypeAlias = str | int | float | None

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
# Bytes 96 to 99 of the header are the version of the SQLite library that wrote the file. They are
# set to the oldest version that can read it, so that a newer library does not change the file.
_VERSION_AT, _OLDEST_READER = 96, 3_027_000


class _Table(Struct, frozen=True):
    name: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    records: Iterable[Mapping[str, Cell]]
    rules: tuple[str, ...] = ()


def database_bytes(dataset: Dataset, *, full_text: bool | None = None) -> bytes:
    """The database file; it depends only on the data and the SQLite library.

    ``full_text``: whether to make the search tables; None makes them if the library has FTS5.
    """
    from sqlite3 import connect

    connection = connect(":memory:", isolation_level=None)
    try:
        _fill(connection, dataset, _has_fts5(connection) if full_text is None else full_text)
        return _serialized(connection)
    finally:
        connection.close()


def _fill(connection: Connection, dataset: Dataset, full_text: bool) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    connection.execute("PRAGMA encoding = 'UTF-8'")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in _tables(dataset):
        stored = [column for column in table.columns if column.type != "names"]
        connection.execute(_create(table, stored))
        places = ", ".join("?" * len(stored))
        rows = ([_cell(each, found) for each in stored] for found in table.records)
        connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)
        for column in stored:
            if column.refers_to and column.name not in table.key[:1]:
                name = f"{table.name}_by_{column.name}"
                connection.execute(f'CREATE INDEX {name} ON {table.name} ("{column.name}")')
    connection.execute(_FACT_SOURCES)
    connection.execute(f"PRAGMA user_version = {FORMAT_NUMBER}")
    connection.execute("COMMIT")
    if full_text:
        for name, searched in _SEARCHED.items():
            _index_words(connection, name, searched)


def _tables(dataset: Dataset) -> list[_Table]:
    facts = dataset.facts
    claims = [claim for fact in facts for claim in fact.claims]
    evidence = [each for claim in claims for each in claim.evidence]
    translations = [each for fact in facts for each in fact.translations]
    site = {"format": FORMAT, **site_record(dataset)}
    said = ({"name": name, "value": value} for name, value in site.items())
    inputs = ({"fact": fact.id, "input": each} for fact in facts for each in fact.inputs)
    tags = ({"fact": fact.id, "tag": tag} for fact in facts for tag in fact.tags)
    one_of_two = ("CHECK ((fact IS NULL) <> (source IS NULL))",)
    of_claim = ("FOREIGN KEY (fact, claim) REFERENCES claims (fact, claim)",)
    evidence_key, translation_key = ("fact", "claim", "position"), ("fact", "language")
    return [
        _Table("site", columns.SITE, ("name",), said),
        _Table("pages", columns.PAGES, ("address",), map(record, dataset.pages)),
        _Table("questions", columns.QUESTIONS, ("address",), map(record, dataset.questions)),
        _Table("sources", columns.SOURCES, ("key",), map(source_record, dataset.sources)),
        _Table("facts", columns.FACTS, ("id",), map(record, facts)),
        _Table("claims", columns.CLAIMS, ("fact", "claim"), map(record, claims)),
        _Table("evidence", columns.EVIDENCE, evidence_key, map(record, evidence), of_claim),
        _Table("uses", columns.USES, (), map(record, dataset.uses), one_of_two),
        _Table("inputs", columns.INPUTS, ("fact", "input"), inputs),
        _Table("tags", columns.TAGS, ("fact", "tag"), tags),
        _Table("translations", columns.TRANSLATIONS, translation_key, map(record, translations)),
    ]


def _create(table: _Table, stored: Sequence[Column]) -> str:
    lines = [_definition(column) for column in stored]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    body = ",\n  ".join([*lines, *table.rules])
    # Search tables refer to rows by rowid; the other tables are smaller without it.
    ending = ") WITHOUT ROWID" if table.key and table.name not in _SEARCHED else ")"
    return f"CREATE TABLE {table.name} (\n  {body}\n{ending}"


def _definition(column: Column) -> str:
    parts = [f'"{column.name}"{_TYPES[column.type]}']
    if column.required:
        parts.append("NOT NULL")
    if column.values:
        words = ", ".join(f"'{word}'" for word in column.values)
        parts.append(f'CHECK ("{column.name}" IN ({words}))')
    if column.type == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.refers_to:
        table, _, name = column.refers_to.partition(".")
        parts.append(f'REFERENCES {table} ("{name}")')
    return " ".join(parts)


def _cell(column: Column, found: Mapping[str, Cell]) -> _SqlCell:
    cell = found[column.name]
    if isinstance(cell, tuple):
        return json_array(cell)
    if column.type == "value" and isinstance(cell, str) and found["kind"] == "quantity":
        return _number(cell)
    return cell


def _number(text: str) -> int | float:
    """An integer if it has 64 bits at most, else a float: SQLite has no decimal type."""
    if "." not in text and abs(int(text)) < 1 << 63:
        return int(text)
    return float(text)


def _index_words(connection: Connection, table: str, searched: Sequence[str]) -> None:
    """Make a full-text search table for ``table``; Datasette finds it by its ``content`` option."""
    names = ", ".join(searched)
    search = f"{table}_fts"
    tokens = "tokenize='unicode61 remove_diacritics 2'"
    connection.execute(
        f"CREATE VIRTUAL TABLE {search} USING fts5({names}, content='{table}', {tokens})"
    )
    connection.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")
    connection.execute(f"INSERT INTO {search} ({search}) VALUES ('optimize')")


def _has_fts5(connection: Connection) -> bool:
    from sqlite3 import OperationalError

    try:
        connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(word)")
    except OperationalError:
        return False
    connection.execute("DROP TABLE temp.probe")
    return True


def _serialized(connection: Connection) -> bytes:
    data = bytearray(connection.serialize())
    data[_VERSION_AT : _VERSION_AT + 4] = _OLDEST_READER.to_bytes(4, "big")
    return bytes(data)
