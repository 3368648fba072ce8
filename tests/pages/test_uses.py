"""Where a value or a citation stands is the place that is said to rely on it, everywhere.

One site holds a fact for each kind of place, with a source of the same name: pages of facts and
sources, questions.json and the database all have to name that place, and no other.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urljoin

import pytest

from tests.pictures import png
from tests.sites import TinySite, explainer, sources, words

RIVER = """
Before all {{ introduction }}.

## What is it? {#what}

It is {{ answer }}.[^own] See the [[weir]].

It was {{ body }}.

```bar
title: All {{ caption | plain }}
facts: [row]
note: Read from {{ remark }}.
```

## Why {{ heading | plain }}? {#why}

Of the rain, {{ rivals }} times.

### In {{ smaller | plain }} ways

So it seems.

## How deep is {{ mended | plain }}? {#deep}

It is 7 deep.[^own]

[^own]: Counted with {{ own }}.

[^late]: Seen by {{ late }}.
"""
RIVER_FRONT = (
    "standfirst: Some {{ standfirst }}.",
    "short_answer: About {{ short }}.",
    "key_facts: [key]",
    "unknowns: ['The rest of {{ unknown }}.']",
    "method: Read {{ method }} times.",
    "updates: [{date: 2026-04-02, text: 'More on {{ update }}.[^late]'}]",
    "corrections: [{date: 2026-04-01, was: It is 9 deep, question: deep, "
    "now: 'It is {{ correction }} deep.'}]",
)
RIVER_RU = """
## Что это? {#what}

Река.

## Почему {{ russian | plain }}? {#why}

Так вышло.
"""
RIVER_RU_FRONT = "corrections: [{date: 2026-04-01, was: Ручей, question: why, now: Так вышло.}]"
LIGHTS = """\
## Where are {{ foreign | plain }}? {#where}

At sea.

## What shapes are there? {#shapes}

| many | few |
|---|---|
| {{ cell }} | 1 |

> Seen by {{ quoted }}.

- And {{ item }}.

<details><summary>Of {{ summary }}</summary>

[{{ linked | plain }} of them](#where), ![All {{ alt | plain }}](images/lights.png)

</details>
"""
LIGHTS_FRONT = (
    "corrections: [{date: 2026-04-01, was: 'They were {{ wrong }}.', question: where, "
    "now: At sea.}]",
)
ABOUT = """---
title: About
standfirst: We are {{ ours }}.
---

## Who are the {{ first | plain }}? {#who}

People, {{ people }} of them.

And {{ others }}.

### The {{ below | plain }}

We, too.

## Since {{ second | plain }} when? {#when}

Long ago.
"""
RIVALS = """\
rivals:
  claims:
  - {value: 7, by: A, what: "{{ counted | plain }} times", as_of: 2026-01-01, sources: [rivals],
     rank: preferred, why: "As {{ reason }} say."}
  - {value: 9, by: B, what: "{{ counted | plain }} times", as_of: 2026-01-01, sources: [against]}
  - {value: 7, by: C, what: "{{ counted | plain }} times", as_of: 2026-01-01, sources: [misread],
     rank: deprecated, why: Misread.}
"""
FACTS = (
    "introduction", "answer", "body", "caption", "row", "remark", "heading", "smaller", "mended",
    "own", "late", "standfirst", "short", "key", "unknown", "method", "update", "correction",
    "entry", "reason", "counted", "russian", "first", "people", "others", "second", "foreign",
    "titled", "cell", "quoted", "item", "summary", "linked", "alt", "wrong", "ours", "below",
)  # fmt: skip


class Place(NamedTuple):
    """As the data name it; ``question`` is whether it is one."""

    page: str
    address: str
    text: str
    question: bool = False


WHAT = Place("river/", "river/#what", "What is it?", True)
WHY = Place("river/", "river/#why", "Why 7?", True)
DEEP = Place("river/", "river/#deep", "How deep is 7?", True)
CHANGES = Place("river/", "river/#changes", "Corrections and changes")
SHORT = Place("river/", "river/#short-answer", "The short answer")
SHAPES = Place("lights/", "lights/#shapes", "What shapes are there?", True)
ABROAD = Place("lights/", "lights/#where", "Where are 7?", True)
HEADINGS = {
    "heading": WHY,
    "mended": DEEP,
    "smaller": WHY,
    "caption": WHAT,
    "counted": WHY,
    "russian": Place("ru/river/", "ru/river/#why", "Почему 7?", True),
    "first": Place("about/", "about/#who", "Who are the 7?"),
    "second": Place("about/", "about/#when", "Since 7 when?"),
    "foreign": ABROAD,
    "titled": Place("lights/", "lights/", "The 7 lights"),
    "linked": SHAPES,
    "alt": SHAPES,
    "below": Place("about/", "about/#who", "Who are the 7?"),
}
"""Where a value stands alone, without its note."""
NOTED = {
    "standfirst": Place("river/", "river/", "The river"),
    "short": SHORT,
    "key": Place("river/", "river/#key-facts", "Key facts"),
    "introduction": Place("river/", "river/", "The river"),
    "answer": WHAT,
    "body": WHAT,
    "row": WHAT,
    "remark": WHAT,
    "rivals": WHY,
    "reason": WHY,
    "own": WHAT,
    "late": CHANGES,
    "unknown": Place("river/", "river/#unknowns", "What is not known"),
    "method": Place("river/", "river/#method", "How we made this"),
    "update": CHANGES,
    "correction": CHANGES,
    "people": Place("about/", "about/#who", "Who are the 7?"),
    "others": Place("about/", "about/#who", "Who are the 7?"),
    "cell": SHAPES,
    "quoted": SHAPES,
    "item": SHAPES,
    "summary": SHAPES,
    "wrong": Place("lights/", "lights/#changes", "Corrections and changes"),
    "ours": Place("about/", "about/", "About"),
}
PLACES = {**HEADINGS, **NOTED}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite(tmp_path_factory.mktemp("river"))
    facts = "".join(f"{name}: {{value: 7, sources: [{name}]}}\n" for name in FACTS)
    site.write(
        {
            "site.yaml": "title: Rivers\nlanguages: [en, ru]\n",
            "facts/f.yaml": facts + RIVALS,
            "sources/s.yaml": sources(*FACTS, "rivals", "against", "misread"),
            "glossary.yaml": "weir: {term: weir, definition: 'A dam of {{ entry }}.'}\n",
            "explainers/river.md": explainer(RIVER, *RIVER_FRONT, title="The river"),
            "explainers/river.ru.md": explainer(RIVER_RU, RIVER_RU_FRONT, title="Река"),
            "explainers/lights.md": explainer(
                LIGHTS, *LIGHTS_FRONT, title="The {{ titled | plain }} lights"
            ),
            "images/lights.png": png(2, 2),
            "pages/about.md": ABOUT,
        }
    )
    site.build()
    return site


def listed(site: TinySite, page: str) -> list[tuple[str, str]]:
    """(address, words) of each place that the page of a fact or a source lists."""
    tree = site.tree(page)
    links = tree.xpath('//ul[@class="uses"]/li/a')
    return [(urljoin(f"/{page}", a.get("href")).lstrip("/"), words(a)) for a in links]


def rows(site: TinySite, column: str, name: str) -> list[Place]:
    """The database's uses of a fact or a source."""
    with closing(sqlite3.connect(site.output / "data/explainer.sqlite")) as database:
        found = database.execute(
            f"SELECT page, place, place_text, question FROM uses WHERE {column} = ?", (name,)
        ).fetchall()
    assert {row[3] for row in found} <= {None, *(row[1] for row in found)}
    return [Place(page, address, text, bool(asked)) for page, address, text, asked in found]


def asked(site: TinySite, key: str, name: str) -> list[str]:
    """The questions that questions.json says state the fact, or rest on the source."""
    data = json.loads((site.output / "data/questions.json").read_text(encoding="utf-8"))
    return [row["address"] for row in data["questions"] if name in row[key]]


@pytest.mark.parametrize("fact", PLACES)
def test_a_fact_is_used_where_it_stands(site: TinySite, fact: str) -> None:
    place = PLACES[fact]
    assert rows(site, "fact", fact) == [place]
    assert asked(site, "facts", fact) == ([place.address] if place.question else [])
    language = "ru/" if place.page.startswith("ru/") else ""
    assert listed(site, f"{language}facts/{fact}/") == [(place.address, place.text)]


@pytest.mark.parametrize("source", PLACES)
def test_a_source_is_relied_on_where_a_note_names_it(site: TinySite, source: str) -> None:
    places = [NOTED[source]] if source in NOTED else []
    assert rows(site, "source", source) == places
    assert asked(site, "sources", source) == [p.address for p in places if p.question]
    assert listed(site, f"sources/{source}/") == [(p.address, p.text) for p in places]


@pytest.mark.parametrize("column", ["fact", "source"])
def test_what_an_entry_states_counts_in_the_indexes_that_list_it(
    site: TinySite, column: str
) -> None:
    """Not on the page that explains it beside its answers."""
    found = [Place(page, f"{page}#term-weir", "weir") for page in ("glossary/", "ru/glossary/")]
    assert rows(site, column, "entry") == found
    assert asked(site, f"{column}s", "entry") == []
    assert listed(site, f"{column}s/entry/") == [("glossary/#term-weir", "weir")]


@pytest.mark.parametrize("source", ["against", "misread"])
def test_what_is_not_followed_is_cited_where_the_claims_stand(site: TinySite, source: str) -> None:
    """The answer does not rest on it, be it another value or a claim set aside."""
    assert rows(site, "source", source) == [WHY]
    assert asked(site, "sources", source) == []
    assert listed(site, f"sources/{source}/") == [(WHY.address, WHY.text)]


def test_another_language_lists_a_heading_of_a_page_that_it_does_not_have(site: TinySite) -> None:
    assert listed(site, "ru/facts/foreign/") == [(ABROAD.address, ABROAD.text)]


def test_every_value_of_the_site_is_asked_for() -> None:
    assert {*PLACES, "entry"} == {*FACTS, "rivals"}
