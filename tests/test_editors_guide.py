"""The site that docs/editors.md writes, file by file, is built as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.config import Config
from explainer.inspection import check
from tests.sites import ROOT, TODAY, TinySite, explainer, sources, words

GUIDE = ROOT / "docs/editors.md"
FIGURE = re.compile(r"^````markdown\n(```\w+\n.*?^```\n)````$", re.MULTILINE | re.DOTALL)
FROM_THE_GUIDE = re.compile(r"```(?:table|bar|strip|steps|claims)\n")
"""Figures of facts that the guide itself writes."""
FILE = re.compile(r"^```\w+ content/(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite(tmp_path_factory.mktemp("lighthouse"))
    site.write(dict(FILE.findall(GUIDE.read_text(encoding="utf-8"))))
    site.build()
    return site


def test_its_explainer_says_what_the_guide_promises(site: TinySite) -> None:
    page = site.tree("tower/")
    answer = words(page.xpath("//section[@class='short-answer']")[0])
    assert "29.4 metres" in answer
    assert "disputed" in answer.casefold()
    assert "142 steps" in words(page.get_element_by_id("when-was-the-light-lit"))
    assert "1 September 1871" in words(page)


def test_its_site_gives_no_warning(site: TinySite) -> None:
    report = check(Config(site.folder, site.output, TODAY))
    assert report.diagnostics == ()


def test_its_timeline_and_flow_are_drawn(tmp_path: Path) -> None:
    figures = re.findall(
        r"^```(?:timeline|flow)\n.*?^```$",
        GUIDE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    named = {"light.lit": 1871, "light.electric": 1931, "listing.asked": 1978, "tower.listed": 1980}
    site = TinySite(tmp_path)
    facts = (
        f"{fact_id}: {{label: {fact_id}, value: {year}, kind: date, sources: [law]}}\n"
        for fact_id, year in named.items()
    )
    site.write(
        {
            "site.yaml": "title: Lighthouse\n",
            "sources/law.yaml": sources("law"),
            "facts/dates.yaml": "".join(facts),
            "explainers/tower.md": explainer("\n\n".join(["## When?", "Then.", *figures])),
        }
    )
    site.build()
    drawn = [" ".join(words(each).split()) for each in site.tree("tower/").iter("ol")]
    assert [each for each in drawn if "1980" in each] == [
        "1871 The lamp light.lit1 1931 The lamp light.electric1 1980 The law tower.listed1",
        "1978 Coast Survey listing.asked1 1980 Ministry tower.listed1",
    ]


def test_its_figures_are_drawn(tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    figures = [each for each in FIGURE.findall(text) if FROM_THE_GUIDE.match(each)]
    site = TinySite(tmp_path)
    body = "\n".join(("## What is seen?", "", "Figures.", "", *figures))
    site.write({**dict(FILE.findall(text)), "explainers/figures.md": explainer(body)})
    site.build()
    drawn = site.tree("figures/").xpath("//figure[contains(@class, 'figure-')]")
    assert len(drawn) == len(figures) > 1


def test_the_name_of_each_file_is_seen() -> None:
    """What stands behind a fence's word is in no rendered page."""
    text = GUIDE.read_text(encoding="utf-8")
    names = [name for name, _ in FILE.findall(text)]
    assert re.findall(r"^`content/(\S+)`\n\n```\w+ content/", text, re.MULTILINE) == names


def test_every_picture_and_page_that_it_names_is_there() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    outside_fences = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", re.sub(r"`[^`]*`", "", outside_fences))
    missing = [link for link in links if not Path(GUIDE.parent, link).exists()]
    assert missing == []
