"""Open data: what the site knows, as files for people who compute with it."""

from __future__ import annotations

from explainer.renderers.files import OutputFile
from explainer.resolve.dataset.rows import Dataset


def render_data(dataset: Dataset) -> tuple[OutputFile, ...]:
    """The files below ``data/``, and each explainer's ``facts.json``; see docs/data.md."""
    from explainer.renderers.data.csv_files import claims_csv, facts_csv
    from explainer.renderers.data.database import database_bytes
    from explainer.renderers.data.datasette import datasette_metadata
    from explainer.renderers.data.json_files import (
        facts_json,
        page_facts,
        questions_json,
        sources_json,
    )
    from explainer.renderers.data.package import data_package

    facts, claims = facts_csv(dataset.facts), claims_csv(dataset.facts)
    files = {
        "claims.csv": claims,
        "datapackage.json": data_package(dataset, facts, claims),
        "explainer.sqlite": database_bytes(dataset),
        "facts.csv": facts,
        "facts.json": facts_json(dataset),
        "metadata.json": datasette_metadata(dataset),
        "questions.json": questions_json(dataset),
        "sources.json": sources_json(dataset),
    }
    return (
        *(OutputFile(f"data/{name}", data) for name, data in files.items()),
        *page_facts(dataset),
    )
