"""``datapackage.json``: every cell of the CSV files is what it says it is.

The frictionless library itself is run by hand: docs/decisions/ says how, and what it said.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import jsonschema_rs
import pytest
from msgspec.structs import replace

from explainer.resolve.dataset.dataset import Dataset
from tests.open_data import data_files, tiny_dataset

# What the profiles "data-package" and "tabular-data-resource" of version 1 ask for.
_NAME = {"type": "string", "pattern": "^[-a-z0-9._/]+$"}
_FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": ["string", "number", "integer", "boolean", "date"]},
        "description": {"type": "string"},
        "constraints": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "required": {"type": "boolean"},
                "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
            },
        },
    },
}
_RESOURCE: dict[str, Any] = {
    "type": "object",
    "required": ["profile", "name", "path", "schema"],
    "properties": {
        "profile": {"const": "tabular-data-resource"},
        "name": _NAME,
        "path": {"type": "string", "pattern": "^(?=^[^./~])(^((?!\\.{2}).)*$).*$"},
        "encoding": {"const": "utf-8"},
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": "^[^:]+:[a-fA-F0-9]+$"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": _FIELD},
                "missingValues": {"type": "array", "items": {"type": "string"}},
                "primaryKey": {"type": "array", "items": {"type": "string"}},
                "foreignKeys": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "required": ["fields", "reference"],
                        "properties": {"reference": {"required": ["resource", "fields"]}},
                    },
                },
            },
        },
    },
}
_FILE = {
    "type": "object",
    "required": ["name", "path"],
    "properties": {name: _RESOURCE["properties"][name] for name in ("name", "path")},
}
PROFILE = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["profile", "resources"],
        "properties": {
            "profile": {"const": "data-package"},
            "name": _NAME,
            "homepage": {"type": "string", "format": "uri"},
            "sources": {
                "type": "array",
                "minItems": 1,
                "items": {"required": ["title"], "properties": {"path": {"type": "string"}}},
            },
            "resources": {"type": "array", "prefixItems": [_RESOURCE, _RESOURCE], "items": _FILE},
        },
    }
)


def files(dataset: Dataset) -> dict[str, bytes]:
    return {path.removeprefix("data/"): data for path, data in data_files(dataset).items()}


def package(dataset: Dataset) -> Any:
    return json.loads(files(dataset)["datapackage.json"])


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def is_of_type(cell: str, kind: str) -> bool:
    match kind:
        case "number":
            return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)) and Decimal(cell).is_finite()
        case "integer":
            return bool(re.fullmatch("[0-9]+", cell))
        case "boolean":
            return cell in ("true", "false")
        case "date":
            return date.fromisoformat(cell).isoformat() == cell
        case _:
            return kind == "string"


def wrong_cells(schema: Any, rows: list[list[str]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        for field, cell in zip(schema["fields"], row, strict=True):
            constraints = field.get("constraints", {})
            if cell == "":
                if constraints.get("required"):
                    yield f"row {number}: {field['name']} is empty"
            elif not (is_of_type(cell, field["type"]) and cell in constraints.get("enum", [cell])):
                yield f"row {number}: {field['name']} is {cell}"


def test_the_descriptor_keeps_its_profile() -> None:
    described = package(tiny_dataset())
    assert list(PROFILE.iter_errors(described)) == []
    assert list(PROFILE.iter_errors({**described, "name": "Has spaces"})) != []
    assert described["homepage"] == "https://example.org/tides/"
    assert "homepage" not in package(replace(tiny_dataset(), url=None))


@pytest.mark.parametrize("index", [0, 1], ids=["facts", "claims"])
def test_every_cell_is_of_its_type(index: int) -> None:
    resource = package(tiny_dataset())["resources"][index]
    data = files(tiny_dataset())[resource["path"]]
    header, *rows = table(data)
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert rows
    assert list(wrong_cells(resource["schema"], rows)) == []
    keys = [header.index(name) for name in resource["schema"]["primaryKey"]]
    assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)


def test_a_wrong_cell_would_be_found() -> None:
    schema = package(tiny_dataset())["resources"][0]["schema"]
    names = [field["name"] for field in schema["fields"]]
    row = table(files(tiny_dataset())["facts.csv"])[1]
    for name, cell in (("id", ""), ("low", "many"), ("state", "sure"), ("stale", "yes")):
        changed = list(row)
        changed[names.index(name)] = cell
        assert len(list(wrong_cells(schema, [changed]))) == 1


def test_claims_lead_to_facts() -> None:
    schema = package(tiny_dataset())["resources"][1]["schema"]
    assert schema["foreignKeys"] == [
        {"fields": "fact", "reference": {"resource": "facts", "fields": "id"}}
    ]
    ids = {row[0] for row in table(files(tiny_dataset())["facts.csv"])[1:]}
    assert {row[0] for row in table(files(tiny_dataset())["claims.csv"])[1:]} == ids


def test_sizes_and_digests_are_those_of_the_files() -> None:
    found = files(tiny_dataset())
    for resource in package(tiny_dataset())["resources"][:2]:
        data = found[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"


def test_every_file_of_the_data_is_a_resource_and_every_source_relied_on_is_named() -> None:
    described = package(tiny_dataset())
    found = {path for path in files(tiny_dataset()) if "/" not in path}
    assert {each["path"] for each in described["resources"]} == found - {"datapackage.json"}
    assert described["sources"][:2] == [
        {"title": "Chart of the bay"},
        {"title": "Copy", "path": "https://example.org/copy"},
    ]


def test_a_licence_is_that_of_the_settings_and_never_made_up() -> None:
    assert "licenses" not in package(tiny_dataset())
    stated = replace(
        tiny_dataset(), license=("CC BY 4.0, quotations excepted", "https://example.org/by/4.0/")
    )
    assert package(stated)["licenses"] == [
        {"path": "https://example.org/by/4.0/", "title": "CC BY 4.0, quotations excepted"}
    ]
