"""Facts in another language, in a file of their own."""

from __future__ import annotations

import pytest

from tests.pages.conftest import SiteMaker
from tests.sites import TinySite, explainer, words

FACTS = """
crew:
  label: Crew
  short: Men
  statement: The crew was small.
  claims:
    - {value: few men, by: The Keeper, standing: asserted, what: who served,
       why: "They were counted.[@log, p. 2]", sources: [log]}
height: {label: Height, statement: It is 30 m high., value: 30, unit: metres, sources: [log]}
"""
RUSSIAN = """
crew:
  label: Команда
  short: Люди
  statement: Команда была мала.
  words:
    few men: мало людей
    the keeper: смотритель
    who served: кто служил
    They were counted.: Их сосчитали.[@log]
"""
PAGE = "## Who? {#who}\n\n{{ crew }} served.\n"
PAGE_RU = "## Кто? {#who}\n\nСлужило {{ crew }}.\n"


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    return make_site(
        {
            "site.yaml": "title: Tower\nlanguages: [en, ru]\n",
            "explainers/tower.md": explainer(PAGE, "key_facts: [crew]"),
            "explainers/tower.ru.md": explainer(PAGE_RU, "key_facts: [crew]", title="Башня"),
            "facts/tower.yaml": FACTS,
            "facts.ru.yaml": RUSSIAN,
            "sources/s.yaml": "references:\n- {id: log, type: report, title: Log}\n",
        }
    )


def test_a_page_has_all_that_a_fact_says_in_its_language(site: TinySite) -> None:
    site.build()
    tree = site.tree("ru/tower/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    assert words(tree.get_element_by_id("who").find(".//p")) == (
        "Служило мало людей (утверждает смотритель)."
    )
    assert [words(dt) for dt in tree.find_class("key-facts")[0].iter("dt")] == ["Люди"]
    fact = words(site.tree("ru/facts/crew/").find(".//main"))
    for said in ("Команда была мала.", "мало людей", "смотритель", "кто служил", "Их сосчитали."):
        assert said in fact
    assert "few men" in words(site.tree("facts/crew/").find(".//main"))


def test_beside_the_original_and_in_the_file_is_once_too_often(site: TinySite) -> None:
    site.edit("facts/tower.yaml", "label: Crew", "label: Crew\n  label.ru: Люди")
    assert site.errors() == [
        "content/facts.ru.yaml:3:10 translation: `label` of this fact is translated twice"
    ]


def test_a_fact_that_does_not_exist_is_named(site: TinySite) -> None:
    site.edit("facts.ru.yaml", "crew:", "crews:")
    assert site.errors() == ['content/facts.ru.yaml:2:1 unknown-fact: there is no fact "crews"']


def test_a_fact_that_could_not_be_read_is_not_said_to_be_missing(site: TinySite) -> None:
    site.edit("facts/tower.yaml", "statement: The crew", "statment: The crew")
    assert all("unknown-fact" not in error for error in site.errors())


def test_what_a_translation_rests_on_exists(site: TinySite) -> None:
    site.edit("facts.ru.yaml", "[@log]", "[@logg], {{ depth }}, [там](explainers/tower.md)")
    assert site.errors() == [
        'content/facts.ru.yaml:10:40 unknown-source: there is no source "logg"',
        'content/facts.ru.yaml:10:50 unknown-fact: there is no fact "depth"',
        "content/facts.ru.yaml:10:66 link: a link in a translation of a fact is an address on"
        " this site",
    ]


def test_the_language_is_one_of_the_sites(site: TinySite) -> None:
    site.edit("site.yaml", "[en, ru]", "[en, de]")
    assert [error for error in site.errors() if "facts.ru" in error] == [
        'content/facts.ru.yaml:1:1 language: "ru" is no language that this site is translated into'
    ]


def test_an_unknown_field_is_refused(site: TinySite) -> None:
    site.edit("facts.ru.yaml", "short:", "shrot:")
    assert site.errors() == ["content/facts.ru.yaml:4:3 unknown-key: unknown key `shrot`"]
