"""*Checked* is said of what somebody compared with its sources, and of nothing else."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.sites import TinySite, explainer, sources, words

RESEARCHED = "researched: 2026-11-20"
CHECKED = "checked: 2026-11-20"
NOBODY = "No person has compared it with its sources"
FACTS = """\
depth: {label: Depth, value: 7, sources: [a]}
width:
  label: Width
  claims:
  - {value: 5, by: A, as_of: 2026-01-01, sources: [a], rank: preferred, why: Measured.}
  - {value: 6, by: B, as_of: 2026-01-01, sources: [b]}
"""


def site_of(folder: Path, *dates: str) -> TinySite:
    """A site with one explainer, whose front matter has these days."""
    body = "## How deep? {#deep}\n\n{{ depth }} and {{ width }}.\n"
    site = TinySite(folder)
    site.write(
        {
            "site.yaml": "title: Tides\nurl: https://tides.example/\n",
            "people.yaml": "ann: {name: Ann Key}\n",
            "sources/books.yaml": sources("a", "b"),
            "facts/river.yaml": FACTS,
            "explainers/river.md": explainer(body, "authors: [ann]").replace(
                CHECKED, "\n".join(dates)
            ),
        }
    )
    return site


def stamp(site: TinySite, address: str = "river/") -> list[str]:
    (found,) = site.tree(address).find_class("stamp")
    return [words(each) for each in found.xpath(".//b | .//span")]


def everything_said(site: TinySite) -> str:
    """The words and the attributes of all pages, and the open data."""
    files = site.files().items()
    texts = (data.decode() for name, data in files if name.endswith((".html", ".json", ".csv")))
    return "\n".join(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL) for text in texts)


def test_a_page_that_nobody_compared_says_so(tmp_path: Path) -> None:
    site = site_of(tmp_path, RESEARCHED)
    site.build()
    assert stamp(site) == [
        "By Ann Key",
        "Published 2 March 2026",
        "Researched 20 November 2026",
        NOBODY,
    ]
    (card,) = site.tree("").find_class("checked")
    assert words(card) == "Researched 20 November 2026"
    assert "Researched 20 November 2026" in words(site.tree("facts/depth/"))
    assert f"Researched 20 November 2026 {NOBODY}." in words(site.tree("facts/depth/"))


@pytest.mark.parametrize(
    ("dates", "version"),
    [
        (["researched: 2026-01-20"], "2 March 2026"),
        (["researched: 2026-03-20", "updated: 2026-03-15"], "20 March 2026"),
        (["researched: 2026-03-20", "updated: 2026-05-15"], "15 May 2026"),
    ],
)
def test_the_version_to_cite_is_of_its_newest_day(
    tmp_path: Path, dates: list[str], version: str
) -> None:
    site = site_of(tmp_path, *dates)
    site.build()
    (cited,) = site.tree("river/").find_class("citation")
    assert f"version of {version}, https" in words(cited)


def test_nothing_calls_it_checked(tmp_path: Path) -> None:
    """No words, no structured data, no row of the data; keys and class names aside."""
    site = site_of(tmp_path, RESEARCHED)
    site.build()
    said = everything_said(site)
    column = r'"checked": ?(?:null|")|"checked",|"name": "checked"|,checked,|class="checked'
    column += '|due to be checked"'
    assert [
        found
        for found in re.findall(r"(?i).{0,30}(?:checked|reviewed).{0,20}", said)
        if not re.search(column, found)
    ] == []
    questions = json.loads(site.files()["data/questions.json"])
    (page,) = (each for each in questions["pages"] if each["kind"] == "explainer")
    assert (page["checked"], page["researched"]) == (None, "2026-11-20")
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as database:
        rows = database.execute(
            "SELECT checked, researched FROM pages WHERE kind = 'explainer'"
        ).fetchall()
        assert rows == [(None, "2026-11-20")]
        assert database.execute("SELECT DISTINCT checked FROM facts").fetchall() == [(None,)]


def test_a_checked_page_says_so_everywhere(tmp_path: Path) -> None:
    site = site_of(tmp_path, CHECKED, "checked_by: ann")
    site.build()
    assert stamp(site)[2:] == ["Facts checked as of 20 November 2026"]
    assert "Last checked 20 November 2026" in words(site.tree("facts/depth/"))
    html = site.files()["river/index.html"].decode()
    assert '"lastReviewed":"2026-11-20"' in html
    assert NOBODY not in everything_said(site)
    headings = [words(h) for h in site.tree("people/ann/").findall(".//h2")]
    assert headings == ["Written under this name", "Checked under this name"]


def test_a_page_with_both_says_both(tmp_path: Path) -> None:
    site = site_of(tmp_path, CHECKED, "researched: 2026-03-01")
    site.build()
    assert stamp(site)[2:] == [
        "Facts checked as of 20 November 2026",
        "Researched 1 March 2026",
    ]
    assert NOBODY not in everything_said(site)


def test_a_check_of_one_page_counts_for_facts_of_another_that_is_researched(
    tmp_path: Path,
) -> None:
    site = site_of(tmp_path, RESEARCHED)
    site.write({"explainers/lake.md": explainer("{{ depth }}", title="The lake")})
    site.build()
    assert "Last checked 20 November 2026" in words(site.tree("facts/depth/"))
    assert f"Researched 20 November 2026 {NOBODY}." in words(site.tree("facts/width/"))


def test_the_later_research_counts(tmp_path: Path) -> None:
    site = site_of(tmp_path, "researched: 2026-03-01")
    lake = explainer("{{ depth }}", title="The lake").replace(CHECKED, RESEARCHED)
    site.write({"explainers/lake.md": lake})
    site.build()
    assert "Researched 20 November 2026" in words(site.tree("facts/depth/"))
    assert "Researched 1 March 2026" in words(site.tree("facts/width/"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("checked: 2026-11-01", ["Facts checked as of 1 November 2026"]),
        (RESEARCHED, ["Researched 20 November 2026", NOBODY]),
        ("updated: 2026-11-01", ["Updated 1 November 2026"]),
    ],
)
def test_a_plain_page_needs_neither_day(tmp_path: Path, day: str, said: list[str]) -> None:
    site = site_of(tmp_path, RESEARCHED)
    site.write({"pages/about.md": f"---\ntitle: About\n{day}\n---\n\nWe.\n"})
    site.build()
    assert stamp(site, "about/") == said


def test_a_fact_past_its_review_was_not_checked_on_the_day_of_its_claim(tmp_path: Path) -> None:
    """Its age counts from there; that somebody compared it then, nobody said."""
    site = site_of(tmp_path, CHECKED)
    site.write(
        {
            "facts/river.yaml": FACTS.replace(
                "value: 7,", "value: 7, as_of: 2020-01-01, review_every: 1 year,"
            )
        }
    )
    site.build()
    said = words(site.tree("facts/depth/"))
    assert "Last checked" not in said
    assert "7 (was to be checked by 1 January 2021)" in said
    facts = json.loads(site.files()["data/facts.json"])["facts"]
    assert [fact["checked"] for fact in facts] == [None, None]


def test_the_age_of_a_page_counts_from_its_check_else_its_research(tmp_path: Path) -> None:
    site = site_of(tmp_path, "researched: 2026-05-01", "review_every: 6 months")
    site.build()
    assert "This page was due to be checked by 1 November 2026" in stamp(site)
    site.edit("explainers/river.md", "researched:", "checked: 2026-06-01\nresearched:")
    site.build()
    assert [each for each in stamp(site) if "due" in each] == []
