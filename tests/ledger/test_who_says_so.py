"""Where a sentence names who says a value, the value does not; elsewhere it does."""

from __future__ import annotations

import re

import pytest

from tests.ledger.conftest import SiteMaker
from tests.sites import explainer, words

FACTS = """
force:
  label: Force in the country
  label.ru: Силы в стране
  short: The force
  unit: people
  by: Ann Key, president
  standing: asserted
  value: 2030
  sources: [a]
rumour: {label: Rumour, value: 40, standing: reported, sources: [a]}
cost:
  label: Cost
  claims:
  - {value: 5, by: A, as_of: 2022-01-05, rank: preferred, why: Counted., sources: [a]}
  - {value: 9, by: B, as_of: 2022-01-05, sources: [b]}
  - {value: 7, by: C, as_of: 2022-01-05, sources: [b]}
"""
PEOPLE = "key: {name: Ann Key, name.ru: Анна Ключ, role: President of Pier, aliases: [Ключев]}\n"


def first_words(make_site: SiteMaker, text: str, language: str = "") -> str:
    site = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "facts/sea.yaml": FACTS,
            "people.yaml": PEOPLE,
            "explainers/pier.md": explainer(text, title="The pier"),
            "explainers/pier.ru.md": explainer(text, title="Пирс"),
        }
    )
    site.build()
    tree = site.tree(f"{language}pier/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    return words(tree.get_element_by_id("introduction"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("By the president's count it had {{ force }}.", "By the president's count it had 2,030."),
        ("Ann Key said {{ force }}.", "Ann Key said 2,030."),
        ("[[key]] put it at {{ force }}.[@a]", "Ann Key put it at 2,030."),
        ("Key, who left, counted {{ force }}.", "Key, who left, counted 2,030."),
        ("Key had {{ force }}.", "Key had 2,030 (according to Ann Key, president)."),
        ("Key spoke. It said {{ force }}.",
         "Key spoke. It said 2,030 (according to Ann Key, president)."),
        ("The president counts 9. By her own count {{ force }} were left.",
         "The president counts 9. By her own count 2,030 were left."),
        ("Key left. On Monday she denied {{ force }}.", "Key left. On Monday she denied 2,030."),
        ("Key left.\n\nBy her count {{ force }} left.",
         "Key left. By her count 2,030 (according to Ann Key, president) left."),
        ("The cook left. By his count {{ force }} left.",
         "The cook left. By his count 2,030 (according to Ann Key, president) left."),
        ("Key left. She had {{ force }}.",
         "Key left. She had 2,030 (according to Ann Key, president)."),
        ("By May the president recognised {{ force }}.",
         "By May the president recognised 2,030."),
        ("Monkey said {{ force }}.", "Monkey said 2,030 (according to Ann Key, president)."),
        ("It had {{ rumour }}.", "It had 40 (Unconfirmed)."),
        ("Key lists {{ force }} on shore.", "Key lists 2,030 on shore."),
        ("The president also places {{ force }} there.",
         "The president also places 2,030 there."),
        ("In places Key had {{ force }}.",
         "In places Key had 2,030 (according to Ann Key, president)."),
        ("Key had {{ force }} on the list.",
         "Key had 2,030 (according to Ann Key, president) on the list."),
        ("Key’s place has {{ force }}.",
         "Key’s place has 2,030 (according to Ann Key, president)."),
    ],
)  # fmt: skip
def test_a_sentence_that_names_the_speaker_is_not_told_twice(
    make_site: SiteMaker, text: str, shown: str
) -> None:
    """It must also say that somebody says so: what the speaker did is no attribution."""
    assert first_words(make_site, text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("По подсчётам Анны Ключ, было {{ force }}.", "По подсчётам Анны Ключ, было 2 030."),
        ("По словам Ключева, было {{ force }}.", "По словам Ключева, было 2 030."),
        ("Ключев уехал. По его подсчётам, было {{ force }}.",
         "Ключев уехал. По его подсчётам, было 2 030."),
        ("Было {{ force }}.", "Было 2 030 (утверждает Ann Key, president)."),
        ("Анна Ключ насчитала {{ force }}.", "Анна Ключ насчитала 2 030."),
        ("Ключев также перечислил {{ force }}.", "Ключев также перечислил 2 030."),
        ("Перечислив флаги, Ключев привёл {{ force }}.",
         "Перечислив флаги, Ключев привёл 2 030 (утверждает Ann Key, president)."),
    ],
)  # fmt: skip
def test_a_translation_names_the_speaker_in_its_own_forms(
    make_site: SiteMaker, text: str, shown: str
) -> None:
    assert first_words(make_site, text, "ru/") == shown


def test_ukrainian_has_words_for_saying(make_site: SiteMaker) -> None:
    site = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, uk]\n",
            "facts/sea.yaml": FACTS.replace("label.ru", "label.uk"),
            "people.yaml": PEOPLE.replace("name.ru", "name.uk"),
            "explainers/pier.md": explainer(""),
            "explainers/pier.uk.md": explainer(
                "Анна Ключ нарахувала {{ force }}. Ключев перелічує {{ force }}. Було {{ force }}."
            ),
        }
    )
    site.build()
    shown = words(site.tree("uk/pier/").get_element_by_id("introduction"))
    assert re.findall(r"2.030 ?(\(?)", re.sub(r"\d\.", ".", shown)) == ["", "", "("]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("| Pier | {{ force }} | said by its president |", "2,030"),
        ("| Pier | {{ force }} | said by its cook |", "2,030 (according to Ann Key, president)"),
        ("| Key | {{ force }} | firm |", "2,030 (according to Ann Key, president)"),
        ("| Pier | {{ force }} | the president put it at 40 |",
         "2,030 (according to Ann Key, president)"),
        ("| Pier | {{ force }} | the president put it at {{ rumour }} |",
         "2,030 (according to Ann Key, president)"),
    ],
)  # fmt: skip
def test_a_row_that_names_the_speaker_is_not_told_twice(
    make_site: SiteMaker, row: str, shown: str
) -> None:
    """Beside another figure it may be the speaker of that one."""
    text = f"| Where | Force | How firm |\n|---|---|---|\n{row}\n| Key | 7 | said |"
    assert shown_in_a_row(make_site, text) == shown


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("| Who says so | Force |", "2,030"),
        ("| Who | Force as Key counted |", "2,030"),
        ("| Who | Force |", "2,030 (according to Ann Key, president)"),
    ],
)
def test_the_heads_of_a_table_say_that_somebody_says(
    make_site: SiteMaker, head: str, shown: str
) -> None:
    text = f"{head}\n|---|---|\n| Cook | 7 |\n| The president | {{{{ force }}}} |"
    assert shown_in_a_row(make_site, text) == shown


def shown_in_a_row(make_site: SiteMaker, text: str) -> str:
    made = first_words(make_site, text)
    return "".join(re.findall(r"2,030(?: \(.*?\))?", made))


def test_what_is_said_of_a_person_names_nobody_twice(make_site: SiteMaker) -> None:
    told = "He said {{ force }}. The cook had {{ force }}."
    site = make_site(
        {
            "facts/sea.yaml": FACTS,
            "people.yaml": PEOPLE.replace("role", f'note: "{told}", role')
            + f'cook: {{name: Cy, note: "{told}"}}\n',
            "explainers/pier.md": explainer("[[key]] met [[cook]]."),
        }
    )
    site.build()
    tree = site.tree("pier/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    told_twice = "He said 2,030 (according to Ann Key, president). "
    cook = "The cook had 2,030 (according to Ann Key, president)."
    assert [words(each) for each in tree.xpath("//dd[not(@class)]")] == [
        f"He said 2,030. {cook}",
        f"{told_twice}{cook}",
    ]


def test_what_a_person_says_in_mid_sentence_names_nobody_twice(make_site: SiteMaker) -> None:
    people = PEOPLE.replace("role", 'note: "Of {{ force }} she spoke late.", role')
    site = make_site(
        {
            "facts/sea.yaml": FACTS,
            "people.yaml": people,
            "explainers/pier.md": explainer("[[key]] left."),
        }
    )
    site.build()
    (note,) = site.tree("people/key/").xpath("//div[@class='body prose']/div")
    assert re.sub(r"2,030\d", "2,030", words(note)) == "Of 2,030 she spoke late."


def test_a_short_answer_says_what_others_say(make_site: SiteMaker) -> None:
    front = "short_answer: It cost {{ cost }}.\nkey_facts: [force]"
    site = make_site(
        {"facts/sea.yaml": FACTS, "explainers/pier.md": explainer("It cost {{ cost }}.", front)}
    )
    site.build()
    tree = site.tree("pier/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    assert words(tree.find_class("short-answer")[0].find("div")) == (
        "It cost 5 (Disputed) (others say 7–9)."
    )
    assert words(tree.get_element_by_id("introduction")) == "It cost 5 (Disputed)."


def test_what_others_say_is_written_as_the_value_is(make_site: SiteMaker) -> None:
    facts = """
        cost:
          unit: EUR
          claims:
            - {value: 120000000, as_of: 2022, by: One, sources: [a], rank: preferred, why: So.}
            - {value: 185000000, as_of: 2022, by: Two, sources: [a]}
        sunk:
          unit: people
          claims:
            - {value: 3, as_of: 2022, by: One, sources: [a], rank: preferred, why: So.}
            - {value: 4, as_of: 2022, by: Two, sources: [a]}
        """
    told = (
        "{{ cost | compact | with-unit }}, {{ cost | with-unit }}, {{ sunk | words | with-unit }}"
    )
    front = f"short_answer: It cost {told}."
    site = make_site({"facts/sea.yaml": facts, "explainers/pier.md": explainer("", front)})
    site.build()
    tree = site.tree("pier/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    assert words(tree.find_class("short-answer")[0].find("div")) == (
        "It cost €120 million (Disputed) (others say €185 million), "
        "€120,000,000 (Disputed) (others say €185,000,000), "
        "three people (Disputed) (others say four people)."
    )


def test_what_others_say_has_the_spaces_of_french(make_site: SiteMaker) -> None:
    site = make_site(
        {
            "site.yaml": "title: Marées\nlanguage: fr\n",
            "facts/sea.yaml": FACTS.replace("value: 7,", "value: 1984-05,"),
            "explainers/pier.md": explainer("", "short_answer: Cela a coûté {{ cost }}."),
        }
    )
    site.build()
    assert "d’autres disent 9\u202f; mai\u00a01984" in site.tree("pier/").text_content()


def test_a_key_fact_has_the_short_label_and_its_speaker_under_it(make_site: SiteMaker) -> None:
    text = explainer("", "key_facts: [force]", title="The pier")
    site = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "facts/sea.yaml": FACTS.replace("  sources: [a]", "  as_of: 2022\n  sources: [a]", 1),
            "explainers/pier.md": text,
            "explainers/pier.ru.md": text,
        }
    )
    site.build()
    found = []
    for language in ("", "ru/"):
        tree = site.tree(f"{language}pier/")
        for mark in tree.find_class("ref"):
            mark.drop_tree()
        found.append(words(tree.find_class("key-facts")[0].find("dl")))
    assert found == [
        "The force 2,030 people according to Ann Key, president, figure of 2022",
        "Силы в стране 2 030 человек утверждает Ann Key, president, данные на 2022",
    ]
