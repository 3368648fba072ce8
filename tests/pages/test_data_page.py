"""The page about the data: its files, its licence, and queries that work as they stand."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.sites import TinySite, explainer, sources, words

FACTS = """\
crowd:
  label: People on the pier
  unit: people
  claims:
  - {value: 900, by: The harbour, as_of: 2026-01-05, rank: preferred, why: Counted., sources: [a]}
  - {value: 1200, by: The fishers, as_of: 2026-01-05, sources: [a]}
gates: {label: Gates shut, value: 3, unit: days, by: The harbour, sources: [a]}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite(tmp_path_factory.mktemp("tides"))
    site.write(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\nurl: https://tides.example/\n"
            "license: {name: CC BY 4.0, url: https://license.example/by}\n",
            "explainers/pier.md": explainer("## How many?\n\n{{ crowd }}, {{ gates }}.\n"),
            "facts/sea.yaml": FACTS,
            "sources/s.yaml": sources("a"),
        }
    )
    site.build()
    return site


@pytest.mark.parametrize(
    ("language", "tab", "english"),
    [("es", "«Ejecutar SQL»", []), ("uk", "«Execute SQL»", ["Execute SQL"])],
)
def test_what_stands_in_english_in_a_program_is_marked_so(
    tmp_path: Path, language: str, tab: str, english: list[str]
) -> None:
    site = TinySite(tmp_path)
    files = {"explainers/pier.md": explainer("## How many?\n\n{{ crowd }}.\n")}
    files |= {"facts/sea.yaml": FACTS, "sources/s.yaml": sources("a")}
    site.write({"site.yaml": f"title: Tides\nlanguage: {language}\n", **files})
    site.build()
    body = site.tree("data/").find("body")
    assert tab in words(body)
    assert [words(each) for each in body.xpath(".//p//span[@lang='en']")] == english


def test_each_file_is_named_with_what_it_holds(site: TinySite) -> None:
    entries = site.tree("data/").xpath('//section[@aria-labelledby="files"]/dl/div')
    assert [[words(part) for part in entry[:2]] for entry in entries] == [
        ["facts.csv", "CSV · 2 records"],
        ["claims.csv", "CSV · 3 records"],
        ["facts.json", "JSON · 2 records"],
        ["questions.json", "JSON · 1 record"],
        ["sources.json", "JSON · 1 record"],
        ["explainer.sqlite", "SQLite"],
        ["datapackage.json", "JSON"],
        ["metadata.json", "JSON"],
    ]
    assert words(entries[0][2]) == "What we write: a row for each fact, for a spreadsheet."


@pytest.mark.parametrize("language", ["", "ru/"])
def test_its_links_lead_to_all_files_that_are_there(site: TinySite, language: str) -> None:
    links = site.tree(f"{language}data/").xpath('//section[@aria-labelledby="files"]//a/@href')
    folder = site.output / f"{language}data"
    found = {(folder / link).resolve().name for link in links}
    assert found == {each.name for each in (site.output / "data").iterdir()} - {"index.html"}


def test_licence_and_citation(site: TinySite) -> None:
    tree = site.tree("data/")
    licence, cite = (
        words(tree.xpath(f'//section[@aria-labelledby="{each}"]')[0])
        for each in ("licence", "cite")
    )
    assert licence == (
        "Licence Texts and data: CC BY 4.0. What we quote belongs to those who said or wrote it."
    )
    assert cite == (
        "Cite the data “Data”, Tides, version of 20 November 2026, https://tides.example/data/"
    )


def test_every_page_leads_to_it(site: TinySite) -> None:
    for path, link in (("", "data/"), ("facts/crowd/", "../../data/"), ("ru/facts/", "../data/")):
        assert link in site.tree(path).xpath('//footer[@class="footer"]//a/@href')
    assert "../data/" in site.tree("facts/").find_class("counts")[0].xpath(".//a/@href")


def code(site: TinySite, path: str = "data/") -> list[str]:
    return [each.text for each in site.tree(path).xpath("//pre/code")]


def test_its_queries_work_as_they_stand(site: TinySite, tmp_path: Path) -> None:
    sql, *programs = code(site)
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as database:
        assert database.execute(sql).fetchall() == [
            ("People on the pier", "The harbour", "900 people"),
            ("People on the pier", "The fishers", "1,200 people"),
        ]
    printed = []
    for program in programs:
        (tmp_path / "query.py").write_text(program, encoding="utf-8")
        command = [sys.executable, str(tmp_path / "query.py")]
        folder = site.output / "data"
        printed.append(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)
    assert [text.decode().splitlines() for text in printed] == [
        ["2026-01-05 People on the pier"],
        ["2 The harbour", "1 The fishers"],
    ]
    assert code(site, "ru/data/") == [sql, *programs]


def test_it_speaks_russian(site: TinySite) -> None:
    tree = site.tree("ru/data/")
    assert words(tree.find(".//h1")) == "Данные"
    assert tree.xpath('//main//*[@lang="en"]') == []
