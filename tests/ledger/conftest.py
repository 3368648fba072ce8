from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.sites import TinySite, explainer, sources

SiteMaker: TypeAlias = Callable[..., TinySite]

FACTS = """
crowd:
  label: People on the pier
  statement: The pier was crowded.
  unit: people
  claims:
  - value: 900
    what: people *at noon*
    by: The harbour
    as_of: 2026-01-05
    rank: preferred
    why: Counted at the gate. [@c]
    sources: [{source: a, at: p. 2, quote: nine hundred}]
  - {value: 1200, what: people *at noon*, by: The fishers, as_of: 2026-01-05/2026-01-06,
     sources: [b, c]}
  - value: 5000
    what: people *at noon*
    as_of: 2026-01
    rank: deprecated
    why: A slip of the pen.
    sources: [c]
  - {value: 40, what: boats, as_of: 2026-01-04, standing: reported, sources: [c]}
toll:
  label: Storm deaths
  unit: deaths
  claims:
  - {value: 238, by: Office, as_of: 2022-08, sources: [c]}
  - {value: 225, by: Office, as_of: 2022-01-15, sources: [b]}
  - {value: 225, by: Office, as_of: 2022-03-01, sources: [b]}
  - {value: 164, as_of: 2022-01-09, rank: deprecated, why: Disowned., sources: [a]}
gates:
  label: Gates shut
  unit: days
  claims: [{value: 3, by: "Ann Key, keeper", standing: asserted, sources: [a]}]
share:
  label: Share on the pier
  value: "= percent(crowd, town)"
town: {label: People in town, value: 9000, unit: people, sources: [a]}
motto: {label: Motto, statement: The sea gives., sources: [a]}
wind: {label: Wind, value: unknown, why: Nobody measured it., sources: [a]}
"""
BODY = """
## How many came? {#how-many}

There were {{ crowd | with-unit }} at noon.

## How many died? {#deaths}

It was {{ toll }}, by the last count.

## Who shut the gates? {#gates}

They were shut for {{ gates | with-unit }}.
"""


@pytest.fixture
def make_site(tmp_path: Path) -> SiteMaker:
    """A site with one explainer about these facts; ``files`` are added or take their place."""

    def make(files: Mapping[str, str | bytes] | None = None) -> TinySite:
        site = TinySite(tmp_path / "site")
        front = "key_facts: [crowd, toll, gates, share, town]"
        site.write(
            {
                "site.yaml": "title: Tides\n",
                "sources/s.yaml": sources("a", "b", "c"),
                "facts/sea.yaml": FACTS,
                "explainers/pier.md": explainer(BODY, front, title="The pier"),
                **(files or {}),
            }
        )
        return site

    return make


@pytest.fixture
def pier(make_site: SiteMaker) -> TinySite:
    """That site as it is, built."""
    site = make_site()
    site.build()
    return site
