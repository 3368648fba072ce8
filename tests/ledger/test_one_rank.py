"""Editing one claim's rank changes every place that tells of the fact, in one build."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

from tests.ledger.reading import card, key_facts, without_marks
from tests.sites import TinySite, words

PREFERRED = "    rank: preferred\n    why: Counted at the gate. [@c]\n"
RIVAL = "{value: 1200, what: people *at noon*, by: The fishers, as_of: 2026-01-05/2026-01-06,"


def everywhere(site: TinySite) -> dict[str, str]:
    """What each place says of the people on the pier, and of the share made from them."""
    dispute = [*site.tree("disputes/").find_class("claims"), None][0]
    shown = [*site.tree("pier/").find_class("claims-disputed"), None][0]
    files = site.files()
    facts = {fact["id"]: fact for fact in json.loads(files["data/facts.json"])["facts"]}
    own = {fact["id"]: fact for fact in json.loads(files["pier/facts.json"])["facts"]}
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(files["data/facts.csv"].decode()))}
    questions = json.loads(files["data/questions.json"])["questions"]
    with sqlite3.connect(site.output / "data/explainer.sqlite") as database:
        [(stored,)] = database.execute("SELECT in_words FROM facts WHERE id = 'crowd'").fetchall()
    return {
        "prose": words(without_marks(site.tree("pier/").find_class("answer")[0])),
        "key facts": key_facts(site)["People on the pier"],
        "share": key_facts(site)["Share on the pier"],
        "block": words(shown.find(".//*[@class='written']/p")) if shown is not None else "",
        "fact page": card(site, "crowd")["What we write"],
        "its state": card(site, "crowd")["State"].partition(" ")[0],
        "disputes page": words(dispute.find(".//*[@class='written']/p"))
        if dispute is not None
        else "",
        "all facts": words(site.tree("facts/").get_element_by_id("topic-sea").getnext()[0]),
        "source": words(site.tree("sources/b/").find_class("supports")[0][0]),
        "index": words(site.tree("questions/").find_class("answers")[0].find(".//dd")),
        "facts.json": f"{facts['crowd']['value']} {facts['crowd']['state']}",
        "pier/facts.json": f"{own['crowd']['value']} {own['crowd']['state']}",
        "facts.csv": f"{rows['crowd']['value']} {rows['crowd']['state']}",
        "questions.json": questions[0]["answer"],
        "database": stored,
    }


def test_before(pier: TinySite) -> None:
    assert everywhere(pier) == {
        "prose": "There were 900 people (Disputed) at noon.",
        "key facts": "900 people (Disputed) figure of 5 January 2026",
        "share": "10% (Disputed)",
        "block": "What we write: 900 people",
        "fact page": "900 people",
        "its state": "(Disputed)",
        "disputes page": "What we write: 900 people",
        "all facts": "People on the pier 900 people (Disputed) figure of 5 January 2026",
        "source": "People on the pier: 1,200 people (Contradicts what we write)",
        "index": "There were 900 people (disputed) at noon.",
        "facts.json": "900 disputed",
        "pier/facts.json": "900 disputed",
        "facts.csv": "900 disputed",
        "questions.json": "There were 900 people (disputed) at noon.",
        "database": "900 people",
    }


def test_no_longer_preferred_the_newest_is_written(pier: TinySite) -> None:
    pier.edit("facts/sea.yaml", PREFERRED, "")
    pier.build()
    assert everywhere(pier) == {
        "prose": "There were 1,200 people (Disputed) at noon.",
        "key facts": "1,200 people (Disputed) figure of 5–6 January 2026",
        "share": "13.3% (Disputed)",
        "block": "What we write: 1,200 people",
        "fact page": "1,200 people",
        "its state": "(Disputed)",
        "disputes page": "What we write: 1,200 people",
        "all facts": "People on the pier 1,200 people (Disputed) figure of 5–6 January 2026",
        "source": "People on the pier: 1,200 people (disputed)",
        "index": "There were 1,200 people (disputed) at noon.",
        "facts.json": "1200 disputed",
        "pier/facts.json": "1200 disputed",
        "facts.csv": "1200 disputed",
        "questions.json": "There were 1,200 people (disputed) at noon.",
        "database": "1,200 people",
    }


def test_its_rival_deprecated_the_dispute_is_over(pier: TinySite) -> None:
    pier.edit("facts/sea.yaml", RIVAL, f"{RIVAL} rank: deprecated, why: They were asleep.,")
    pier.build()
    assert everywhere(pier) == {
        "prose": "There were 900 people at noon.",
        "key facts": "900 people figure of 5 January 2026",
        "share": "10%",
        "block": "",
        "fact page": "900 people",
        "its state": "(Settled)",
        "disputes page": "",
        "all facts": "People on the pier 900 people figure of 5 January 2026",
        "source": "People on the pier: 1,200 people (Set aside by us)",
        "index": "There were 900 people at noon.",
        "facts.json": "900 settled",
        "pier/facts.json": "900 settled",
        "facts.csv": "900 settled",
        "questions.json": "There were 900 people at noon.",
        "database": "900 people",
    }
