"""The quotations of this repository's site: short, and as they were found in the sources."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from explainer.checks.evidence.mentions import Cited, read_mentions
from explainer.config import Config
from explainer.model.site.site import Site
from explainer.pipeline import load_site
from tests.sites import FLAGSHIP_DAY, ROOT

_MOST_WORDS = 12
_NOTES = "EXPLAINER_EVIDENCE"
"""Names the folder with the words that were found, where it is at hand: YAML files, each a list of
``{source: key, claims: [{says: words, note: ...}], also: [...]}``."""


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(Config(ROOT, ROOT / "output", FLAGSHIP_DAY))[0]


@pytest.fixture(scope="module")
def quoted(site: Site) -> list[Cited]:
    return [cited for cited in read_mentions(site).cited if cited.quote]


def test_they_are_fragments(quoted: list[Cited]) -> None:
    long = [cited for cited in quoted if len(re.findall(r"\w[^\s]*", cited.quote)) > _MOST_WORDS]
    assert quoted
    assert not long


def as_quoted(quote: str) -> re.Pattern[str]:
    """The passages that a quotation may be cut from: ``[...]`` says that words were left out, and
    ``[sic]`` that a slip is the source's own."""
    whole = re.sub(r"\s*\[sic]", "", quote)
    pieces = (rf"(?<!\w){re.escape(piece.strip())}(?!\w)" for piece in whole.split("[...]"))
    return re.compile(".*".join(pieces), re.DOTALL)


@pytest.mark.skipif(
    _NOTES not in os.environ,
    reason=f"the words found are no part of the repository; {_NOTES} names their folder",
)
def test_they_stand_so_in_the_words_that_were_found(site: Site, quoted: list[Cited]) -> None:
    """In a passage, in the source's title, or between quotation marks in what is noted of it."""
    found: dict[str, set[str]] = {}
    for file in sorted(Path(os.environ[_NOTES]).glob("*.yaml")):
        for source in yaml.safe_load(file.read_text(encoding="utf-8")):
            said = {claim["says"] for claim in source["claims"] if claim["says"]}
            told = [*source.get("also", ()), *(claim.get("note") for claim in source["claims"])]
            said |= {words for note in told if note for words in re.findall(r'"([^"]+)"', note)}
            found.setdefault(source["source"], set()).update(said)
    others = [
        (cited.source, cited.quote)
        for cited in quoted
        for words in [{*found.get(cited.source, ()), site.sources[cited.source].title}]
        if not any(map(as_quoted(cited.quote).search, words))
    ]
    assert not others
