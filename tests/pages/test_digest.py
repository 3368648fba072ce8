"""A digest: the page in a few lines, under its short answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.pages.conftest import SiteMaker
from tests.sites import explainer, sources, words

LINES = """\
digest:
  - It is {{ depth }} metres deep.
  - The *moon* pulls.[@a, p. 2]"""
FILES = {
    "site.yaml": "title: T\n",
    "sources/books.yaml": sources("a"),
    "facts/river.yaml": "depth: {label: Depth, value: 7, sources: [a]}\n",
    "explainers/gauge.md": explainer(
        "## Why?\n\nSo.[@a, p. 3]\n", "short_answer: Deep.[@a, p. 1]", LINES, "key_facts: [depth]"
    ),
}


def test_it_stands_between_the_answer_and_the_key_facts(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    tree = site.tree("gauge/")
    (summary,) = tree.find_class("summary")
    assert [words(each) for each in summary.xpath(".//h2")] == [
        "The short answer",
        "In brief",
        "Key facts",
    ]
    lines = summary.xpath(".//section[@class='digest']//li")
    assert [words(line) for line in lines] == ["It is 72 metres deep.", "The moon pulls.3"]


def test_the_open_data_has_it(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as data:
        assert data.execute("select digest from pages where digest <> ''").fetchall() == [
            ("It is 7 metres deep.\nThe moon pulls.",)
        ]


def test_it_has_at_most_seven_lines(make_site: SiteMaker) -> None:
    lines = "digest: [A., B., C., D., E., F., G., H.]"
    site = make_site({"site.yaml": "title: T\n", "explainers/gauge.md": explainer("", lines)})
    assert site.errors() == [
        "content/explainers/gauge.md:5:9 range: `digest` has 8 items, not at most 7"
    ]
