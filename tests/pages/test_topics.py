"""Topics by their names: on pages of their own, in lists, beside explainers and facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.pages.test_links import link_faults
from tests.sites import TinySite, explainer, sources, words

TOPICS = """
sea: {name: The sea, name.ru: Море, description: "Salt & water.", description.ru: Солёная.}
high-water: {name: High water, name.ru: Прилив, order: 1}
ports: {name: Ports}
"""
GAUGE = "## How deep? {#deep}\n\nFour metres.\n"
FILES = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "topics.yaml": TOPICS,
    "explainers/gauge.md": explainer(GAUGE, "topics: [sea, high-water]"),
    "explainers/gauge.ru.md": explainer(
        "## Как глубоко? {#deep}\n\nЧетыре.\n", "topics: [sea, high-water]", title="Футшток"
    ),
    "explainers/sand.md": explainer(
        "## Why sand? {#why}\n\nIt sank. See [the sea](/topics/sea/).\n",
        "topics: [sea]",
        title="Sand",
    ),
    "explainers/moon.md": explainer(
        "## Why? {#why}\n\nIt pulls.\n", "key_facts: [quay, tide, pier]", title="The moon"
    ),
    "facts/ports.yaml": (
        "quay: {label: Quay, value: 9, unit: metres, sources: [a]}\n"
        "tide: {label: Tide, topic: high-water, value: 4, unit: metres, sources: [a]}\n"
    ),
    "facts/Порт.yaml": "pier: {label: Pier, value: 5, unit: metres, sources: [a]}\n",
    "sources/s.yaml": sources("a"),
}


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    made = TinySite(tmp_path)
    made.write(FILES)
    made.build()
    return made


def outline(site: TinySite, address: str) -> list[str]:
    """The headings of a page, each with the address that it leads to."""
    tree = site.tree(address)
    found = tree.xpath("//main//*[self::h1 or self::h2 or self::h3]")
    return [" ".join([each.tag, words(each), *each.xpath("./a/@href")]) for each in found]


def test_every_link_leads_somewhere(site: TinySite) -> None:
    assert list(link_faults(site.files())) == []


def test_a_topic_has_a_page_with_its_explainers_and_facts(site: TinySite) -> None:
    assert outline(site, "topics/high-water/") == [
        "h1 High water",
        "h2 The gauge ../../gauge/",
        "h2 Facts",
    ]
    assert words(site.tree("topics/high-water/").find_class("answers")[0]) == (
        "How deep? Four metres."
    )
    assert words(site.tree("topics/high-water/").find_class("fact-list")[0]) == "Tide 4 metres"


def test_questions_stand_under_the_first_of_their_topics(site: TinySite) -> None:
    """The first by order, not as the explainer names them; those without one come last."""
    assert outline(site, "questions/") == [
        "h1 Questions",
        "h2 High water ../topics/high-water/",
        "h3 The gauge ../gauge/",
        "h2 The sea ../topics/sea/",
        "h3 Sand ../sand/",
        "h2 Other",
        "h3 The moon ../moon/",
    ]


def test_facts_stand_under_the_names_of_topics(site: TinySite) -> None:
    """By default that of their file, if its name can be an id."""
    assert outline(site, "facts/") == [
        "h1 Facts",
        "h2 By topic",
        "h3 High water ../topics/high-water/",
        "h3 Ports ../topics/ports/",
        "h3 Other",
    ]


def test_each_language_has_names_and_pages_of_its_own(site: TinySite) -> None:
    assert outline(site, "ru/questions/") == [
        "h1 Вопросы",
        "h2 Прилив ../topics/high-water/",
        "h3 Футшток ../gauge/",
    ]
    assert outline(site, "ru/topics/sea/") == ["h1 Море", "h2 Футшток ../../gauge/"]
    tree = site.tree("ru/topics/ports/")
    assert words(tree.find(".//h1")) == "Ports"
    assert words(tree.find_class("breadcrumb")[0]) == "Вопросы"
    assert words(site.tree("ru/topics/sea/").find_class("standfirst")[0]) == "Солёная."


def test_an_explainer_names_its_topics(site: TinySite) -> None:
    tree = site.tree("gauge/")
    stamp = tree.find_class("stamp")[0]
    assert "Topics: The sea and High water" in words(stamp)
    assert stamp.xpath(".//a[contains(@href, 'topics')]/@href") == [
        "../topics/sea/",
        "../topics/high-water/",
    ]
    assert tree.xpath("//meta[@property='article:tag']/@content") == ["The sea", "High water"]
    graph = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"]
    (keywords,) = (each["keywords"] for each in graph if "keywords" in each)
    assert keywords[0] == {"@type": "DefinedTerm", "name": "The sea", "url": "../topics/sea/"}


def test_a_new_name_is_shown_wherever_the_topic_is(site: TinySite) -> None:
    site.edit("topics.yaml", "name: The sea", "name: The ocean, order: 0")
    site.build()
    assert "Topics: The ocean and High water" in words(site.tree("gauge/").find_class("stamp")[0])
    assert outline(site, "questions/")[1:4] == [
        "h2 The ocean ../topics/sea/",
        "h3 The gauge ../gauge/",
        "h3 Sand ../sand/",
    ]
    assert outline(site, "topics/sea/")[0] == "h1 The ocean"


def test_without_names_the_words_of_ids_stand(site: TinySite) -> None:
    site.path("topics.yaml").unlink()
    site.build()
    assert outline(site, "topics/high-water/")[0] == "h1 High water"
    assert outline(site, "facts/")[2:] == [
        "h3 High water ../topics/high-water/",
        "h3 Ports ../topics/ports/",
        "h3 Other",
    ]


def test_a_file_of_facts_is_a_topic_whatever_its_letters(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    fact = "a: {label: A, value: 4, sources: [log]}\n"
    site.write({"site.yaml": "title: Tides\n", "facts/Größe.yaml": fact})
    site.write({"sources/a.yaml": sources("log")})
    site.build()
    assert outline(site, "topics/grosse/")[0] == "h1 Grosse"


def test_a_site_without_topics_has_no_groups(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write({"site.yaml": "title: Tides\n", "explainers/gauge.md": explainer(GAUGE)})
    site.build()
    assert outline(site, "questions/") == ["h1 Questions", "h2 The gauge ../gauge/"]
    assert not (site.output / "topics").exists()


def test_a_topic_of_many_questions_lists_its_explainers(tmp_path: Path) -> None:
    """And the page of questions, which is divided by letters, leads to the topics."""
    many = "".join(f"## Q {n}? {{#q{n}}}\n\nSo.\n\n" for n in range(301))
    site = TinySite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "topics.yaml": "sea: {name: The sea}\n",
            "explainers/gauge.md": explainer(many, "topics: [sea]"),
            "explainers/moon.md": explainer(GAUGE, title="The moon"),
        }
    )
    site.build()
    assert outline(site, "topics/sea/") == ["h1 The sea", "h2 All explainers"]
    assert site.tree("topics/sea/").xpath("//main//li/a/@href") == [
        "../../questions/",
        "../../gauge/",
    ]
    assert outline(site, "questions/") == ["h1 Questions", "h2 Topics", "h2 All explainers"]
    assert "../topics/sea/" in site.tree("questions/").xpath("//main//li/a/@href")
