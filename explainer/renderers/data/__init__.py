"""Open data: what the site knows, as files for people who compute with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.renderers.files import FileJob, written
from explainer.resolve.dataset.dataset import Dataset


def render_data(dataset: Dataset) -> Iterator[FileJob]:
    """The files below ``data/``, and each explainer's ``facts.json``; see docs/data.md."""
    import sqlite3

    from explainer.renderers import citations
    from explainer.renderers.data import text_files
    from explainer.renderers.data.database import write_database

    digest = text_files.digest
    facts, frame = dataset.facts, digest((text_files.site_record(dataset), dataset.license))
    digests = {fact.id: digest((fact,)) for fact in facts}
    tables = (dataset.pages, dataset.questions, dataset.sources, dataset.uses)
    inputs = digest((frame, digests, *map(digest, tables), sqlite3.sqlite_version))
    files = {
        "claims.csv": lambda: text_files.claims_csv(facts),
        "datapackage.json": lambda: text_files.data_package(dataset),
        "facts.csv": lambda: text_files.facts_csv(facts),
        "facts.json": lambda: text_files.facts_json(dataset),
        "metadata.json": lambda: text_files.datasette_metadata(dataset),
        "sources.json": lambda: citations.sources_json(dataset),
    }
    yield from (FileJob(f"data/{name}", inputs, written(make)) for name, make in files.items())
    yield FileJob("data/explainer.sqlite", inputs, partial(write_database, dataset))
    yield FileJob("data/questions.json", inputs, partial(text_files.write_questions, dataset))
    yield from text_files.page_facts(dataset, frame, digests)
