"""``datapackage.json``, which describes the CSV files (Frictionless Tabular Data Package, v1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from explainer.renderers.data.columns import CLAIMS, FACTS
from explainer.renderers.data.json_files import json_bytes
from explainer.renderers.data.records import FORMAT
from explainer.resolve.dataset.columns import Column, ColumnType
from explainer.resolve.dataset.rows import Dataset

_TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "value": "string",
    "names": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "day": "date",
}


def data_package(dataset: Dataset, facts: bytes, claims: bytes) -> bytes:
    """The package; ``facts`` and ``claims`` are the two files, for their sizes and digests."""
    package: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "explainer-data",
        "format": FORMAT,
        "title": dataset.title,
        **({"homepage": dataset.url} if dataset.url else {}),
        **({"licenses": [_license(*dataset.license)]} if dataset.license else {}),
        "resources": [
            _resource("facts", facts, _schema(FACTS, ["id"])),
            _resource("claims", claims, _schema(CLAIMS, ["fact", "claim"])),
        ],
    }
    return json_bytes(package)


def _license(name: str, url: str) -> dict[str, str]:
    """Without `name`, which is for the licence's id at opendefinition.org: a site states none.
    What a site quotes is not its own."""
    return {"path": url, "title": f"{name}, quotations excepted"}


def _resource(name: str, data: bytes, schema: Mapping[str, object]) -> dict[str, object]:
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
        "schema": schema,
    }


def _schema(columns: Sequence[Column], primary_key: Sequence[str]) -> dict[str, object]:
    foreign = [
        {"fields": column.name, "reference": {"resource": resource, "fields": field}}
        for column in columns
        if column.refers_to.startswith("facts.")  # the package holds no other table with a key
        for resource, field in [column.refers_to.split(".")]
    ]
    schema: dict[str, object] = {
        "fields": [_field(column, column.name in primary_key) for column in columns],
        "missingValues": [""],
        "primaryKey": list(primary_key),
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
