"""A text that cites a passage that a fact rests on tells the fact in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, sources, words

BODY = """\
## Who gave way? {#who}

The keepers did,[@log, on the keepers, "The keepers [...] let the boats pass that night"] as
the harbour's rules ask.[@rules, p. 3]

## How deep? {#deep}

{{ depth }},[@log, on the depth, "four fathoms by the lead line"] and no more.[@rules]
"""
FACTS = """\
yield:
  label: Who gave way
  claims:
  - {value: the keepers, by: Ann, as_of: 2026-01-02, sources: [{source: log, at: p. 9, quote: "let the boats pass that night, and slept"}]}
  - {value: the boats, by: Bob, as_of: 2026-01-01, sources: [rival]}
toll:
  label: Who paid
  claims:
  - {value: Ann, by: Ann, as_of: 2026-01-02, sources: [{source: rules, at: p. 4}]}
  - {value: Bob, by: Bob, as_of: 2026-01-01, sources: [rival]}
  - {value: 3, what: the rule, sources: [{source: rules, at: p. 3}]}
rule: {label: Rule, value: give way, sources: [{source: rules, at: p. 3}]}
quoted: {label: Quoted, value: 1, sources: [{source: rules, at: p. 3, quote: "one boat"}]}
depth: {label: Depth, value: 4, sources: [{source: log, quote: "four fathoms by the lead line"}]}
whole: {label: Whole, value: 5, sources: [rules]}
night: {label: Night, value: 6, sources: [{source: log, quote: "the boats pass at noon"}]}
"""  # noqa: E501
FILES = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "explainers/gauge.md": explainer(BODY),
    "explainers/gauge.ru.md": explainer(
        BODY.replace("Who gave way?", "Кто уступил?").replace("How deep?", "Насколько глубоко?"),
        title="Водомер",
    ),
    "facts/sea.yaml": FACTS,
    "sources/s.yaml": sources("log", "rules", "rival"),
}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    site = make_site(FILES)
    site.build()
    return site


def uses(site: TinySite, path: str) -> str:
    (part,) = site.tree(path).xpath("//section[@aria-labelledby='uses']")
    return words(part)


def test_a_fact_says_where_it_is_told_in_words(site: TinySite) -> None:
    told = "Where it is used Told in words in: Who gave way? The gauge"
    assert uses(site, "facts/yield/") == told
    assert uses(site, "facts/rule/") == told
    assert uses(site, "ru/facts/rule/") == (
        "Где он используется Рассказано словами здесь: Кто уступил? Водомер"
    )


def test_where_a_fact_is_stated_it_is_not_told_too(site: TinySite) -> None:
    assert uses(site, "facts/depth/") == "Where it is used How deep? The gauge"


@pytest.mark.parametrize("fact", ["quoted", "toll", "whole", "night"])
def test_another_passage_of_the_source_tells_nothing(site: TinySite, fact: str) -> None:
    assert uses(site, f"facts/{fact}/") == (
        "Where it is used On record only: no page states it, or cites a passage that it rests on."
    )
    assert uses(site, f"ru/facts/{fact}/") == (
        "Где он используется Только в записях: ни одна страница не приводит его и не ссылается на"
        " место, на котором он основан."
    )


def test_told_facts_stand_among_the_others_and_the_rest_apart(site: TinySite) -> None:
    tree = site.tree("facts/")
    (unsettled, by_topic, unused) = tree.xpath("//section")
    assert words(unsettled) == (
        "Not settled Disputed Who paid Ann (Disputed) Who gave way the keepers (Disputed)"
    )
    assert words(by_topic) == (
        "By topic Sea Depth 4 Rule give way Who gave way the keepers (Disputed)"
    )
    assert words(unused) == (
        "On record only No page states them, or cites a passage that they rest on."
        " Night 6 Quoted 1 Who paid Ann (Disputed) Whole 5"
    )
    (unused,) = site.tree("ru/facts/").xpath("//section[@aria-labelledby='unused']")
    assert words(unused).startswith(
        "Только в записях Ни одна страница не приводит их и не ссылается на место,"
        " на котором они основаны. Night 6"
    )


def test_disputes_that_no_page_tells_stand_apart(site: TinySite) -> None:
    tree = site.tree("disputes/")
    assert words(tree.find_class("counts")[0]) == "2 disputed facts"
    assert [words(each) for each in tree.xpath("//main//h2 | //main//h3")] == [
        "Who gave way", "On record, in no explainer yet", "Who paid",
        "What the words beside a value mean", "Notes and sources",
    ]  # fmt: skip
    (told,) = site.tree("").xpath("//section[@aria-labelledby='disputes']")
    assert words(told) == (
        "What is disputed now Who gave way the boats (Bob) / the keepers (Ann)"
        " On record, in no explainer yet Who paid Bob (Bob) / Ann (Ann) 2 disputed facts"
    )
    (told,) = site.tree("ru/").xpath("//section[@aria-labelledby='disputes']")
    assert words(told) == (
        "О чём сейчас спорят Who gave way the boats (Bob) / the keepers (Ann)"
        " В записях, но пока ни в одном разборе Who paid Bob (Bob) / Ann (Ann) 2 спорных факта"
    )


def test_what_is_not_disputed_is_listed_with_the_facts(site: TinySite) -> None:
    site.edit("facts/sea.yaml", "value: 5,", "value: 5, standing: reported,")
    site.build()
    (line,) = site.tree("disputes/").find_class("onward")
    assert words(line) == "Not settled for other reasons: Unconfirmed 1"
    assert line.xpath("a/@href") == ["../facts/#unconfirmed"]
    (line,) = site.tree("ru/disputes/").find_class("onward")
    assert words(line) == "Не установлено по другим причинам: Не подтверждено 1"
    assert words(site.tree("facts/").xpath("//section[1]/dl[2]")[0]) == "Whole 5 (Unconfirmed)"


def test_the_data_say_what_is_told(site: TinySite) -> None:
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as database:
        used = database.execute("SELECT id FROM facts WHERE used ORDER BY id").fetchall()
        asked = "SELECT fact, told FROM uses WHERE fact NOT NULL AND page = 'gauge/' ORDER BY fact"
        assert used == [("depth",), ("rule",), ("yield",)]
        assert database.execute(asked).fetchall() == [("depth", 0), ("rule", 1), ("yield", 1)]
