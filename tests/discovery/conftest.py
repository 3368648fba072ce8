from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import TinySite, explainer, sources

FACTS = """
depth: {label: Depth, value: 4, unit: metres, sources: [wire]}
visitors:
  label: Visitors
  unit: people
  claims:
  - {value: 40, by: Ann Key, as_of: 2026-01, rank: preferred, why: She counted., sources: [log]}
  - {value: 60, by: The mayor, as_of: 2026-01, sources: [wire]}
built: {label: Built, label.ru: Построен, value: 1891, sources: [wire]}
idle: {label: Idle, value: 7, sources: [wire]}
"""
FILES = {
    "site.yaml": """
title: Tides
title.ru: Приливы
description: What the sea did.
url: https://example.org/
languages: [en, ru]
license: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
""",
    "explainers/gauge.md": explainer(
        "## How many? {#came}\n\nSome {{ visitors }} came by boat in {{ built }} & later.[@wire]",
        "short_answer: Some {{ visitors }} came.",
        "topics: [sea]",
        "authors: [ann]",
        "updated: 2026-05-01",
        "corrections:",
        "- {date: 2026-04-01, was: 50 came, now: '{{ visitors }} came', question: came}",
        "- {date: 2026-04-01, was: On foot, now: by boat}",
        "aliases: [old-gauge]",
        title="How many <came> & stayed?",
    ),
    "explainers/gauge.ru.md": explainer(
        "## Сколько? {#came}\n\nБыло {{ visitors }}.[@wire]",
        "topics: [sea]",
        "translation: machine",
        title="Сколько было?",
    ),
    "explainers/well.md": explainer("## How deep?\n\n{{ depth }} metres.[@log]", title="The well"),
    "explainers/gone.md": explainer(
        "",
        "status: withdrawn",
        "reason: Forged.",
        "corrections: [{date: 2026-04-02, was: A, now: B}]",
    ),
    "explainers/draft.md": explainer("## Why?\n\nNo.", "status: draft", title="Draft"),
    "pages/about.md": "---\ntitle: About us\n---\n\nWe are two.[@wire]\n",
    "facts/sea.yaml": FACTS,
    "sources/s.yaml": sources("wire", "log", "idle"),
    "changes.yaml": """
- {date: 2026-04-03, fact: visitors, from: 60, to: 40 (disputed), to.ru: 40 (спорно), source: log}
- {date: 2026-04-03, fact: visitors, to: 41}
- {date: 2026-04-04, question: gauge#came, source: wire, dropped: lost, facts: built}
- {date: 2026-04-05, fact: lamp, from: red, because: It was <no> lamp.}
- {date: 2026-04-06, page: well, to: The well}
- {date: 2026-04-06, page: gone, from: Forged}
- {date: 2026-04-06, question: draft#why, from: Yes}
- {date: 2026-12-24, fact: depth, from: 4, to: 5}
""",
    "people.yaml": "ann: {name: Ann Key, name.ru: Анна Кей}\n",
    "topics.yaml": "sea: {name: The sea, name.ru: Море}\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A site in English and Russian with its address: one explainer in both, one in English alone,
    one withdrawn, and a draft."""
    site = TinySite(tmp_path_factory.mktemp("discovery"))
    site.write(FILES)
    site.build()
    return site


@pytest.fixture
def without_address(tmp_path: Path) -> TinySite:
    """The same, not built, without its address."""
    site = TinySite(tmp_path)
    site.write(FILES)
    site.edit("site.yaml", "url: https://example.org/\n", "")
    return site
