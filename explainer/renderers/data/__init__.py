"""Open data: what the site knows, as files for people who compute with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from explainer.renderers.files import FileJob, LargeFileJob
from explainer.resolve.dataset.rows import Dataset


def render_data(dataset: Dataset) -> Iterator[FileJob | LargeFileJob]:
    """The files below ``data/``, and each explainer's ``facts.json``; see docs/data.md."""
    import sqlite3

    from explainer.renderers.data.csv_files import claims_csv, facts_csv
    from explainer.renderers.data.database import write_database
    from explainer.renderers.data.datasette import datasette_metadata
    from explainer.renderers.data.json_files import facts_json, page_facts, sources_json
    from explainer.renderers.data.package import data_package
    from explainer.renderers.data.records import digest, site_record

    def package() -> bytes:
        return data_package(dataset, facts_csv(dataset.facts), claims_csv(dataset.facts))

    frame = digest((site_record(dataset), dataset.license))
    each_fact = {fact.id: digest((fact,)) for fact in dataset.facts}
    facts, sources = digest((frame, each_fact)), digest((frame, *dataset.sources))
    asked = digest(row for rows in (dataset.pages, dataset.questions) for row in rows)
    asked = digest((frame, asked))
    everything = (facts, sources, asked, digest(dataset.uses), sqlite3.sqlite_version)

    yield FileJob("data/claims.csv", facts, partial(claims_csv, dataset.facts))
    yield FileJob("data/datapackage.json", facts, package)
    yield LargeFileJob(
        "data/explainer.sqlite", digest(everything), partial(write_database, dataset)
    )
    yield FileJob("data/facts.csv", facts, partial(facts_csv, dataset.facts))
    yield FileJob("data/facts.json", facts, partial(facts_json, dataset))
    yield FileJob("data/metadata.json", frame, partial(datasette_metadata, dataset))
    yield LargeFileJob("data/questions.json", asked, partial(_write_questions, dataset))
    yield FileJob("data/sources.json", sources, partial(sources_json, dataset))
    yield from page_facts(dataset, frame, each_fact)


def _write_questions(dataset: Dataset, path: Path) -> None:
    from explainer.renderers.data.json_files import questions_json

    with path.open("wb") as file:
        file.writelines(questions_json(dataset))
