"""The open data as text: JSON of facts with their claims and evidence, sources and questions; CSV
of facts and claims, as in RFC 4180 (CRLF, a header, quotation marks where needed) in UTF-8.

And what describes them: ``datapackage.json`` (Frictionless Data Package, v1), of the CSV files with
their columns; and ``metadata.json``, from which Datasette takes titles, the licence and queries.
The fields of the latter: https://docs.datasette.io/en/stable/metadata.html"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from hashlib import blake2b, sha256
from operator import attrgetter
from pathlib import Path

import msgspec

from explainer.renderers.files import FileJob, written
from explainer.resolve.dataset.columns import Cell, Column, ColumnType, Row, Table, records
from explainer.resolve.dataset.dataset import FILES, Dataset
from explainer.resolve.dataset.tables import CLAIMS, FACTS, PAGES, PRINTINGS, QUESTIONS, TABLES

FORMAT = "explainer-data/1"
"""The version of all files; it changes when a field is removed or changes its meaning."""
_END = b"\n}\n"
_OF_PRINTINGS = PRINTINGS.names[3:]
"""Without their place among all."""
_OF_CLAIMS = [name for name in CLAIMS.names if name not in ("fact", "state", "sources")]
# What a spreadsheet would run as a formula (CSV injection); plain numbers are safe.
_FORMULA = re.compile(r"[=+\-@\t\r](?![0-9.]+\Z)")
_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "value": "string",
    "names": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "day": "date",
}


def facts_json(dataset: Dataset) -> bytes:
    return _written(dataset, facts=[fact_object(fact) for fact in dataset.facts])


def write_questions(dataset: Dataset, path: Path) -> None:
    """Pages and their questions, in pieces; facts and sources by id and key, in reading order."""
    questions = records(dataset.questions, (*QUESTIONS.names, "facts", "sources"))
    with path.open("wb") as file:
        file.write(_written(dataset).removesuffix(_END))
        file.writelines(_list("pages", records(dataset.pages, (*PAGES.names, "facts"))))
        file.writelines(_list("questions", questions))
        file.write(_END)


def _list(name: str, values: Iterable[object]) -> Iterator[bytes]:
    """A further field of a file's frame, as ``json_bytes`` writes it."""
    yield f',\n "{name}": '.encode()
    before = b"[\n  "
    for value in values:
        yield before + json_bytes(value).removesuffix(b"\n").replace(b"\n", b"\n  ")
        before = b",\n  "
    yield b"[]" if before[:1] == b"[" else b"\n ]"


def page_facts(dataset: Dataset, frame: bytes, digests: Mapping[str, bytes]) -> Iterator[FileJob]:
    """A ``facts.json`` for each explainer that uses facts, in the order of their ids. ``frame`` is
    the digest of what all files say, ``digests`` are those of the facts."""
    facts = {fact.id: fact for fact in dataset.facts}

    @cache
    def encoded(fact_id: str) -> msgspec.Raw:
        return msgspec.Raw(msgspec.json.encode(fact_object(facts[fact_id]), enc_hook=str))

    def make(page: Row) -> bytes:
        (told,) = records([page], PAGES.names)
        return _written(dataset, page=told, facts=list(map(encoded, sorted(page.facts))))

    for page in dataset.pages:
        if page.kind == "explainer" and page.facts:
            inputs = digest((frame, page, *map(digests.__getitem__, page.facts)))
            yield FileJob(f"{page.address}facts.json", inputs, written(partial(make, page)))


def fact_object(fact: Row) -> dict[str, object]:
    (told,) = records([fact], FACTS.names)
    words = records(fact.translations, ("label", "statement", "short"))
    languages = (row.language for row in fact.translations)
    claims = [
        {
            **of_claim,
            "evidence": [*records(claim.evidence, ("source", "locator", "quote"))],
            "printed_in": [*records(claim.printed_in, _OF_PRINTINGS)],
        }
        for claim, of_claim in zip(fact.claims, records(fact.claims, _OF_CLAIMS), strict=True)
    ]
    return {**told, "translations": dict(zip(languages, words, strict=True)), "claims": claims}


def digest(rows: Iterable[object]) -> bytes:
    """The digest of all that the rows hold, in their order."""
    known = blake2b(digest_size=16)
    encode = msgspec.msgpack.Encoder(enc_hook=str, order="deterministic").encode
    for row in rows:
        known.update(encode(row))
    return known.digest()


def site_record(dataset: Dataset) -> dict[str, str | None]:
    """What the data say of the site as a whole."""
    return {name: getattr(dataset, name) for name in ("title", "url", "language", "publisher")}


def _written(dataset: Dataset, **parts: object) -> bytes:
    return json_bytes({"format": FORMAT, "site": site_record(dataset), **parts})


def json_bytes(value: object) -> bytes:
    """``value`` in UTF-8, with one value per line, so that versions can be compared."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1) + b"\n"


def facts_csv(facts: Iterable[Row]) -> bytes:
    return csv_bytes(_lines(FACTS, facts))


def claims_csv(facts: Iterable[Row]) -> bytes:
    return csv_bytes(_lines(CLAIMS, (claim for fact in facts for claim in fact.claims)))


def csv_bytes(lines: Iterable[Iterable[str]]) -> bytes:
    """Lines of cells, of which the first is the head, by RFC 4180 in UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


def _lines(table: Table, rows: Iterable[Row]) -> Iterator[Iterable[str]]:
    yield table.names
    yield from (map(_cell, table.columns, cells) for cells in map(attrgetter(*table.names), rows))


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
    return json.dumps(items, ensure_ascii=False)


def data_package(dataset: Dataset) -> bytes:
    title, path = dataset.license or ("", "")
    files = [each for each in FILES if each.endswith((".json", ".sqlite"))]
    package: dict[str, object] = {
        "profile": "data-package",
        "name": "explainer-data",
        "format": FORMAT,
        "title": dataset.title,
        **({"homepage": dataset.url} if dataset.url else {}),
        # `name` is for a licence's id at opendefinition.org: a site states none
        **({"licenses": [{"title": title, "path": path}]} if path else {}),
        "sources": [
            {"title": row.title, **({"path": row.url} if row.url else {})}
            for row in dataset.sources
            if row.relied_on
        ],
        "resources": [
            _resource("facts", facts_csv(dataset.facts)),
            _resource("claims", claims_csv(dataset.facts)),
            *({"name": each, "path": each} for each in files if each != "datapackage.json"),
        ],
    }
    return json_bytes(package)


def _resource(name: str, data: bytes) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": _schema(TABLES[name]),
    }


def _schema(table: Table) -> dict[str, object]:
    foreign = [
        {"fields": column.name, "reference": {"resource": resource, "fields": field}}
        for column in table.columns
        if column.refers_to.startswith("facts.")  # the package holds no other table with a key
        for resource, field in [column.refers_to.split(".")]
    ]
    return {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column, key: bool) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if column.required or key else {}
    constraints |= {"enum": list(column.values)} if column.values else {}
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def datasette_metadata(dataset: Dataset) -> bytes:
    about: dict[str, object] = {"title": dataset.title}
    if dataset.license:
        about |= dict(zip(("license", "license_url"), dataset.license, strict=True))
    if dataset.url:
        about |= {"source": dataset.publisher or dataset.title, "source_url": dataset.url}
    # Datasette's *canned queries*, which docs/data.md explains: the name in their address, the
    # question that they answer, and their SQL
    text = Path(__file__).with_name("queries.sql").read_text("utf-8")
    queries = re.findall(r"^-- (\w+): (.*)\n((?:(?!-- ).*\S.*\n)+)", text, re.MULTILINE)
    tables = {name: _about(table) for name, table in TABLES.items()}
    canned = {name: {"title": title, "sql": sql} for name, title, sql in queries}
    return json_bytes({**about, "databases": {"explainer": {"tables": tables, "queries": canned}}})


def _about(table: Table) -> dict[str, object]:
    return {
        "description": table.description,
        **({"label_column": table.label, "sort": table.label} if table.label else {}),
        "columns": {each.name: each.description for each in table.columns if each.type != "names"},
    }
