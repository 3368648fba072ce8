"""A site that is hard to show: sixty notes, long addresses, wide tables, four scripts.

Its explainer has a note used from five places, several notes in a sentence, notes in a table
cell, in the key facts and in another note, everything that an answer may hold, and a
translation that runs from right to left.
"""

from __future__ import annotations

from pathlib import Path

from tests.sites import TinySite, explainer

NOTES = 60
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LONG_ADDRESS = "https://tides.example/" + "archive/of/every/high/water/" * 6 + "?log=" + "a1" * 60
_SENTENCE = "On that day the water rose above the second mark of the gauge, as the keeper *wrote*."
PASSAGE = "the harbour stood under water from the quay to the church"

_KINDS = f"""
It is [old](lights.md) and **wet**, as *all* that stands in the sea is, {LONG_WORD} included.

1. One lamp
2. Two keepers

> Quoted from the log.

Stilling
: A word of its own.

```text
a line of a log that is too long for the screen of a telephone, and that has to break somewhere
```

<details><summary>More</summary>What few need.</details>
"""
_TABLE = """
| Place | High water | Low water | Who measured it |
|:--|--:|--:|:--|
| Quay | 4,120 | 1,310 | The harbour master's deputy [@log, p. 41] |
| Churchyard | 3,870 | 990 | A committee of the parish [@wire, p. 42] |
"""
_SCRIPTS = """
На языке моря: уровень воды.[@chart, с. 3] Қазақша: су деңгейі көтерілді, ғимарат, ұя, өзен,
һәм әңгіме.[@chart, 4-бет] Հայերեն, 水位, مستوى.[^aside]

[^aside]: The gauge speaks *many* tongues, says [@log, p. 50, "so many"].
"""


def _sixty_notes() -> str:
    """Three notes a sentence, the first of them used from four more places."""
    lines = [f"The water rose.[@log, p. {n}][@wire, p. {n}][@chart, p. {n}]" for n in range(1, 19)]
    again = ["It rose again.[@log, p. 1]"] * 4
    return "\n\n".join([*lines, *again])


BODY = f"""
## What stands in the sea, and why did nobody move it before the great flood came? {{#what}}
{_KINDS}
## How high did it rise? {{#high}}

By {{{{ depth | with-unit }}}}, on {{{{ built }}}}. {{{{ visitors | with-unit }}}} saw it.

{_sixty_notes()}

### In the log {{#in-the-log}}

{_TABLE}

```table
title: What was counted
facts: [depth, visitors, {"crowd"}]
note: As the keepers count. [@log, p. 60]
```

## What do others call it? {{#others}}
{_SCRIPTS}
{{{{ crowd | with-unit }}}}, said [[ann]] of the [[well]] at the [[pier]].
"""
BODY_AR = """
## ما الذي يقف في البحر؟ {#what}

ارتفع الماء.[@log, p. 1][@wire, p. 2] {{ depth | with-unit }}.

## كم ارتفع؟ {#high}

| المكان | الماء |
|--|--|
| الميناء | 12 [@chart, p. 4] |

## ماذا يسمى؟ {#others}

{{ crowd }}، قال [[ann]].
"""
FACTS = """
depth: {label: Depth of the well, value: 4, unit: metres, sources: [{source: log, at: p. 3}]}
built: {label: Built, value: 1891-07-02, sources: [{source: wire, at: p. 1}]}
visitors: {label: Visitors, value: 2500, unit: people, about: true, sources: [log]}
crowd:
  label: Crowd at the quay
  unit: people
  review_by: 2026-01-01
  claims:
  - {value: 40, by: Ann Key, as_of: 2026-01, rank: preferred, why: She counted., sources: [log]}
  - {value: 60, by: The mayor, as_of: 2026-02, sources: [wire]}
  - {value: 900, as_of: 2026-03, rank: deprecated, why: A misprint., sources: [chart]}
  - {value: 70, by: The harbour, as_of: 2026-03-05, sources: [chart],
     withdrawn: {by: The harbour office, on: 2026-03-09, source: wire, at: p. 3}}
rumour: {label: Rumour, statement: A ship was seen., kind: text, standing: reported, value: a ship,
  sources: [wire]}
seats:
  label: Seats
  claims:
  - {value: 4, as_of: 2020-01, sources: [log]}
  - {value: 6, as_of: 2024-01, sources: [log]}
both: {label: Both, value: "= sum(depth, depth)", unit: metres}
"""
SOURCES = f"""
references:
- id: log
  type: report
  title: The log of the gauge
  author: [{{family: Key, given: Ann}}, {{family: Lee, given: Bo}}]
  publisher: {LONG_WORD}
  issued: 2022-01-10
  URL: {LONG_ADDRESS}
  custom: {{kind: news report, archive_url: "https://archive.example/{"x" * 90}"}}
- id: wire
  type: article-newspaper
  title: High water
  container-title: The Wire
  issued: 2022-01-10
  URL: https://wire.example/a?b=1&c=2
- id: chart
  type: map
  title: Карта приливов и отливов
  language: ru
  issued: 1999
  URL: https://chart.example/
  custom: {{copy_of: wire}}
"""
FILES = {
    "site.yaml": f"""
title: Tides
title.ar: المد
description: What the sea did, and who wrote it down.
publisher: The Gauge House of the {LONG_WORD}
contact: desk@tides.example
url: https://tides.example/book/
languages: [en, ar]
policies: {{about: about}}
""",
    "explainers/gauge.md": explainer(
        BODY,
        "standfirst: One gauge, one sea. [@log, p. 1]",
        "short_answer: It is {{ depth | with-unit }} deep, and old. [@wire, p. 1; @log, p. 2]",
        "authors: [ann]",
        "checked_by: ann",
        "updated: 2026-05-01",
        "expires: 2027-01-01",
        "topics: [sea, measures]",
        "key_facts: [built, depth, visitors, crowd, seats]",
        "unknowns: ['The winter of 1917. [@log, p. 70]']",
        "method: We read the log.",
        "related: [lights]",
        "aliases: [tide-gauge]",
        "updates: [{date: 2026-05-01, text: 'More. [@wire, p. 71]'}]",
        "corrections: [{date: 2026-04-01, was: 3 metres, now: 4 metres, question: high}]",
        title="How deep is the gauge, and what did the keepers write when it overflowed?",
    ),
    "explainers/gauge.ar.md": explainer(
        BODY_AR,
        "translation: machine",
        "standfirst: المقياس",
        "short_answer: المقياس قديم. [@log, p. 2]",
        "key_facts: [built, crowd]",
        title="المقياس والبحر",
    ),
    "explainers/lights.md": explainer(
        f"## Why are there lights? {{#why}}\n\nFor ships.[@wire, \"{PASSAGE}\"]\n\n"
        "The log agrees.[@wire, p. 9]\n",
        "related: [gauge]",
        title=f"The lights of the {LONG_WORD}",
    ),
    "explainers/latin.md": explainer(
        "## How high? {#high}\n\n"
        + "\n\n".join(f"{_SENTENCE} [@wire, p. {n}]" for n in range(1, NOTES + 1)),
        title="Sixty notes in Latin letters",
    ),
    "explainers/old.md": explainer(
        "", "status: withdrawn", "reason: Its source was forged.", title="The old gauge"
    ),
    "pages/about.md": "---\ntitle: About us\n---\n\n## Who? {#who}\n\nWe are two.[@wire]\n",
    "facts/f.yaml": FACTS,
    "sources/s.yaml": SOURCES,
    "people.yaml": f"""
ann: {{name: Ann Key, role: {LONG_WORD}, note: 'She keeps it. [@log, p. 80]'}}
""",
    "places.yaml": "pier: {name: The pier, note: It is long.}\n",
    "glossary.yaml": "well: {term: stilling well, definition: A shaft., aliases: [shaft]}\n",
}  # fmt: skip


def build_crowded(folder: Path) -> Path:
    """Writes and builds the site; returns its output folder."""
    site = TinySite(folder)
    site.write(FILES)
    site.build()
    return site.output
