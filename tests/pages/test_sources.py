"""Pages about sources: what each is, and everything that rests on it."""

from __future__ import annotations

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, sources, words

GAUGE = """
Before all.[@intro, p. 1]

## How old is it? {#old}

Old.[@wire, p. 2; @wire, p. 3] Older.[@wire, p. 2] {{ depth }}.[^own]

[^own]: Says [@noted] and [@wire, p. 9].

## Why? {#why}

So.[@wire] [[well]]
"""
FILES = {
    "explainers/gauge.md": explainer(
        GAUGE,
        "standfirst: A gauge. [@stand]",
        "key_facts: [built]",
        "method: Read. [@method]",
        "unknowns: ['Winter. [@unknown]']",
        "updates: [{date: 2026-05-01, text: 'More. [@update]'}]",
        "corrections: [{date: 2026-04-01, question: why, was: x, now: 'So. [@correction]'}]",
    ),
    "explainers/lights.md": explainer("See [[well]].[@wire, p. 4]", title="The lights"),
    "pages/about.md": "---\ntitle: About\n---\n\n## Who? {#who}\n\nWe.[@wire]\n",
    "facts/f.yaml": "built: {value: 1891-07-02, sources: [{source: wire, at: title}]}\n"
    "depth: {value: 3, label: Depth, statement: It is 3 deep., sources: [depth]}\n",
    "glossary.yaml": "well: {term: well, definition: 'A shaft. [@glossary]'}\n",
    "people.yaml": "ann: {name: Ann Key, note: 'A keeper. [@person]'}\n",
    "sources/s.yaml": sources(
        "wire", "intro", "stand", "method", "unknown", "update", "correction", "noted", "depth",
        "glossary", "person", "unused",
    )
    + "- {id: echo, type: report, title: Echo, custom: {copy_of: wire}}\n",
}  # fmt: skip


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    site = make_site(FILES)
    site.build()
    return site


def uses(site: TinySite, key: str) -> list[tuple[str, str, str]]:
    """(what it says, where that leads, locators) of each place that relies on a source."""
    found = []
    for item in site.tree(f"sources/{key}/").xpath('//ul[@class="uses"]/li'):
        place = item.find("a")
        locators = [words(each) for each in item.find_class("locators")]
        found.append((words(place), place.get("href"), "".join(locators)))
    return found


def test_a_source_lists_every_answer_that_relies_on_it(site: TinySite) -> None:
    assert uses(site, "wire") == [
        ("Key facts", "../../gauge/#key-facts", "title"),
        ("How old is it?", "../../gauge/#old", "p. 2; p. 3; p. 9"),
        ("Why?", "../../gauge/#why", ""),
        ("The lights", "../../lights/", "p. 4"),
        ("Who?", "../../about/#who", ""),
    ]


@pytest.mark.parametrize(
    ("key", "place", "address"),
    [
        ("intro", "The gauge", "gauge/"),
        ("stand", "The gauge", "gauge/"),
        ("method", "How we made this", "gauge/#method"),
        ("unknown", "What is not known", "gauge/#unknowns"),
        ("update", "Corrections and changes", "gauge/#changes"),
        ("correction", "Corrections and changes", "gauge/#changes"),
        ("noted", "How old is it?", "gauge/#old"),
        ("depth", "How old is it?", "gauge/#old"),
        ("glossary", "well", "glossary/#term-well"),
        ("person", "Ann Key", "people/ann/"),
    ],
)
def test_a_place_is_named_once_and_by_what_the_reader_sees_there(
    site: TinySite, key: str, place: str, address: str
) -> None:
    assert [use[:2] for use in uses(site, key)] == [(place, f"../../{address}")]


def test_a_short_answer_is_a_place(site: TinySite) -> None:
    site.edit("explainers/gauge.md", "standfirst:", "short_answer: Old. [@wire]\nstandfirst:")
    site.build()
    assert uses(site, "wire")[0] == ("The short answer", "../../gauge/#short-answer", "")
    assert uses(site, "stand") == [("The gauge", "../../gauge/", "")]


def test_a_source_on_which_nothing_rests_says_so(site: TinySite) -> None:
    assert uses(site, "unused") == []
    assert "Nothing on this site cites it at present." in words(site.tree("sources/unused/"))


def test_a_copy_and_its_original_name_each_other(site: TinySite) -> None:
    (original,) = site.tree("sources/echo/").xpath('//p[@class="copy"]/a')
    assert (words(original), original.get("href")) == ("Report wire", "../wire/")
    copies = site.tree("sources/wire/").xpath('//section[h2="Sources that repeat it"]//a')
    assert [(words(a), a.get("href")) for a in copies] == [("Echo", "../echo/")]


def test_a_source_lists_the_claims_that_it_is_evidence_for(site: TinySite) -> None:
    found = site.tree("sources/wire/").xpath('//section[h2="What it is evidence for"]//li')
    assert [words(li) for li in found] == ["Built: 2 July 1891 title"]
    assert [a.get("href") for a in found[0].iter("a")] == ["../../facts/built/"]


def test_the_index_counts_places(site: TinySite) -> None:
    counts = {
        words(item.find_class("reference")[0]).partition(". ")[0]: words(item.find_class("uses")[0])
        for item in site.tree("sources/").xpath('//ol[@class="sources"]/li')
    }
    assert list(counts) == [*sorted({*counts} - {"Echo", "Report unused"}), "Echo", "Report unused"]
    assert counts["Report wire"] == "Cited in 5 places"
    assert counts["Report depth"] == "Cited in 1 place"
    assert counts["Report glossary"] == "Cited in 1 place"
    assert counts["Report unused"] == "Not cited on a page"
    assert counts["Echo"] == "Not cited on a page"
    said = words(site.tree("sources/").find_class("counts")[0])
    assert said == "11 sources that we rely on 2 on record only"


def test_the_stamp_counts_the_sources_of_the_page(site: TinySite) -> None:
    assert "10 sources on this page" in words(site.tree("gauge/").find_class("stamp")[0])
    assert "2 sources on this page" in words(site.tree("lights/").find_class("stamp")[0])
    assert "11 sources that we rely on" in words(site.tree().find_class("counts")[0])


def test_a_long_list_of_sources_has_its_letters_above_it(make_site: SiteMaker) -> None:
    titles = ["1984", "Ebb", "Étale", "Журнал", *(f"Tide {n}" for n in range(27))]
    entries = "".join(f"- {{id: k{n}, type: book, title: '{t}'}}\n" for n, t in enumerate(titles))
    cited = explainer("".join(f"[@k{n}]" for n in range(len(titles))))
    site = make_site({"sources/s.yaml": f"references:\n{entries}", "explainers/gauge.md": cited})
    site.build()
    tree = site.tree("sources/")
    letters = {words(a): a.get("href") for a in tree.find_class("letters")[0].iter("a")}
    assert list(letters) == ["0–9", "E", "T", "Ж"]
    first = tree.get_element_by_id(letters["T"].removeprefix("#"))
    assert "Tide 0" in words(first)


def test_a_note_names_a_source_once_for_all_places_in_it(make_site: SiteMaker) -> None:
    body = '## Why?\n\nIt rose.[@wire, p. 1; @office; @wire, p. 4; @wire, p. 7, "It rose"]'
    files = {"explainers/gauge.md": explainer(body), "sources/s.yaml": sources("wire", "office")}
    site = make_site(files)
    site.build()
    note = site.tree("gauge/").xpath("//li[starts-with(@id, 'fn-')]")[0]
    shown = [words(each) for each in note.find_class("reference")]
    assert shown == ["Report wire. Undated, p. 1; p. 4.", "P. 7", "Report office. Undated."]
