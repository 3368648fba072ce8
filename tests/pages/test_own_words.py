"""A site brings its own words for what stands around its texts."""

from __future__ import annotations

from tests.pages.conftest import SiteMaker
from tests.sites import explainer, words

DUTCH = """
msgid "Key facts"
msgstr "Kernfeiten"

msgctxt "year"
msgid "about {date}"
msgstr "omstreeks {date}"

msgid "about %(number)s"
msgstr "circa %(number)s"

msgid "%(num)s question answered"
msgid_plural "%(num)s questions answered"
msgstr[0] "%(num)s vraag beantwoord"
msgstr[1] "%(num)s vragen beantwoord"
"""
FACTS = """
built: {label: Gebouwd, value: 1891~, sources: [log]}
crew: {label: Mannen, value: 21, about: true, sources: [log]}
"""


def test_they_serve_a_language_that_the_generator_does_not_speak(make_site: SiteMaker) -> None:
    site = make_site(
        {
            "site.yaml": "title: Toren\nlanguage: nl-BE\n",
            "words/nl.po": DUTCH,
            "facts/f.yaml": FACTS,
            "sources/s.yaml": "references:\n- {id: log, type: report, title: Log}\n",
            "explainers/toren.md": explainer(
                "## Wie? {#wie}\n\n{{ crew }}, {{ built }}.\n", "key_facts: [built]"
            ),
        }
    )
    site.build()
    tree = site.tree("toren/")
    assert words(tree.find_class("key-facts")[0].find(".//h2")) == "Kernfeiten"
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    assert words(tree.get_element_by_id("wie").find(".//p")) == "circa 21, omstreeks 1891."
    assert "1 vraag beantwoord" in words(site.tree("").find(".//main"))
    (english,) = {e.get("lang") for e in tree.xpath("//main//*[@lang]")}
    assert english == "en"


def test_they_take_the_place_of_the_generators(make_site: SiteMaker) -> None:
    site = make_site(
        {
            "site.yaml": "title: Tower\nlanguages: [en, ru]\n",
            "words/ru.po": 'msgid "Questions"\nmsgstr "О чём спрашивают"\n',
            "words/en.po": 'msgid "Questions"\nmsgstr "What people ask"\n',
        }
    )
    site.build()
    assert words(site.tree("questions/").find(".//h1")) == "What people ask"
    assert words(site.tree("ru/questions/").find(".//h1")) == "О чём спрашивают"
    assert words(site.tree("ru/sources/").find(".//h1")) == "Источники"
    site.edit("words/en.po", "What people ask", "What is asked")
    site.build()
    assert words(site.tree("questions/").find(".//h1")) == "What is asked"
