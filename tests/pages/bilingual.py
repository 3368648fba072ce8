"""A site in English and Russian: one explainer in both, one in English alone."""

from __future__ import annotations

from tests.sites import explainer

FACTS = """
built:
  label: Built
  label.ru: Построен
  statement: The gauge was built in 1891.
  statement.ru: Футшток построен в 1891 году.
  value: 1891-07-02
  sources: [wire]
keepers: {label: Keepers, label.ru: Смотрители, value: 21, unit: people, sources: [chart]}
visitors: {label: Visitors, label.ru: Гости, value: 2500, unit: people, about: true, sources: [log]}
depth: {label: Depth, label.ru: Глубина, value: 3.5, unit: metres, sources: [chart]}
"""
SOURCES = """
references:
- {id: wire, type: article-newspaper, title: High water, issued: 2022-01-10, language: en}
- {id: chart, type: map, title: Карта, container-title: Атлас, issued: 1999, language: ru}
- {id: log, type: report, title: The log}
"""
GAUGE = """
## How many keepers? {#keepers}

{{ keepers | with-unit }}, said [[ann]].[@wire, p. 2]

The [[well]] is {{ depth | with-unit }} deep. See [lights](lights.md#why), [us](../pages/about.md),
[this](#keepers) and [all](/glossary/).
"""
GAUGE_RU = """
## Сколько смотрителей? {#keepers}

{{ keepers | with-unit }}, сказала [[ann]].[@wire, с. 2]

[[well|Колодец]] глубиной {{ depth | with-unit }}: {{ built }}, {{ visitors | with-unit }},
{{ keepers }}, {{ built | statement }} См. [огни](lights.md#why), [о нас](../pages/about.md),
[это](#keepers) и [всё](/glossary/).
"""
FILES = {
    "site.yaml": """
title: Tides
title.ru: Приливы
description: What the sea did.
description.ru: Что делало море.
publisher: The Gauge House
publisher.ru: Дом футштока
contact: desk@tides.example
url: https://tides.example/book/
languages: [en, ru]
policies: {about: about}
""",
    "explainers/gauge.md": explainer(
        GAUGE,
        "short_answer: It is old. [@wire]",
        "key_facts: [built, keepers]",
        "authors: [ann]",
        "related: [lights]",
        "aliases: [tide-gauge]",
        title="The gauge",
    ),
    "explainers/gauge.ru.md": explainer(
        GAUGE_RU,
        "short_answer: Он стар. [@wire]",
        "key_facts: [built, keepers]",
        "authors: [ann]",
        "related: [lights]",
        "translation: machine",
        title="Футшток",
    ),
    "explainers/lights.md": explainer(
        "## Why? {#why}\n\nFor ships.[@log]\n", "related: [gauge]", title="The lights"
    ),
    "pages/about.md": "---\ntitle: About us\n---\n\nTwo people.\n",
    "pages/about.ru.md": "---\ntitle: О нас\n---\n\nДва человека.\n",
    "facts/f.yaml": FACTS,
    "sources/s.yaml": SOURCES,
    "people.yaml": "ann: {name: Ann Key, name.ru: Анна Ки, role: Keeper, role.ru: Смотритель}\n",
    "glossary.yaml": """
well:
  term: stilling well
  term.ru: успокоительный колодец
  definition: A shaft. [@chart]
  definition.ru: Шахта. [@chart]
""",
    "places.yaml": """
pier:
  name: Pier
  note: See [the gauge](explainers/gauge.md).
  note.ru: См. [футшток](explainers/gauge.md).
""",
}
