"""A tiny site with each kind of fact, for the tests of the open data, and ways to read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from explainer.config import Config
from explainer.pipeline import compile_site
from explainer.renderers.data import render_data
from explainer.renderers.data.database import write_database
from explainer.resolve.dataset.columns import Row
from explainer.resolve.dataset.dataset import Dataset
from tests.sites import TODAY, TinySite, explainer

FACTS = """\
tide.height:
  label: Height of the tide
  label.ru: Высота прилива
  statement: The tide rose to 4.20 metres.
  statement.ru: Прилив поднялся до 4,20 метра.
  unit: metres
  claims:
    - value: 4.20
      what: the *highest* water
      by: Harbour master
      as_of: 2022-01-05
      rank: preferred
      why: Read from the [gauge](https://example.org/gauge) on {{ tide.day | plain }}.
      sources: [{source: log, at: p. 2, quote: four metres twenty}, chart]
    - value: 4.5
      what: the *highest* water
      by: Coast guard
      as_of: 2022-01-05
      sources: [wire]
    - value: 9
      what: the *highest* water
      rank: deprecated
      why: A misprint.
      sources: [copy]
    - value: 30
      what: fall of the *glass*
      sources: [wire]
tide.day:
  statement: It came on 5 January 2022.
  value: 2022-01-05
  sources: [log]
  tags: [flood, calendar]
  review_by: 2022-06-01
tide.ended:
  value: 2022-01-07~
  sources: [chart]
tide.length:
  value: "= days(tide.day, tide.ended)"
tide.boats:
  unit: boats
  low: 80
  by: Harbour master
  standing: asserted
  as_of: 2022-01-06
  sources: [log]
tide.double:
  value: "= 2 * tide.boats"
tide.crew:
  claims:
    - value: unknown
      why: Nobody counted.
      sources: [chart]
tide.toll:
  unit: boats
  claims:
    - value: 12
      sources: [wire]
      withdrawn: {by: The paper, on: 2022-01-07, source: copy, at: p. 9, quote: we were wrong}
tide.ports:
  value: [Dover, "Calais, old harbour"]
  sources: [chart]
tide.name:
  value: "=Flood"
  kind: text
  sources: [chart]
tide.story:
  statement: The warning came late.
  sources: [wire]
"""
SOURCES = """\
references:
  - id: chart
    type: map
    title: Chart <i>of</i> the bay
    author: [{family: Braun, given: Eva}, {literal: Harbour office}]
    issued: {date-parts: [[2021]], season: 1}
    publisher: Harbour office
    publisher-place: Dover
    accessed: 2022-01-08
    custom: {kind: reference work, party: Dover, note: Drawn by hand.}
  - id: log
    type: report
    title: The log
    editor: [{family: van Dijk, given: Jan}]
    issued: 2022-01-05/2022-01-07
    page: 7-40
    volume: 3
    number: 12
    edition: 2
    DOI: 10.1000/182
    ISBN: 978-3-16-148410-0
    language: en-GB
  - {id: wire, type: article-newspaper, title: Wire, container-title: Bay News, issued: 2022~}
  - id: copy
    title: Copy
    issued: 2022-01/..
    URL: https://example.org/copy
    custom: {copy_of: wire, archive_url: "https://example.org/kept"}
  - {id: second-copy, title: Second copy, custom: {copy_of: copy}}
"""
GAUGE = explainer(
    """\
## How high was it? {#how-high}

It rose to {{ tide.height | with-unit }}.

## When? {#when}

On {{ tide.day }}. [@log, p. 3]

## Who wrote of it? {#who}

Two papers did. [@wire; @second-copy]

## How many boats? {#boats}

{{ tide.boats | plain }} of them.
""",
    "short_answer: Up to {{ tide.height | with-unit }}.",
    "key_facts: [tide.ports]",
)
SITE: Mapping[str, str] = {
    "site.yaml": "title: Tides\nurl: https://example.org/tides/\npublisher: Bay desk\n"
    "languages: [en, ru]\n",
    "units.yaml": "metres: {en: metres}\nboats: {en: {one: boat, other: boats}}\n",
    "facts/tide.yaml": FACTS,
    "sources/bay.yaml": SOURCES,
    "explainers/gauge.md": GAUGE,
    "explainers/gauge.ru.md": explainer("## Когда? {#when}\n\n{{ tide.day }}.\n", title="Водомер"),
    "explainers/kept-back.md": explainer("## Secret?\n\nYes. [@log]\n", "status: draft"),
    "explainers/taken-back.md": explainer("", "status: withdrawn", "reason: It was wrong."),
    "pages/about.md": explainer("## Who we are\n\nPeople. [@chart]\n", title="About"),
}


def dataset_of(site: TinySite) -> Dataset:
    compiled = compile_site(Config(site.folder, site.output, TODAY))
    dataset = compiled.linked.resolved.dataset
    assert dataset is not None, compiled.diagnostics
    return dataset


@cache
def tiny_dataset() -> Dataset:
    """That of ``SITE``."""
    with TemporaryDirectory() as folder:
        site = TinySite(Path(folder))
        site.write(SITE)
        return dataset_of(site)


def data_files(dataset: Dataset) -> dict[str, bytes]:
    """The files of the open data, by their paths."""
    return {job.path: _written(job.write) for job in render_data(dataset)}


def database_bytes(dataset: Dataset) -> bytes:
    return _written(partial(write_database, dataset))


def _written(write: Callable[[Path], object]) -> bytes:
    with TemporaryDirectory() as folder:
        write(file := Path(folder, "file"))
        return file.read_bytes()


def fact_of(dataset: Dataset, fact_id: str) -> Row:
    return next(fact for fact in dataset.facts if fact.id == fact_id)


@contextmanager
def opened(data: bytes, folder: Path) -> Iterator[sqlite3.Connection]:
    """The database as a reader opens it: from a file, with foreign keys held."""
    path = folder / "opened.sqlite"
    path.write_bytes(data)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    try:
        yield connection
    finally:
        connection.close()
