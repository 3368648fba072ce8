"""The <main> of a page of each kind from one tiny site, the frame around one of them, and what
programs read, compared byte for byte.

``pytest --refresh`` writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from explainer.resolve.published.pages import Page
from tests.sites import TinySite, explainer

pytestmark = pytest.mark.quick

GOLDEN = Path(__file__).parent.parent / "golden"
BODY = """
It stands at the [[pier]].

## How deep is the well? {#depth}

{{ depth | with-unit }}, and it was built on {{ built }}.[@wire, p. 2]

Some say {{ visitors }} came.[^own] So [[ann]] wrote of the [[well]].

```table
title: Two numbers
facts: [depth, visitors]
note: As the keepers count. [@log]
```

[^own]: Their *own* count, says [@log, "so many came"].
"""
FILES = {
    "site.yaml": """
title: Tides
description: What the sea did.
url: https://tides.example/book/
publisher: The Gauge House
contact: desk@tides.example
policies: {about: about}
search: true
""",
    "explainers/gauge.md": explainer(
        BODY,
        "standfirst: One gauge, one sea.",
        "short_answer: It is {{ depth | with-unit }} deep.",
        "digest: ['It was built on {{ built }}.']",
        "authors: [ann]",
        "checked_by: ann",
        "updated: 2026-05-01",
        "topics: [sea]",
        "key_facts: [built, visitors]",
        "unknowns: [The winter of 1917.]",
        "method: We read the log.",
        "related: [old]",
        "aliases: [tide-gauge]",
        "question_aliases: {how-deep: depth}",
        "updates: [{date: 2026-05-01, text: More.}]",
        "corrections: [{date: 2026-04-01, was: 3 metres, now: 4 metres, question: depth}]",
        title="How deep is the gauge?",
    ),
    "explainers/old.md": explainer(
        "", "status: withdrawn", "reason: Its source was forged.", title="The old gauge"
    ),
    "pages/about.md": "---\ntitle: About us\n---\n\n## Who? {#who}\n\nWe are two.[@wire]\n",
    "facts/f.yaml": """
depth: {label: Depth, value: 4, unit: metres, sources: [{source: wire, at: p. 3}]}
built: {label: Built, value: 1891-07-02, sources: [wire]}
visitors:
  label: Visitors
  unit: people
  claims:
  - {value: 40, by: Ann Key, as_of: 2026-01, rank: preferred, why: She counted., sources: [log]}
  - {value: 60, by: The mayor, as_of: 2026-01, sources: [wire]}
""",
    "sources/s.yaml": """
references:
- id: wire
  type: article-newspaper
  title: High water
  author: [{family: Key, given: Ann}]
  container-title: The Wire
  issued: 2022-01-10
  URL: https://wire.example/a?b=1&c=2
  custom: {kind: news report, archive_url: "https://archive.example/x"}
- id: log
  type: report
  title: Журнал
  language: ru
  URL: https://log.example/
  custom: {copy_of: wire}
""",
    "changes.yaml": """
- {date: 2026-06-01, fact: visitors, from: 60 people, to: 40 people (disputed), source: log}
- {date: 2026-06-02, question: gauge#depth, because: We read on., source: [wire, log], facts: built}
- {date: 2026-06-03, fact: lamp, from: red}
""",
    "people.yaml": "ann: {name: Ann Key, role: Keeper, note: 'She keeps it. [@log]'}\n",
    "places.yaml": "pier: {name: The pier, note: It is long.}\n",
    "topics.yaml": "sea: {name: The sea, description: Salt water.}\nf: {name: Gauges}\n",
    "glossary.yaml": "well: {term: stilling well, definition: A shaft., aliases: [shaft]}\n",
}
PAGES = {
    "404.html": "404.html",
    "change-list.html": "changes/index.html",
    "data.html": "data/index.html",
    "disputes.html": "disputes/index.html",
    "embed.html": "embed/gauge/figure-two-numbers/index.html",
    "entries.html": "glossary/index.html",
    "explainer.html": "gauge/index.html",
    "fact.html": "facts/visitors/index.html",
    "facts.html": "facts/index.html",
    "home.html": "index.html",
    "page.html": "about/index.html",
    "person.html": "people/ann/index.html",
    "questions.html": "questions/index.html",
    "redirect.html": "tide-gauge/index.html",
    "search.html": "search/index.html",
    "source.html": "sources/wire/index.html",
    "sources.html": "sources/index.html",
    "timeline.html": "timeline/index.html",
    "withdrawn.html": "old/index.html",
}
"""Templates, and a page that each makes."""
FRAMED = "explainer.html"
MACHINES = {
    "corrections.xml": "corrections.xml",
    "feed.xml": "feed.xml",
    "llms.txt": "llms.txt",
    "page.md": "about/index.md",
    "robots.txt": "robots.txt",
    "sitemap.xml": "sitemap.xml",
    "topic-feed.xml": "topics/sea/feed.xml",
    "twin.md": "gauge/index.md",
}
"""What programs read, and where it stands."""
MAIN = re.compile("<main.*</main>", re.DOTALL)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The page that each template makes."""
    site = TinySite(tmp_path_factory.mktemp("golden"))
    site.write(FILES)
    site.build()
    # Style sheet and script are named by what is in them, which is no matter of these pages.
    named = re.compile(r"(assets/(?:style|notes))\.[0-9a-f]{8}\.")
    files = site.files()
    wanted = {**PAGES, **MACHINES}
    return {name: named.sub(r"\1.", files[path].decode()) for name, path in wanted.items()}


def compare(name: str, html: str, config: pytest.Config) -> None:
    golden = GOLDEN / name
    if config.getoption("--refresh"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(html.encode())
    assert golden.is_file(), "write it with: pytest --refresh"
    assert html.split("\n") == golden.read_bytes().decode().split("\n")


@pytest.mark.parametrize("template", PAGES)
def test_what_a_page_says_is_as_it_was(
    pages: dict[str, str], template: str, pytestconfig: pytest.Config
) -> None:
    main = MAIN.search(pages[template])
    assert main
    compare(template, f"{main[0]}\n", pytestconfig)


@pytest.mark.parametrize("name", MACHINES)
def test_what_programs_read_is_as_it_was(
    pages: dict[str, str], name: str, pytestconfig: pytest.Config
) -> None:
    compare(name, pages[name], pytestconfig)


def test_the_frame_of_a_page_is_as_it_was(
    pages: dict[str, str], pytestconfig: pytest.Config
) -> None:
    frame = MAIN.sub("<main>...</main>", pages[FRAMED])
    compare("frame.html", frame, pytestconfig)


def test_every_kind_of_page_has_one() -> None:
    assert {kind.template for kind in get_args(Page)} == set(PAGES)
