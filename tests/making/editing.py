"""A tiny site in two languages, and for each of its files what an editor may make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.pictures import png
from tests.sites import TinySite, explainer, sources

_GAUGE = explainer(
    "## How high? {#height}\n\nIt is {{ height | with-unit }}, twice that {{ twice }}. [@survey, 3]"
    " See [[delta]], [the ford](ford.md#where) and [[ann]].\n\n"
    "```table\ntitle: All heights\nfacts: tag tall\nnote: See [all](/facts/).\n```\n\n"
    "## Who? {#who}\n\nWe.[^note]\n\n[^note]: From [the map](../pages/about.md#us). [@map]\n",
    "short_answer: High. [@survey]",
    "key_facts: [height, mouth.width]",
    "authors: [ann]",
    "related: [ford]",
)
_FORD = explainer(
    "## Where? {#where}\n\nAt the [gauge](gauge.md#height), {{ mouth.width }} from the sea. [@map]"
    "\n\n![A ford](images/ford.png)\n\n```table\ntitle: Mouths\nfacts: mouth.*\n```\n",
    "related: [gauge]",
    "topics: [water]",
    "review_by: 2027-01-10",
    title="The ford",
)
_FACTS = """
height:
  label: Height
  label.ru: Высота
  unit: metres
  tags: [tall]
  review_by: 2026-12-31
  claims:
    - {value: 3, by: Anna, as_of: 2026, sources: [survey]}
"""
_MORE_FACTS = """
mouth.width: {label: Width, value: 40, unit: metres, sources: [map], statement: It is wide.}
mouth.depth: {label: Depth, value: 2026-03-01, sources: [{source: copy, at: p. 2}]}
twice: {label: Twice, value: "= height * 2", tags: [tall]}
all: {label: All, value: "= height + mouth.width"}
"""
_ATTESTED = """
height: {by: ann, on: 2026-10-02, digest:
  sha256:cfb92b9b70a8def9c216bcf60ffef15f4246b82625482d6abbb14989c4a777f8}
mouth.depth: {by: ann, on: 2026-10-03, digest:
  sha256:c90157bfec8bd530d95aed42b2f2d881851152ca4042276f8efadf712af27f96}
"""
_SITE = """
title: Rivers
title.ru: Реки
description: What flows.
url: https://example.org/rivers
languages: [en, ru]
policies: {about: about}
featured: [gauge#height]
"""
_SOURCES = "references:\n- {id: log, type: book, title: Log, issued: 2020}\n"
_COPY = "- {id: copy, type: report, title: A copy, custom: {copy_of: survey}}\n"
_HTML = "{% macro day(date, first=false) %}{{ date.text }}!{% endmacro %}"

VARIANTS: Mapping[str, Sequence[str | bytes | None]] = {
    "site.yaml": (
        _SITE,
        _SITE.replace("[en, ru]", "[en]"),
        _SITE.replace("languages", "language: ru\nlanguages"),
        _SITE.replace("url: https://example.org/rivers\n", "contact: a@b.example\n"),
        _SITE.replace("policies: {about: about}", "publisher: We"),
        _SITE.replace("featured: [gauge#height]", "featured: [ford#where]"),
        _SITE.replace("Rivers", "Streams"),
        _SITE + "license: {name: CC0, url: https://example.org/}\n",
        _SITE + "card: {image: ford.png, alt: A ford}\n",
        None,
        "title: [half",
    ),
    "explainers/gauge.md": (
        _GAUGE,
        _GAUGE.replace("title: The gauge", "title: A pole"),
        _GAUGE.replace("{#who}", "{#whom}"),
        _GAUGE.replace("{#height}", "{#tall}").replace(
            "related:", "question_aliases: {height: tall}\nrelated:"
        ),
        _GAUGE.replace("authors: [ann]", "aliases: [pole, staff]\nauthors: [bob]"),
        _GAUGE.replace("{{ twice }}", "{{ nothing }}"),
        _GAUGE.replace("title: The gauge", "title: The gauge\nexpires: 2026-12-24"),
        _GAUGE.replace("We.[^note]", "survey-2 says. @survey, [map], fig-12a.[^note]"),
        _GAUGE.replace("We.[^note]", "We. {{ height }} [[wet]] [[delta|mouth]]."),
        _GAUGE + "\n<!-- later -->\n",
        _GAUGE.replace(
            "related:",
            "corrections:\n- {date: 2026-11-01, was: Low, now: High, question: who}\nrelated:",
        ),
        explainer("", "status: withdrawn", "reason: Wrong."),
        None,
    ),
    "explainers/gauge.ru.md": (
        explainer("## Почему? {#height}\n\n{{ height }}. [[ann]] [@log]\n", title="Футшток"),
        explainer("## Кто? {#who}\n\n[Брод](ford.md), {{ twice }}.\n", title="Шест"),
        explainer("## Кто? {#who}\n\nМы.\n", "status: draft", title="Шест"),
        None,
    ),
    "explainers/ford.md": (
        _FORD,
        _FORD.replace("topics: [water]", "review_every: 1 year\nunknowns: [Its age.]"),
        _FORD.replace("gauge.md#height", "gauge.md#who"),
        _FORD.replace("gauge.md#height", "gauge.md"),
        _FORD.replace("{#where}", "{#here}"),
        _FORD.replace("facts: mouth.*", "facts: [height, twice, all]"),
        _FORD.replace("![A ford](images/ford.png)", "See [[wet]] and [the first](/gauge/)."),
        explainer("## Where?\n\nNowhere. [@log]\n", "status: draft", title="The ford"),
        None,
    ),
    "explainers/crossing.md": (
        None,
        explainer("## Where? {#where}\n\nHere. [@map]\n", "aliases: [ford]", title="Crossing"),
        explainer("## Why? {#why}\n\nSo, [there](/crossing/#why).\n", title="Crossing"),
    ),
    "explainers/pool.md": (
        None,
        explainer("## Deep? {#deep}\n\n{{ twice }}.\n", title="The pool"),
        explainer("## Deep? {#deep}\n\nNo.\n", "status: draft", title="The pool"),
        explainer("## Deep? {#deep}\n\nNo.\n", "expires: 2026-12-24", title="The pool"),
        explainer("## Deep?\n\nYes.\n", title="Pool").replace("2026-03-02", "2026-12-24"),
    ),
    "pages/about.md": (
        "---\ntitle: About\n---\n\n## Us {#us}\n\nPeople, [[ann]].\n",
        "---\ntitle: About us\nreview_by: 2026-12-01\n---\n\n## Us {#us}\n\n{{ twice }}.\n",
        "---\ntitle: About\n---\n\nPeople.\n",
        "---\ntitle: About\nexpires: 2026-12-24\n---\n\n## Us {#us}\n\nPeople.\n",
        None,
    ),
    "facts/river.yaml": (
        _FACTS,
        _FACTS.replace("value: 3,", "value: 4,"),
        _FACTS + "    - {value: 5, by: Ivan, as_of: 2025, sources: [map]}\n",
        _FACTS + "    - {value: 3, by: Ivan, standing: asserted, sources: [log]}\n",
        _FACTS.replace("by: Anna", "standing: reported, by: Anna"),
        _FACTS.replace(
            "sources: [survey]}", "rank: deprecated, why: An error., sources: [survey]}"
        ),
        _FACTS.replace("sources: [survey]", "what: 'at *noon* [@log]', sources: [survey, log]"),
        _FACTS.replace("2026-12-31", "2026-11-30").replace("Height", "Tallness"),
        _FACTS.replace("tags: [tall]", "tags: [high]"),
        _FACTS.replace("unit: metres", "unit: cubits"),
        "# later\n" + _FACTS,
        "height: {label: Hei",
        None,
    ),
    "facts/more.yaml": (
        _MORE_FACTS,
        _MORE_FACTS.replace("value: 40", "low: 30\n, high: 50"),
        _MORE_FACTS.replace("height * 2", "height * 3"),
        _MORE_FACTS.replace('"= height * 2"', "6, sources: [log]"),
        _MORE_FACTS.replace("{source: copy, at: p. 2}", "log"),
        _MORE_FACTS + "mouth.age: {label: Age, value: unknown, why: Lost., statement: It is old.,\n"
        "  sources: [log]}\n",
        _MORE_FACTS.replace("mouth.depth", "depth"),
        _MORE_FACTS.replace("height + mouth.width", "twice * cubit"),
        _MORE_FACTS.replace("mouth.width:", "# Moved.\nmouth.width:"),
    ),
    "sources/river.yaml": (
        sources("survey", "map"),
        sources("map", "survey"),
        sources("survey", "map", "survey-1"),
        sources("survey", "map").replace("Report map", "A map"),
        sources("survey", "map").replace("title: Report map", "title: 'Map, 1:1', author: [Lo]"),
        sources("survey"),
    ),
    "sources/log.yaml": (
        _SOURCES + _COPY,
        _SOURCES,
        _SOURCES.replace("2020", "1999") + _COPY,
        _SOURCES + _COPY.replace("survey", "map"),
        _SOURCES + _COPY.replace("survey", "copy"),
    ),
    "places.yaml": (
        "delta: {name: Delta, note: 'Flat. [@map]', name.ru: Дельта}\n",
        "delta: {name: The delta, aliases: [Delta, wet], note: 'Is {{ height }}. [@survey]'}\n",
        "mouth: {name: Delta, note: 'See [this](explainers/ford.md).'}\n",
        None,
    ),
    "people.yaml": (
        "ann: {name: Ann Key, role: Keeper}\nbob: {name: Bob}\n",
        "ann: {name: Anna Key, name.ru: Анна, role: '*Keeper*'}\n",
        "ann: {name: Ann}\nbob: {name: Bob, aliases: [delta]}\n",
    ),
    "glossary.yaml": (
        None,
        "wet: {term: Wet, definition: 'Not dry, as [[delta]]. {{ twice }}'}\n",
        "wet: {term: wet, term.ru: мокро, aliases: [well], definition: 'Damp. [@log]'}\nx: [\n",
        "wet: {term: wet, aliases: [well], definition: Damp.}\n",
    ),
    "topics.yaml": (
        None,
        "water: {name: Water, name.ru: Вода, order: 2}\nriver: {name: River}\nmore: {name: More}\n",
        "water: {name: The water, description: Wet.}\nriver: {name: River}\nmore: {name: More}\n",
        "water: {name: Water}\n",
        "water: {nam: Water}\n",
    ),
    "units.yaml": (
        None,
        "cubits: {en: {one: cubit, other: cubits}, ru: локти}\n",
        "cubits: {en: ells}\n",
    ),
    "facts.ru.yaml": (
        None,
        "height: {label: Высота, statement: 'Она высока.', words: {anna: Анна}}\n",
        "height: {words: {anna: Аня, 'at noon': 'в полдень [@log]'}}\nmouth.age: {label: Век}\n",
        "height: [\n",
    ),
    "attested.yaml": (
        None,
        _ATTESTED,
        _ATTESTED.replace("10-02", "10-04"),
        _ATTESTED.replace("cfb9", "0000"),
        _ATTESTED.replace("by: ann", "by: bob"),
    ),
    "images/ford.png": (png(20, 10), png(10, 20), png(1200, 630), None),
    "assets/css/site.css": (None, "main { color: red }", "main { color: blue }"),
    "assets/extra.txt": (None, "More.", "Less."),
    "templates/day.html": (None, _HTML, _HTML.replace("!", "?"), _HTML.replace("text", "txt")),
}
DAYS = ("2026-11-22", "2026-11-30", "2026-12-01", "2026-12-24", "2026-12-25", "2027-02-01")


def save(site: TinySite, name: str, text: str | bytes | None) -> None:
    """Save a file, or delete it."""
    if text is None:
        site.path(name).unlink(missing_ok=True)
    else:
        site.write({name: text})
