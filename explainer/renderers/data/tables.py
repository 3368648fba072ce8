"""The tables of the open data, with their columns in order, and how rows are read by them.

The CSV files, the database, what describes them, and the documentation have these columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct
from msgspec.msgpack import Encoder

from explainer.model.sources.csl import Name
from explainer.model.sources.titles import plain_title
from explainer.resolve.dataset import rows
from explainer.resolve.dataset.rows import Column, columns_of

FACTS = columns_of(rows.FactRow)
CLAIMS = columns_of(rows.ClaimRow)
PAGES = columns_of(rows.PageRow)
QUESTIONS = columns_of(rows.QuestionRow)
EVIDENCE = columns_of(rows.EvidenceRow)
USES = columns_of(rows.UseRow)
TRANSLATIONS = columns_of(rows.TranslationRow)

SOURCES = (
    Column("key", "text", "the key by which texts cite it", True),
    Column("type", "text", "CSL's type", True),
    Column("title", "text", "its title", True),
    Column("authors", "text", "names with a semicolon between two"),
    Column("editors", "text", "names with a semicolon between two"),
    Column("container", "text", "the newspaper, journal, book or site that it is part of"),
    Column("publisher", "text", "who published it"),
    Column("place", "text", "where it was published"),
    Column("volume", "text", "the volume"),
    Column("issue", "text", "the issue"),
    Column("pages", "text", "its pages in the whole"),
    Column("edition", "text", "the edition"),
    Column("number", "text", "its number"),
    Column("issued", "text", "when it was published, in EDTF"),
    Column("issued_literal", "text", "the same in words, where no calendar has all of it"),
    Column("accessed", "text", "when the editors read it, in EDTF"),
    Column("url", "text", "its web address"),
    Column("doi", "text", "its DOI"),
    Column("isbn", "text", "its ISBN"),
    Column("language", "text", "the code of its language"),
    Column("kind", "text", "treaty, official statement, news report ..."),
    Column("party", "text", "the party to the matter whose organ it is"),
    Column("archive_url", "text", "an archived copy"),
    Column("read", "text", "how they read it: page, stored copy, print, excerpt"),
    Column("copy_of", "text", "the source that it repeats", refers_to="sources.key"),
    Column(
        "original",
        "text",
        "that source, through copies of copies, else its own key",
        True,
        refers_to="sources.key",
    ),
    Column("note", "text", "the editors' note on it"),
    Column("address", "text", "its page, counted from the site's root", True),
    Column("relied_on", "boolean", "whether something published rests on it", True),
)

INPUTS = (
    Column("fact", "text", "a derived fact", True, refers_to="facts.id"),
    Column("input", "text", "a fact that it is computed from", True, refers_to="facts.id"),
)

TAGS = (
    Column("fact", "text", "the fact's id", True, refers_to="facts.id"),
    Column("tag", "text", "the tag", True),
)

SITE = (
    Column("name", "text", "what is said: format, title, url, language, publisher", True),
    Column("value", "text", "what it is"),
)
FORMAT = "explainer-data/1"
"""The version of all files; it changes when a field is removed or changes its meaning."""
FORMAT_NUMBER = 1

Cell: TypeAlias = str | int | bool | tuple[str, ...] | None
Record: TypeAlias = dict[str, Cell]

_OF_SOURCES = tuple(column.name for column in SOURCES)


class Table(Struct, frozen=True):
    """What a table of the database holds, its columns, its key (none if its rows may be alike), the
    column that names a row for readers, and rules in SQL."""

    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    label: str = ""
    rules: tuple[str, ...] = ()


TABLES: Mapping[str, Table] = {
    "facts": Table("What the site states: a row for each fact", FACTS, ("id",), "label"),
    "claims": Table("Who says what: a row for each claim about a fact", CLAIMS, ("fact", "claim")),
    "evidence": Table(
        "What each claim rests on",
        EVIDENCE,
        ("fact", "claim", "position"),
        rules=("FOREIGN KEY (fact, claim) REFERENCES claims (fact, claim)",),
    ),
    "sources": Table("The bibliography", SOURCES, ("key",), "title"),
    "questions": Table(
        "Every question, with its answer in one sentence", QUESTIONS, ("address",), "question"
    ),
    "pages": Table("Every page", PAGES, ("address",), "title"),
    "uses": Table(
        "Where pages state facts and cite sources",
        USES,
        rules=("CHECK ((fact IS NULL) <> (source IS NULL))",),
    ),
    "inputs": Table("What derived facts are computed from", INPUTS, ("fact", "input")),
    "tags": Table("The editors' tags of facts", TAGS, ("fact", "tag")),
    "translations": Table("Facts in other languages", TRANSLATIONS, ("fact", "language")),
    "site": Table("The site as a whole", SITE, ("name",)),
}


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
    found |= {name: getattr(row, name) for name in ("original", "address", "relied_on")}
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
