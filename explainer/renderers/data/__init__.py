"""Open data: what the site knows, as files for people who compute with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from explainer.renderers.files import FileJob, LargeFileJob
from explainer.resolve.dataset.dataset import Dataset


def render_data(dataset: Dataset) -> Iterator[FileJob | LargeFileJob]:
    """The files below ``data/``, and each explainer's ``facts.json``; see docs/data.md."""
    import sqlite3

    from explainer.renderers.data.database import write_database
    from explainer.renderers.data.descriptions import data_package, datasette_metadata
    from explainer.renderers.data.text_files import (
        claims_csv,
        digest,
        facts_csv,
        facts_json,
        page_facts,
        site_record,
        sources_json,
    )

    facts, frame = dataset.facts, digest((site_record(dataset), dataset.license))
    digests = {fact.id: digest((fact,)) for fact in facts}
    tables = (dataset.pages, dataset.questions, dataset.sources, dataset.uses)
    inputs = digest((frame, digests, *map(digest, tables), sqlite3.sqlite_version))
    files = {
        "claims.csv": lambda: claims_csv(facts),
        "datapackage.json": lambda: data_package(dataset, facts_csv(facts), claims_csv(facts)),
        "facts.csv": lambda: facts_csv(facts),
        "facts.json": lambda: facts_json(dataset),
        "metadata.json": lambda: datasette_metadata(dataset),
        "sources.json": lambda: sources_json(dataset),
    }
    yield from (FileJob(f"data/{name}", inputs, make) for name, make in files.items())
    yield LargeFileJob("data/explainer.sqlite", inputs, partial(write_database, dataset))
    yield LargeFileJob("data/questions.json", inputs, partial(_write_questions, dataset))
    yield from page_facts(dataset, frame, digests)


def _write_questions(dataset: Dataset, path: Path) -> None:
    from explainer.renderers.data.text_files import questions_json

    with path.open("wb") as file:
        file.writelines(questions_json(dataset))
