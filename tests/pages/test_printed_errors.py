"""Errors that texts printed: on the pages of the fact and of the text, and in the data."""

from __future__ import annotations

import json
from pathlib import Path

from explainer.config import Config
from explainer.inspection import check
from tests.sites import TODAY, TinySite, explainer, words

CLAIMS = """\
crowd:
  label: People on the pier
  statement: Nine hundred people stood on the pier.
  unit: people
  claims:
    - {value: 900, sources: [log]}
    - value: 90
      rank: deprecated
      why: It lost a nought.
      printed_in: [{source: paper, at: p. 3, as: neunzig Leute, how: copy, seen: 1962-06-01}]
    - value: 12
      sources: [log]
      withdrawn: {by: The log, on: 1962-05-09, source: log}
      printed_in: [{source: paper}]
"""
SOURCES = """\
- {id: log, title: Log, publisher: The Coast}
- {id: paper, title: Paper, publisher: The Post, language: de, accessed: 2021-03-30}
"""
FIGURE = "```errors\ntitle: What was wrong\n```\n"


def built(folder: Path, figure: str = FIGURE) -> TinySite:
    site = TinySite(folder)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "sources/s.yaml": SOURCES,
            "facts/a.yaml": CLAIMS,
            "explainers/gauge.md": explainer(f"## Who? {{#who}}\n\n{{{{ crowd }}}}\n\n{figure}"),
        }
    )
    return site


def test_the_fact_says_who_printed_it_and_how_the_error_arose(tmp_path: Path) -> None:
    site = built(tmp_path)
    site.build()
    page = site.tree("facts/crowd/")
    told = [words(each) for each in page.xpath("//*[@class='why'][contains(., 'Printed by')]")]
    assert told == [
        "Printed by The Post, p. 3 as “neunzig Leute”: an error of copying. Seen: 1 June 1962.",
        "Printed by The Post: cause not known. Seen: 30 March 2021.",
    ]
    assert page.xpath("//span[@lang='de' and text()='neunzig Leute']")


def test_the_text_says_that_it_printed_the_error(tmp_path: Path) -> None:
    site = built(tmp_path)
    site.build()
    (listed,) = site.tree("sources/paper/").find_class("supports")
    assert [words(each) for each in listed] == [
        "People on the pier: 90 people (Printed this error) p. 3",
        "People on the pier: 12 people (Printed this error)",
    ]


def test_a_text_named_there_alone_is_used(tmp_path: Path) -> None:
    site = built(tmp_path)
    found = check(Config(site.folder, site.output, TODAY)).diagnostics
    assert "unused-source" not in {each.code for each in found}


def test_the_data_say_it(tmp_path: Path) -> None:
    site = built(tmp_path)
    site.build()
    (fact,) = json.loads(site.files()["data/facts.json"])["facts"]
    assert [claim["printed_in"] for claim in fact["claims"]] == [
        [],
        [
            {
                "source": "paper",
                "locator": "p. 3",
                "words": "neunzig Leute",
                "cause": "copy",
                "seen": "1962-06-01",
            }
        ],
        [{"source": "paper", "locator": None, "words": None, "cause": None, "seen": None}],
    ]


def test_a_figure_of_facts_without_errors_says_what_is_missing(tmp_path: Path) -> None:
    site = built(tmp_path, "```errors\ntitle: None\nfacts: calm\n```\n")
    site.write({"facts/b.yaml": "calm: {label: Calm, value: 1, sources: [log]}\n"})
    assert site.errors() == [
        "content/explainers/gauge.md:11:4 figure: no text is known to have printed an error"
    ]


def test_each_fact_that_a_figure_names_has_an_error(tmp_path: Path) -> None:
    site = built(tmp_path, "```errors\ntitle: One\nfacts: [crowd, calm]\n```\n")
    site.write({"facts/b.yaml": "calm: {label: Calm, value: 1, sources: [log]}\n"})
    assert site.errors() == [
        "content/explainers/gauge.md:13:16 figure: "
        'no text is known to have printed an error about "calm"'
    ]
