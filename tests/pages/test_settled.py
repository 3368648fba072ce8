"""What the first explainers said, what sources contradict, what was to be answered: each is settled
on a page, by a fact, or left out for a reason. ``settled.yaml`` says where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.config import Config
from explainer.model.site.site import Site
from explainer.pipeline import load_site
from explainer.resolve.references.links import ENTRY_INDEXES
from tests.sites import FLAGSHIP_DAY, ROOT

SETTLED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("settled.yaml").read_text(encoding="utf-8")
)
EXPLAINERS = {"000": 52, "001": 40, "002": 24, "003": 36, "004": 48}
CONFLICTS = 54
QUESTIONS = {"hub": 9, "1": 9, "2": 9, "3": 5, "4": 6, "5": 7, "6": 5, "7": 6, "8": 1}
_REASON = re.compile("left out: \\w.+")


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    """Every place that may be named: facts, pages, questions, entries and sources."""
    site, _ = load_site(Config(ROOT, ROOT / "output", FLAGSHIP_DAY))
    return frozenset(_places(site))


def _places(site: Site) -> list[str]:
    pages = list(site.pages.values())
    lists = {str(kind): index.strip("/") for kind, index in ENTRY_INDEXES.items()}
    return [
        *site.facts,
        *(page.name for page in pages),
        *(f"{page.name}#{anchor}" for page in pages for anchor in page.anchors),
        *(f"{lists[kind]}#{entry}" for kind, entry in site.entries if kind in lists),
        *(f"sources#{key}" for key in site.sources),
    ]


def test_each_claim_conflict_and_question_is_told_of() -> None:
    numbered = {
        "claims": [f"{e}-{n:02}" for e, most in EXPLAINERS.items() for n in range(1, most + 1)],
        "conflicts": [f"C-{n:02}" for n in range(1, CONFLICTS + 1)],
        "questions": [
            f"{page}.{n}" for page, most in QUESTIONS.items() for n in range(1, most + 1)
        ],
    }
    assert {kind: sorted(told) for kind, told in SETTLED.items()} == {
        kind: sorted(ids) for kind, ids in numbered.items()
    }
    assert len(SETTLED["claims"]) == 200


def test_each_place_exists_and_each_omission_has_a_reason(known: frozenset[str]) -> None:
    def is_settled(found: list[str] | str) -> bool:
        if isinstance(found, str):
            return bool(_REASON.fullmatch(found))
        return bool(found) and known.issuperset(found)

    told = (each for kind in SETTLED.values() for each in kind.items())
    assert [each for each in told if not is_settled(each[1])] == []


def test_every_question_is_answered() -> None:
    assert [name for name, found in SETTLED["questions"].items() if isinstance(found, str)] == []
