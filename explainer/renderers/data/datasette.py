"""``metadata.json``, from which Datasette takes titles, descriptions, the licence and queries.

Its fields: https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explainer.renderers.data import columns
from explainer.renderers.data.json_files import json_bytes
from explainer.renderers.data.queries import QUERIES
from explainer.resolve.dataset.columns import Column
from explainer.resolve.dataset.rows import Dataset

TABLES: Mapping[str, tuple[str, str | None, Sequence[Column]]] = {
    "facts": ("What the site states: a row for each fact", "label", columns.FACTS),
    "claims": ("Who says what: a row for each claim about a fact", None, columns.CLAIMS),
    "evidence": ("What each claim rests on", None, columns.EVIDENCE),
    "sources": ("The bibliography", "title", columns.SOURCES),
    "questions": ("Every question, with its answer in one sentence", "question", columns.QUESTIONS),
    "pages": ("Every page", "title", columns.PAGES),
    "uses": ("Where pages state facts and cite sources", None, columns.USES),
    "inputs": ("What derived facts are computed from", None, columns.INPUTS),
    "tags": ("The editors' tags of facts", None, columns.TAGS),
    "translations": ("Facts in other languages", None, columns.TRANSLATIONS),
    "site": ("The site as a whole", None, columns.SITE),
}
"""By table: what it holds, the column that names a row, and its columns."""


def datasette_metadata(dataset: Dataset) -> bytes:
    about: dict[str, object] = {"title": dataset.title}
    if dataset.license:
        name, url = dataset.license
        about |= {"license": name, "license_url": url}
    if dataset.url:
        about |= {"source": dataset.publisher or dataset.title, "source_url": dataset.url}
    database = {
        "tables": {name: _table(*told) for name, told in TABLES.items()},
        "queries": {name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()},
    }
    return json_bytes({**about, "databases": {"explainer": database}})


def _table(description: str, label: str | None, held: Sequence[Column]) -> dict[str, object]:
    return {
        "description": description,
        **({"label_column": label} if label else {}),
        "columns": {each.name: each.description for each in held if each.type != "names"},
    }
