"""The timeline of all facts that are dates."""

from __future__ import annotations

import pytest

from explainer.resolve.makers import index_pages
from tests.pages.conftest import SiteMaker
from tests.pages.test_links import link_faults
from tests.sites import TinySite, explainer, sources, words

FACTS = """
built: {label: Built, label.ru: Построен, value: 1891-07-02, sources: [a]}
reign: {label: Reign, value: 1990/2019, sources: [a]}
moved: {label: Moved, value: 1997-12, standing: reported, sources: [a]}
sold: {label: Sold, value: 1997-12-09, standing: asserted, by: The mayor, sources: [a]}
shut:
  label: Shut
  claims:
  - {value: 2001-03, by: Ann Key, rank: preferred, why: She shut it., sources: [a]}
  - {value: 2002-03, by: The mayor, sources: [a]}
depth: {label: Depth, value: 4, sources: [a]}
wrong:
  label: Wrong
  claims:
  - {value: 1950-01, rank: deprecated, why: Nobody knows., sources: [a]}
"""
FILES = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "topics.yaml": "gauge: {name: The gauge, name.ru: Футшток}\nwars: {name: Wars}\n",
    "explainers/tide.md": explainer(
        "## When? {#when}\n\n{{ built }}, {{ reign }}, {{ moved }}, {{ sold }}, {{ shut }},"
        " {{ depth }}, {{ war }}.\n",
        "topics: [gauge]",
    ),
    "facts/gauge.yaml": FACTS,
    "facts/wars.yaml": (
        "war: {label: War, value: 1914-07, sources: [a]}\n"
        "peace: {label: Peace, value: 1918-11-11, sources: [a]}\n"
    ),
    "sources/s.yaml": sources("a"),
}


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    return make_site(FILES)


def listed(site: TinySite, address: str) -> list[str]:
    """The headings of a page, and under each its facts."""
    tree = site.tree(address)
    return [words(each) for each in tree.xpath("//main//h2 | //main//dl[@class='fact-list']/div")]


def test_dates_stand_by_topic_the_oldest_first_with_their_states(site: TinySite) -> None:
    site.build()
    assert listed(site, "timeline/") == [
        "The gauge",
        "2 July 1891 Built",
        "1990–2019 Reign",
        "9 December 1997 Sold according to The mayor",
        "December 1997 (Unconfirmed) Moved",
        "March 2001 (Disputed) Shut",
        "Wars",
        "July 1914 War",
        "On record only",
        "11 November 1918 Peace",
    ]
    assert site.tree("timeline/").xpath("//main//dd/a/@href")[0] == "../facts/built/"
    assert "2 июля 1891 Построен" in listed(site, "ru/timeline/")
    assert list(link_faults(site.files())) == []


def test_the_page_of_a_topic_has_its_part(site: TinySite) -> None:
    site.build()
    assert listed(site, "topics/gauge/") == [
        "The gauge",
        "Timeline",
        *listed(site, "timeline/")[1:6],
        "Facts",
        "Depth 4",
    ]
    counts = site.tree("topics/gauge/").find_class("counts")
    assert [words(each) for each in counts] == ["1 disputed fact"]
    assert site.tree("topics/wars/").find_class("counts") == []


def test_every_page_links_to_it(site: TinySite) -> None:
    site.build()
    assert "../timeline/" in site.tree("tide/").xpath("//footer//a/@href")


def test_many_dates_stand_on_pages_by_topic(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_pages, "MOST_ON_A_PAGE", 3)
    site.build()
    assert listed(site, "timeline/") == []
    nav = site.tree("timeline/").xpath("//main//nav//a/@href")
    assert nav == ["topic-gauge/", "topic-wars/", "unused/"]
    assert [listed(site, f"timeline/{each}") for each in ("topic-gauge/", "topic-gauge.2/")] == [
        ["The gauge", "2 July 1891 Built", "1990–2019 Reign",
         "9 December 1997 Sold according to The mayor"],
        ["The gauge", "December 1997 (Unconfirmed) Moved",
         "March 2001 (Disputed) Shut"],
    ]  # fmt: skip
    assert list(link_faults(site.files())) == []


def test_a_site_without_dates_has_none(site: TinySite) -> None:
    site.write({"facts/gauge.yaml": "depth: {label: Depth, value: 4, sources: [a]}\n"})
    site.path("facts/wars.yaml").unlink()
    site.write({"explainers/tide.md": explainer("## How?\n\n{{ depth }}.\n")})
    site.build()
    assert [path for path in site.files() if "timeline" in path] == []
    assert "Timeline" not in words(site.tree("tide/"))
