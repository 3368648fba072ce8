"""What somebody took back, told apart from what the site itself sets aside."""

from __future__ import annotations

import sqlite3

from tests.ledger.conftest import SiteMaker
from tests.ledger.reading import block, card, rows
from tests.ledger.test_impact import impact
from tests.sites import TinySite, explainer, sources, words

FACTS = """
toll:
  label: Storm deaths
  label.ru: Погибшие
  unit: deaths
  claims:
  - {value: 238, by: Office, as_of: 2022-08, sources: [c]}
  - value: 164
    by: Office
    as_of: 2022-01-09
    sources: [{source: a, at: p. 1}]
    withdrawn: {by: The Office, on: 2022-01-10, source: b, at: p. 7, quote: an error}
    why: It had counted twice.
  - {value: 900, by: Office, as_of: 2022-01-08, sources: [a], rank: deprecated, why: A slip.}
boats:
  label: Boats lost
  statement: Seven boats were said to be lost.
  value: 7
  sources: [a]
  withdrawn: {by: The Paper, on: 2022-01, source: b}
cost:
  label: Cost
  unit: USD
  claims:
  - {value: 916000000, by: Canal, as_of: 2021-04-13, sources: [a]}
  - {value: 550000000, by: Canal, as_of: 2021-05-25, sources: [a]}
mixed:
  label: Mixed
  claims:
  - {value: 7, sources: [a], withdrawn: {by: The Paper, on: 2022, source: b}}
  - {value: 8, sources: [a], rank: deprecated, why: A slip.}
"""
BODY = """
## How many died? {#deaths}

It was {{ toll | with-unit }}.

## What did it cost? {#cost}

It was {{ cost | with-unit }}.

## How many boats? {#boats}

{{ boats | statement }}
"""


def built(make_site: SiteMaker) -> TinySite:
    site = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "facts/sea.yaml": FACTS,
            "sources/s.yaml": sources("a", "b", "c"),
            "explainers/pier.md": explainer(BODY, title="The pier"),
            "explainers/pier.ru.md": explainer(BODY, title="Пирс"),
        }
    )
    site.build()
    return site


def test_a_block_says_who_took_a_value_back_and_by_which_source(make_site: SiteMaker) -> None:
    site = built(make_site)
    assert rows(block(site, "toll")) == [
        ["August 2022", "238 deaths", "Office", "Report c1"],
        ["8 January 2022", "set aside by us: 900 deaths", "Office", "Report a2"],
        ["A slip."],
        ["9 January 2022", "withdrawn: 164 deaths", "Office", "Report a3"],
        ["Withdrawn by The Office, 10 January 20224 It had counted twice."],
    ]
    (note,) = site.tree("pier/").xpath(
        "//li[starts-with(@id, 'fn-')][contains(., 'Report b.')][.//blockquote]"
    )
    assert "Report b. Undated, p. 7. Report About this source an error" in words(note)


def test_a_fact_s_page_lists_the_withdrawal_with_its_evidence(make_site: SiteMaker) -> None:
    site = built(make_site)
    _, claim, _ = site.tree("facts/toll/").find_class("claim")
    assert words(claim.find_class("claim-head")[0]) == "withdrawn: 164 deaths (Withdrawn)"
    assert [words(each) for each in claim.find_class("why")] == [
        "It had counted twice.",
        "Withdrawn by The Office, 10 January 2022",
    ]
    first, second = claim.find_class("evidence")
    assert "Report a. Undated, p. 1." in words(first)
    assert "Report b. Undated, p. 7. Report About this source an error" in words(second)


def test_a_fact_says_how_its_claims_fell(make_site: SiteMaker) -> None:
    site = built(make_site)
    assert card(site, "boats")["State"] == (
        "(Set aside or withdrawn) Every claim about it was withdrawn."
    )
    assert card(site, "mixed")["State"] == (
        "(Set aside or withdrawn) Every claim about it was withdrawn, or set aside by us."
    )
    assert card(site, "boats", "ru/")["Состояние"] == (
        "(Отклонено или отозвано) Все утверждения об этом отозваны."
    )
    shown = site.tree("facts/boats/").xpath("//script[@type='application/ld+json']/text()")
    assert '"creativeWorkStatus":"Set aside or withdrawn"' in shown[0]


def test_a_source_says_what_it_reports_to_be_withdrawn(make_site: SiteMaker) -> None:
    site = built(make_site)
    tree = site.tree("sources/b/")
    assert [words(each) for each in tree.find_class("supports")[0]] == [
        "Boats lost: 7 (Says that it was withdrawn)",
        "Mixed: 7 (Says that it was withdrawn)",
        "Storm deaths: 164 deaths (Says that it was withdrawn) p. 7",
    ]
    used = [words(each) for each in tree.find_class("uses")[0]]
    assert used[0] == "How many died? p. 7 The pier"
    # the statement of a fallen fact rests on what was said, and on that it was taken back
    assert used[1] == "How many boats? The pier"
    with sqlite3.connect(site.output / "data/explainer.sqlite") as database:
        found = {*database.execute("SELECT DISTINCT source, against FROM uses WHERE source > ''")}
    assert found == {("a", 0), ("a", 1), ("b", 0), ("c", 0)}


def test_without_its_source_a_withdrawal_is_undone(make_site: SiteMaker) -> None:
    site = make_site({"facts/sea.yaml": FACTS, "explainers/pier.md": explainer()})
    found = impact(site, "b")
    assert found is not None
    assert (found.unsupported, found.weakened) == ((), ("boats", "mixed", "toll"))
    assert {(each.fact, each.before, each.after) for each in found.changes} == {
        ("boats", "fallen", "settled"),
        ("mixed", "fallen", "settled"),
        ("toll", "revised", "by-date"),
    }


def test_what_was_set_aside_is_not_nobody(make_site: SiteMaker) -> None:
    aside = "{value: 11, rank: deprecated, why: So., sources: [b]}"
    claims = f"claims: [{{value: 8, sources: [a]}}, {aside}]"
    site = make_site({"facts/more.yaml": f"cave:\n  {claims}\nalone: {{value: 3, sources: [a]}}\n"})
    site.build()
    said = "No claim that stands says otherwise."
    assert said in words(site.tree("facts/cave/"))
    assert "Nobody named here says otherwise." in words(site.tree("facts/alone/"))
    assert said not in words(site.tree("facts/alone/"))
