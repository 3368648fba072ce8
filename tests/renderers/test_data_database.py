"""``explainer.sqlite``, as its readers open it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.open_data import database_bytes, opened, tiny_dataset
from tests.sites import ROOT

TABLES = {
    "site": 5,
    "pages": 3,
    "questions": 5,
    "sources": 5,
    "facts": 11,
    "claims": 14,
    "evidence": 13,
    "printings": 0,
    "inputs": 3,
    "tags": 2,
    "translations": 1,
}


def test_it_is_whole_and_every_key_leads_somewhere(tmp_path: Path) -> None:
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
        counts = {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES
        }
    assert counts == TABLES


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE claims SET fact = 'nothing'",
        "UPDATE evidence SET source = 'nobody'",
        "UPDATE evidence SET claim = 9",
        "UPDATE questions SET page = 'nowhere/'",
        "UPDATE uses SET fact = 'tide.day', source = 'log'",
        "UPDATE facts SET state = 'sure'",
        "DELETE FROM sources",
    ],
)
def test_its_rules_hold(change: str, tmp_path: Path) -> None:
    with (
        opened(database_bytes(tiny_dataset()), tmp_path) as database,
        pytest.raises(sqlite3.IntegrityError),
    ):
        database.execute(change)


def test_a_quantity_is_a_number_and_nothing_else_is(tmp_path: Path) -> None:
    query = "SELECT kind, value, typeof(value) FROM facts WHERE value IS NOT NULL ORDER BY id"
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        assert database.execute(query).fetchall() == [
            ("date", "2022-01-05", "text"),
            ("date", "2022-01-07~", "text"),
            ("quantity", 4.2, "real"),
            ("quantity", 3, "integer"),
            ("text", "=Flood", "text"),
            ("list", '["Dover", "Calais, old harbour"]', "text"),
        ]
        low = database.execute("SELECT low, typeof(low) FROM facts WHERE id = 'tide.boats'")
        assert low.fetchone() == (80, "integer")


def test_words_are_found_without_their_accents(tmp_path: Path) -> None:
    query = (
        "SELECT address FROM questions JOIN questions_fts "
        "ON questions_fts.rowid = questions.rowid WHERE questions_fts MATCH ?"
    )
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        assert database.execute(query, ("papérs",)).fetchall() == [("gauge/#who",)]
        assert database.execute(query, ("когда",)).fetchall() == [("ru/gauge/#when",)]
        found = database.execute("SELECT title FROM sources_fts WHERE sources_fts MATCH 'braun'")
        assert found.fetchall() == [("Chart of the bay",)]


def test_a_derived_fact_rests_on_what_its_inputs_rest_on(tmp_path: Path) -> None:
    query = "SELECT source FROM fact_sources WHERE fact = 'tide.length' ORDER BY source"
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        assert database.execute(query).fetchall() == [("chart",), ("log",)]


@pytest.mark.slow
def test_the_same_data_is_the_same_file_in_any_process() -> None:
    code = (
        "import hashlib; from tests.open_data import data_files, tiny_dataset;"
        "print(hashlib.sha256(repr(data_files(tiny_dataset())).encode()).hexdigest())"
    )
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_the_header_does_not_name_the_library_that_wrote_it() -> None:
    assert int.from_bytes(database_bytes(tiny_dataset())[96:100], "big") == 3_027_000
