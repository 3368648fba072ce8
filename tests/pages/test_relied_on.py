"""What pages rely on is counted and listed; the rest is on record, apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, sources, words

FILES = {
    "explainers/gauge.md": explainer("## How deep? {#deep}\n\n{{ twice }} deep.[@log]\n"),
    "facts/sea.yaml": """\
depth:
  label: Depth
  claims:
  - {value: 3, sources: [depth], rank: preferred, why: "Measured, says [@why] on {{ day }}."}
  - {value: 4, sources: [rival]}
twice: {label: Twice, value: "= 2 * depth"}
day: {label: Day, value: 2022-01-05, sources: [day]}
idle: {label: Idle, value: 7, sources: [idle, depth]}
""",
    "sources/s.yaml": sources("log", "depth", "rival", "why", "day", "idle")
    + "- {id: copy, type: report, title: Copy, custom: {copy_of: original}}\n"
    + "- {id: original, type: report, title: Original}\n",
}
NOINDEX = '//meta[@name="robots"]/@content'


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    site = make_site(FILES)
    site.build()
    return site


def unlisted(site: TinySite, folder: str) -> list[str]:
    pages = sorted(each.parent.name for each in site.output.glob(f"{folder}/*/index.html"))
    return [page for page in pages if site.tree(f"{folder}/{page}/").xpath(NOINDEX)]


def test_facts_that_no_page_uses_stand_apart(site: TinySite) -> None:
    tree = site.tree("facts/")
    assert words(tree.find_class("counts")[0]).startswith("4 facts ")
    (unused,) = tree.xpath('//section[@aria-labelledby="unused"]')
    assert (
        words(unused)
        == "On record only No page states them, or cites a passage that they rest on. Idle 7"
    )
    assert [words(each) for each in tree.xpath('//h3[@id="topic-sea"]/following::dl[1]//dt')] == [
        "Day",
        "Depth",
        "Twice",
    ]
    assert tree.find_class("jumps")[0].xpath(".//a/@href")[-1] == "#unused"


def test_search_engines_are_asked_to_leave_what_nothing_relies_on(site: TinySite) -> None:
    assert unlisted(site, "facts") == ["idle"]
    assert unlisted(site, "sources") == ["copy", "idle", "original"]
    for path in ("facts/idle/", "sources/idle/"):
        tree = site.tree(path)
        assert tree.xpath("//script[@type]") == []
        assert tree.xpath("//meta[@property]") == []


def test_where_a_fact_is_used_is_said_as_it_is(site: TinySite) -> None:
    def empty(path: str) -> list[str]:
        return [words(each) for each in site.tree(path).find_class("empty")]

    assert empty("facts/twice/") == []
    assert empty("facts/depth/") == ["No page in this language states it by itself."]
    assert empty("facts/idle/") == [
        "On record only: no page states it, or cites a passage that it rests on."
    ]
    assert empty("sources/rival/") == ["Only the pages of facts cite it."]
    assert empty("sources/idle/") == ["Nothing on this site cites it at present."]


def test_sources_that_nothing_relies_on_stand_apart(site: TinySite) -> None:
    relied, unused = site.tree("sources/").find_class("sources")
    assert [words(each) for each in relied.xpath(".//cite")] == [
        "Report day", "Report depth", "Report log", "Report rival", "Report why",
    ]  # fmt: skip
    assert words(unused.getparent()) == (
        "On record only"
        " No text here rests on them, and no fact that a page states or tells."
        " Report Copy. Undated. Not cited on a page"
        " Report Original. Undated. Not cited on a page"
        " Report Report idle. Undated. Not cited on a page"
    )


def test_the_number_of_sources_is_the_same_everywhere(site: TinySite) -> None:
    assert words(site.tree("").find_class("counts")[0]) == (
        "1 explainer 1 question answered 5 sources that we rely on"
    )
    assert words(site.tree("sources/").find_class("counts")[0]) == (
        "5 sources that we rely on 3 on record only"
    )
    assert words(site.tree("data/").find_class("counts")[0]) == (
        "4 facts 2 disputed facts 5 sources that we rely on"
    )
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as database:
        count = "SELECT count(*) FROM sources WHERE relied_on"
        assert database.execute(count).fetchall() == [(5,)]
        used = "SELECT id FROM facts WHERE used ORDER BY id"
        assert database.execute(used).fetchall() == [("day",), ("depth",), ("twice",)]
    stamp = site.tree("gauge/").find_class("stamp")[0]
    assert words(stamp).endswith(" 2 sources on this page")


def test_what_a_relied_on_source_repeats_is_relied_on(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "[@log]", "[@log; @copy]")
    site.build()
    assert unlisted(site, "sources") == ["idle"]


def test_what_a_translation_alone_states_is_used(make_site: SiteMaker) -> None:
    files = {
        "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
        "explainers/gauge.md": explainer(""),
        "explainers/gauge.ru.md": explainer("{{ idle }}", title="Водомер"),
        "facts/sea.yaml": "idle: {label: Idle, value: 7, sources: [a]}\n",
        "sources/s.yaml": sources("a"),
    }
    site = make_site(files)
    site.build()
    for folder in ("", "ru/"):
        assert site.tree(f"{folder}facts/idle/").xpath(NOINDEX) == []
        assert site.tree(f"{folder}facts/").xpath('//*[@id="unused"]') == []


def test_where_sources_are_divided_by_letters_each_page_has_its_own(make_site: SiteMaker) -> None:
    keys = [f"k{number}" for number in range(301)]
    site = make_site(
        {"sources/s.yaml": sources(*keys), "explainers/a.md": explainer("So.[@k0; @k1]")}
    )
    site.build()
    assert words(site.tree("sources/").find_class("counts")[0]) == "2 sources that we rely on"
    tree = site.tree("sources/letters/r/")
    assert tree.find_class("counts") == []
    relied, unused = tree.find_class("sources")
    assert (len(relied), len(unused)) == (2, 298)
