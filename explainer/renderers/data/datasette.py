"""``metadata.json``, from which Datasette takes titles, descriptions, the licence and queries.

Its fields: https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from explainer.renderers.data import columns
from explainer.renderers.data.json_files import json_bytes
from explainer.resolve.dataset.columns import Column
from explainer.resolve.dataset.rows import Dataset


class Table(Struct, frozen=True):
    """What a table holds, its columns, and the name of the column that names a row."""

    description: str
    columns: Sequence[Column]
    label: str = ""


TABLES: Mapping[str, Table] = {
    "facts": Table("What the site states: a row for each fact", columns.FACTS, label="label"),
    "claims": Table("Who says what: a row for each claim about a fact", columns.CLAIMS),
    "evidence": Table("What each claim rests on", columns.EVIDENCE),
    "sources": Table("The bibliography", columns.SOURCES, label="title"),
    "questions": Table(
        "Every question, with its answer in one sentence", columns.QUESTIONS, label="question"
    ),
    "pages": Table("Every page", columns.PAGES, label="title"),
    "uses": Table("Where pages state facts and cite sources", columns.USES),
    "inputs": Table("What derived facts are computed from", columns.INPUTS),
    "tags": Table("The editors' tags of facts", columns.TAGS),
    "translations": Table("Facts in other languages", columns.TRANSLATIONS),
    "site": Table("The site as a whole", columns.SITE),
}


def datasette_metadata(dataset: Dataset) -> bytes:
    about: dict[str, object] = {"title": dataset.title}
    if dataset.license:
        name, url = dataset.license
        about |= {"license": f"{name}, quotations excepted", "license_url": url}
    if dataset.url:
        about |= {"source": dataset.publisher or dataset.title, "source_url": dataset.url}
    database = {
        "tables": {name: _about(table) for name, table in TABLES.items()},
        "queries": {name: {"title": title, "sql": sql} for name, title, sql in _queries()},
    }
    return json_bytes({**about, "databases": {"explainer": database}})


def _queries() -> list[tuple[str, str, str]]:
    """Datasette's *canned queries*, which docs/data.md explains: the name in their address, the
    question that they answer, and their SQL."""
    text = Path(__file__).with_name("queries.sql").read_text("utf-8")
    return re.findall(r"^-- (\w+): (.*)\n((?:(?!-- ).*\S.*\n)+)", text, re.MULTILINE)


def _about(table: Table) -> dict[str, object]:
    return {
        "description": table.description,
        **({"label_column": table.label} if table.label else {}),
        "columns": {each.name: each.description for each in table.columns if each.type != "names"},
    }
