"""Descriptions of the data: ``datapackage.json`` of its files (Frictionless Data Package, v1), the
CSV files with their columns; and ``metadata.json``, from which Datasette takes titles, the licence
and queries.

The fields of the latter: https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from explainer.renderers.data.text_files import FORMAT, claims_csv, facts_csv, json_bytes
from explainer.resolve.dataset.columns import Column, ColumnType, Table
from explainer.resolve.dataset.dataset import FILES, Dataset
from explainer.resolve.dataset.tables import TABLES

_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "value": "string",
    "names": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "day": "date",
}


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
    schema: dict[str, object] = {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(column: Column, key: bool) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.description,
    }
    constraints: dict[str, object] = {}
    if column.required or key:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return {**field, "constraints": constraints} if constraints else field


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
