"""The quotations of this repository's site: short, and as they were found in the sources."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from explainer.checks.evidence.mentions import Cited, read_mentions
from explainer.config import Config
from explainer.pipeline import load_site
from tests.sites import FLAGSHIP_DAY, ROOT

_MOST_WORDS = 12
_NOTES = "EXPLAINER_EVIDENCE"
"""Names the folder with the words that were found, where it is at hand: YAML files, each a list of
``{source: key, claims: [{says: words}]}``."""


@pytest.fixture(scope="module")
def quoted() -> list[Cited]:
    site, _ = load_site(Config(ROOT, ROOT / "output", FLAGSHIP_DAY))
    return [cited for cited in read_mentions(site).cited if cited.quote]


def test_they_are_fragments(quoted: list[Cited]) -> None:
    long = [cited for cited in quoted if len(re.findall(r"\w[^\s]*", cited.quote)) > _MOST_WORDS]
    assert quoted
    assert not long


@pytest.mark.skipif(
    _NOTES not in os.environ,
    reason=f"the words found are no part of the repository; {_NOTES} names their folder",
)
def test_they_stand_so_in_the_words_that_were_found(quoted: list[Cited]) -> None:
    found: dict[str, set[str]] = {}
    for file in sorted(Path(os.environ[_NOTES]).glob("*.yaml")):
        for source in yaml.safe_load(file.read_text(encoding="utf-8")):
            said = {claim["says"] for claim in source["claims"] if claim["says"]}
            found.setdefault(source["source"], set()).update(said)
    others = [
        (cited.source, cited.quote)
        for cited in quoted
        if not any(cited.quote in words for words in found.get(cited.source, ()))
    ]
    assert not others
