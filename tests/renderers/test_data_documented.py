"""docs/data.md: its tables are the data's columns, and its queries give the answers it promises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainer.renderers.data.text_files import datasette_metadata
from explainer.resolve.dataset.columns import Column
from explainer.resolve.dataset.tables import TABLES
from tests.open_data import SITE, data_files, database_bytes, opened, tiny_dataset
from tests.sites import ROOT, TinySite

DOCUMENT = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
QUERIES = dict(
    re.findall(r"\*\*([^*]+\?)\*\*[^`]*?(?:`[^`]+`[^`]*?)*```sql\n(.*?)```", DOCUMENT, re.DOTALL)
)
CSV = ("facts", "claims")
DECLARED = {
    f"`{name}.csv`" if name in CSV else f"`{name}`": each.columns for name, each in TABLES.items()
}


def documented(heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading."""
    section = re.split(rf"^##+ {re.escape(heading)}$", DOCUMENT, flags=re.MULTILINE)[1]
    lines = re.split(r"^##+ ", section, flags=re.MULTILINE)[0].splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    return [tuple(cell.strip() for cell in row.strip("|").split(" | ")) for row in rows]


def described(column: Column) -> tuple[str, ...]:
    words = f": {', '.join(f'`{word}`' for word in column.values)}" if column.values else ""
    arrow = f" → `{column.refers_to}`" if column.refers_to else ""
    return f"`{column.name}`", column.type, f"{column.description}{words}{arrow}"


@pytest.mark.parametrize("heading", DECLARED)
def test_every_column_is_documented(heading: str) -> None:
    assert documented(heading) == [described(column) for column in DECLARED[heading]]


def test_every_file_is_documented() -> None:
    for path in data_files(tiny_dataset()):
        assert f"`{path}`" in DOCUMENT or path.endswith("gauge/facts.json")


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (
            "Which answers rest on one source only?",
            [
                ("gauge/#when", "When?", "log"),
                ("gauge/#who", "Who wrote of it?", "wire"),
                ("ru/gauge/#when", "Когда?", "log"),
            ],
        ),
        ("Which answers name no source at all?", [("gauge/#boats", "How many boats?")]),
        (
            "What is disputed, and who says what?",
            [
                (
                    "Height of the tide",
                    "4.20 metres",
                    "Harbour master",
                    "2022-01-05",
                    "preferred",
                    1,
                    1,
                ),
                ("Height of the tide", "4.5 metres", "Coast guard", "2022-01-05", "normal", 1, 0),
                ("Height of the tide", "9 metres", None, None, "deprecated", 0, 0),
            ],
        ),
        (
            "Which facts rest on one source only?",
            [
                ("tide.boats", "at least 80 boats", "asserted", "Harbour master", "log"),
                ("tide.crew", "not known", "settled", None, "chart"),
                ("tide.day", "5 January 2022", "settled", None, "log"),
                ("tide.double", "at least 160 boats", "asserted", "Harbour master", "log"),
                ("tide.ended", "about 7 January 2022", "settled", None, "chart"),
                ("tide.name", "=Flood", "settled", None, "chart"),
                ("tide.ports", "Dover and Calais, old harbour", "settled", None, "chart"),
                ("tide.story", None, "settled", None, "wire"),
            ],
        ),
        (
            "Where does the site say something about a word?",
            [
                (
                    "gauge/#boats",
                    "at least 80 (according to Harbour master) of them.",
                ),
                ("gauge/#who", "Two papers did."),
            ],
        ),
    ],
)
def test_a_query_of_the_document_gives_its_answer(
    asked: str, rows: list[tuple[object, ...]], tmp_path: Path
) -> None:
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        assert sorted(database.execute(QUERIES[asked]).fetchall(), key=str) == sorted(rows, key=str)


def test_every_query_is_tried() -> None:
    assert len(QUERIES) == DOCUMENT.count("```sql") == 5


def test_datasette_has_the_queries_of_the_document() -> None:
    metadata = json.loads(datasette_metadata(tiny_dataset()))
    queries = metadata["databases"]["explainer"]["queries"]
    assert {each["title"]: f"{each['sql'].rstrip()};\n" for each in queries.values()} == {
        asked: sql.replace("'boats OR papers'", ":words") for asked, sql in QUERIES.items()
    }


def test_datasette_is_told_of_every_table_and_column(tmp_path: Path) -> None:
    metadata = json.loads(datasette_metadata(tiny_dataset()))
    told = metadata["databases"]["explainer"]["tables"]
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
    with opened(database_bytes(tiny_dataset()), tmp_path) as database:
        tables = {
            name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            for (name,) in database.execute(query)
        }
    assert {name: list(each["columns"]) for name, each in told.items()} == tables
    assert all(
        each[name] in each["columns"]
        for each in told.values()
        for name in ("label_column", "sort")
        if name in each
    )


def test_datasette_is_told_what_the_settings_state() -> None:
    stated = replace(
        tiny_dataset(),
        publisher=None,
        license=("CC0, quotations excepted", "https://example.org/cc0/"),
    )
    told = json.loads(datasette_metadata(stated))
    assert [*told] == ["title", "license", "license_url", "source", "source_url", "databases"]
    assert (told["license"], told["license_url"]) == (
        "CC0, quotations excepted",
        "https://example.org/cc0/",
    )
    assert (told["source"], told["source_url"]) == (stated.title, stated.url)
    assert [*json.loads(datasette_metadata(replace(tiny_dataset(), url=None)))] == [
        "title",
        "databases",
    ]


def test_an_explainer_links_to_its_own_facts(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write(SITE)
    site.build()
    for address in ("gauge/", "ru/gauge/"):
        (link,) = site.tree(address).xpath('//a[@type="application/json"]')
        assert link.get("href") == "facts.json"
        assert f"{address}facts.json" in site.files()


def test_an_explainer_without_facts_has_no_such_link(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({**SITE, "explainers/gauge.ru.md": SITE["explainers/taken-back.md"]})
    site.write(
        {"explainers/gauge.md": SITE["explainers/kept-back.md"].replace("draft", "published")}
    )
    site.build()
    assert site.tree("gauge/").xpath('//a[@type="application/json"]') == []
    assert "gauge/facts.json" not in site.files()
