"""``facts.csv`` and ``claims.csv``: what a spreadsheet or a statistics program opens."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from explainer.renderers.data.text_files import claims_csv, facts_csv
from tests.open_data import fact_of, tiny_dataset


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def facts() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(facts_csv(tiny_dataset().facts))}


def test_files_are_rfc_4180_in_utf_8() -> None:
    data = facts_csv(tiny_dataset().facts)
    assert data.startswith(b"id,label,statement,kind,value,low,high,about,open,in_words,unit,")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert len(lines) == len(tiny_dataset().facts) + 2
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_fact_is_one_row_with_its_state() -> None:
    row = facts()["tide.boats"]
    assert {name: row[name] for name in ("value", "low", "high", "state", "standing")} == {
        "value": "",
        "low": "80",
        "high": "",
        "state": "asserted",
        "standing": "asserted",
    }
    assert row["speaker"] == "Harbour master"
    assert facts()["tide.length"]["inputs"] == "tide.day tide.ended"
    assert facts()["tide.length"]["about"] == "true"


def test_items_with_commas_stay_apart() -> None:
    assert facts()["tide.ports"]["value"] == '["Dover", "Calais, old harbour"]'


def test_a_claim_is_one_row_with_the_state_of_its_fact() -> None:
    found = [row for row in rows(claims_csv(tiny_dataset().facts)) if row["fact"] == "tide.height"]
    assert [(row["value"], row["current"], row["state"], row["sources"]) for row in found] == [
        ("4.20", "true", "disputed", "log chart"),
        ("4.5", "false", "disputed", "wire"),
        ("9", "false", "disputed", "copy"),
        ("30", "false", "disputed", "wire"),
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=Flood", "'=Flood"),
        ("@harbour", "'@harbour"),
        ("+7 727", "'+7 727"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-2.5", "-2.5"),
        ("two = one", "two = one"),
        ("'tis", "'tis"),
        ('"so"', '"so"'),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_a_spreadsheet_runs_no_text(text: str, cell: str) -> None:
    fact = replace(fact_of(tiny_dataset(), "tide.name"), kind="text", value=text)
    assert rows(facts_csv([fact]))[0]["value"] == cell


def test_a_formula_is_written_without_its_sign() -> None:
    assert facts()["tide.length"]["formula"] == "days(tide.day, tide.ended)"
