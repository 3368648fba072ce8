"""Facts in prose: every filter, every kind of value, and what must not leave a value."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import SiteMaker
from tests.pictures import photo
from tests.sites import explainer, sources, words

FACTS = """
people: {value: 2030, unit: people, sources: [a]}
dated: {value: 2030, unit: people, as_of: 2022-01-10, sources: [a]}
about: {value: 2500, unit: people, about: true, sources: [a]}
range: {low: 200, high: 300, unit: people, sources: [a]}
least: {low: 3, unit: days, sources: [a]}
most: {high: 1, unit: days, sources: [a]}
both: {value: 250, low: 200, high: 300, unit: people, sources: [a]}
one: {value: 1, unit: days, sources: [a]}
six: {value: 6, unit: states, as_of: 2022-01, sources: [a]}
zero: {value: 0, unit: deaths, sources: [a]}
bare: {value: 77.18, sources: [a]}
minus: {value: -3.50, unit: celsius, sources: [a]}
money: {value: 1200, unit: USD, sources: [a]}
budget: {value: 9600000000, about: true, unit: USD, as_of: 2022-01-10, sources: [a]}
grant: {low: 6000000, unit: EUR, sources: [a]}
loss: {value: -5, unit: USD, sources: [a]}
gain: {value: 5, unit: USD, sources: [a]}
almost: {value: "= percent(loss * 9999, gain * 10000)"}
share: {value: 12.5, unit: percent, sources: [a]}
day: {value: 1992-05-15, as_of: 2022-01-10, sources: [a]}
month: {value: 1992-05, sources: [a]}
year: {value: 1992, kind: date, sources: [a]}
circa: {value: 1992~, sources: [a]}
near: {value: 1992-05-15~, sources: [a]}
perhaps: {value: 1992-05?, sources: [a]}
days: {value: 2022-01-06/2022-01-19, sources: [a]}
months: {value: 2021-12-30/2022-01-02, sources: [a]}
open: {value: 2022-01-06/.., sources: [a]}
title: {value: "1984", kind: text, sources: [a]}
motto: {value: "Fish & <chips>", sources: [a]}
crew: {value: [ann, Bo & Co, pier], sources: [a]}
only: {statement: Nobody knows., sources: [a]}
told: {value: 5, statement: There were five., unit: days, sources: [a]}
sum: {value: "= people + dated"}
lasted: {value: "= days(start, end)"}
between: {value: "= days_between(start, end)"}
part: {value: "= percent(few, people)"}
few: {value: 203, unit: people, sources: [a]}
start: {value: 2022-01-06, sources: [a]}
end: {value: 2022-01-19, sources: [b]}
unknown: {value: unknown, why: It was never published., label: Wounded, sources: [a]}
said:
  unit: people
  claims: [{value: 900, by: "Ann Key, keeper", standing: asserted, sources: [a]}]
heard:
  unit: people
  claims: [{value: 40, standing: reported, sources: [a]}]
rivals:
  unit: people
  claims:
  - {value: 16, by: A, as_of: 2022-01-05, rank: preferred, why: Counted., sources: [a]}
  - {value: 18, by: B, as_of: 2022-01-05, sources: [b]}
revised:
  unit: people
  claims:
  - {value: 16, by: A, as_of: 2022-01-05, sources: [a]}
  - {value: 18, by: A, as_of: 2022-01-06, sources: [b]}
clash: {value: "= rivals + people"}
guess: {value: "= heard + people"}
mixed: {value: "= heard + rivals"}
half: {value: "= said / 2"}
voices: {value: "= said + spoken + half"}
each: {value: "= bare / 2", unit: USD}
spoken:
  unit: people
  claims: [{value: 100, by: Bo, standing: asserted, sources: [a]}]
parted:
  statement: The counts differ.
  unit: people
  claims:
  - {value: 1, by: Ann, as_of: 2022, rank: preferred, why: Told., standing: asserted, sources: [a]}
  - {value: 2, by: Bo, as_of: 2022, sources: [b]}
rumour: {statement: It is said., by: Bo, standing: asserted, sources: [a]}
"""
FILES = {
    "sources/s.yaml": sources("a", "b"),
    "people.yaml": "ann: {name: Ann Key}\n",
    "places.yaml": "pier: {name: The Pier}\n",
}

# What is written, and what the page says.
TABLE = """
people                      | 2,030
people with-unit            | 2,030 people
dated as-of                 | 2,030 (10 January 2022)
dated with-unit as-of       | 2,030 people (10 January 2022)
dated as-of with-unit plain | 2,030 people (10 January 2022)
about                       | about 2,500
about with-unit             | about 2,500 people
range                       | 200–300
range with-unit             | 200–300 people
least with-unit             | at least 3 days
most with-unit              | at most 1 day
both with-unit              | 250 (200–300) people
one with-unit               | 1 day
six words                   | six
six words with-unit         | six states
six words with-unit as-of   | six states (January 2022)
zero words                  | zero
zero with-unit              | 0 deaths
bare                        | 77.18
minus with-unit             | −3.50 °C
money with-unit             | $1,200
budget                      | about 9,600,000,000
budget with-unit            | about $9,600,000,000
budget compact              | about 9.6 billion
budget compact with-unit    | about $9.6 billion
budget with-unit compact as-of | about $9.6 billion (10 January 2022)
budget compact with-unit plain | about $9.6 billion
grant with-unit             | at least €6,000,000
grant compact with-unit     | at least €6 million
loss with-unit              | −$5
people compact with-unit    | 2,030 people
almost with-unit            | −99.99%
share with-unit             | 12.5%
day                         | 15 May 1992
day as-of                   | 15 May 1992 (10 January 2022)
day day                     | 15 May
day day as-of               | 15 May (10 January 2022)
days day                    | 6–19 January
near day                    | about 15 May
month                       | May 1992
year                        | 1992
circa                       | about 1992
perhaps                     | possibly May 1992
days                        | 6–19 January 2022
months                      | 30 December 2021 – 2 January 2022
title                       | 1984
motto                       | Fish & <chips>
crew                        | Ann Key, Bo & Co and The Pier
only statement              | Nobody knows.
told statement              | There were five.
told                        | 5
sum                         | 4,060
lasted with-unit            | 14 days
between with-unit           | 13 days
part with-unit              | 10%
said                        | 900 (according to Ann Key, keeper)
said with-unit              | 900 people (according to Ann Key, keeper)
heard                       | 40 (Unconfirmed)
rivals                      | 16 (Disputed)
revised                     | 18
clash                       | 2,046 (Disputed)
guess                       | 2,070 (Unconfirmed)
mixed                       | 56 (Disputed)
half                        | 450 (according to Ann Key, keeper)
voices                      | 1,450 (according to Ann Key, keeper; Bo)
each with-unit              | $38.59
parted                      | 1 (Disputed) (according to Ann)
parted statement            | The counts differ.
rumour statement            | It is said.
"""
ROWS = [tuple(map(str.strip, row.split("|"))) for row in TABLE.strip().split("\n")]


def reference(written: str) -> str:
    return "{{ " + " | ".join(written.split()) + " }}"


def test_a_value_in_prose(make_site: SiteMaker) -> None:
    body = "".join(f"- {reference(written)}\n" for written, _ in ROWS)
    site = make_site(
        {**FILES, "facts/f.yaml": FACTS, "explainers/gauge.md": explainer(f"Intro.\n\n{body}")}
    )
    site.build()
    items = site.tree("gauge/").xpath('//div[@id="introduction"]/ul/li')
    marked = [len(item.find_class("ref")) for item in items]
    for item in items:
        for mark in item.find_class("ref"):
            mark.drop_tree()
    assert [(written, words(item)) for (written, _), item in zip(ROWS, items, strict=True)] == ROWS
    assert marked == [0 if "plain" in written else 1 for written, _ in ROWS]


def test_spaces_within_a_value_do_not_break(make_site: SiteMaker) -> None:
    body = "{{ people | with-unit }}, {{ day }}, {{ dated | as-of }}"
    site = make_site({**FILES, "facts/f.yaml": FACTS, "explainers/gauge.md": explainer(body)})
    site.build()
    found = [v.text_content() for v in site.tree("gauge/").find_class("value")]
    assert found == [
        "2,030\u00a0people", "15\u00a0May\u00a01992", "2,030 (10\u00a0January\u00a02022)",
    ]  # fmt: skip


def test_a_value_leaves_no_page_without_its_state_and_speaker(make_site: SiteMaker) -> None:
    """In an index, a card, a description, a heading or an attribute there is no markup."""
    body = "## Said {{ said | plain }}? {#why}\n\nIt is {{ rivals }}, or {{ heard }}.\n"
    site = make_site(
        {
            **FILES,
            "facts/f.yaml": FACTS,
            "images/p.jpg": photo(20, 10),
            "pages/p.md": "---\ntitle: P\n---\n\n![So {{ said | plain }}](images/p.jpg)\n",
            "explainers/gauge.md": explainer(
                body, "standfirst: Some {{ said }} came.", title="All {{ rivals | plain }}"
            ),
        }
    )
    site.build()
    said = "900 (according to Ann Key, keeper)"
    rivals = "16 (disputed)"
    tree = site.tree("gauge/")
    assert words(tree.find(".//h1")) == f"All {rivals}"
    assert tree.xpath('//meta[@name="description"]/@content') == [f"Some {said} came."]
    assert words(tree.find_class("contents")[0].find(".//ol")) == f"Said {said}?"
    home = site.tree()
    assert words(home.find_class("card")[0].find("h2")) == f"All {rivals}"
    assert words(home.find_class("card")[0].find("p")) == f"Some {said} came."
    answers = site.tree("questions/").find_class("answers")[0]
    assert words(answers.find(".//dd")) == f"It is {rivals}, or 40 (unconfirmed)."
    assert site.tree("p/").xpath("//img/@alt") == [f"So {said}"]


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("de", "Es kamen {{ said }}.", "Es kamen 900 (laut Ann Key, keeper)."),
        ("de", "Nach Angaben von Ann Key kamen {{ said }}.", "Nach Angaben von Ann Key kamen 900."),
        ("de", "Ann Key zählte {{ said }}.", "Ann Key zählte 900."),
        ("fr", "Ils furent {{ said }}.", "Ils furent 900 (selon Ann Key, keeper)."),
        ("fr", "Ils furent {{ said }}, d’après Ann Key.", "Ils furent 900, d’après Ann Key."),
        ("fr", "Ann Key recense {{ said | with-unit }}.", "Ann Key recense 900 personnes."),
    ],
)
def test_who_is_said_to_say_so_is_not_named_again(
    make_site: SiteMaker, language: str, written: str, shown: str
) -> None:
    files = {
        "site.yaml": f"title: T\nlanguage: {language}\n",
        "explainers/g.md": explainer(written),
    }
    site = make_site({**FILES, **files, "facts/f.yaml": FACTS})
    site.build()
    text = site.tree("g/").get_element_by_id("introduction")
    for mark in text.find_class("ref"):
        mark.drop_tree()
    assert words(text) == shown


def test_a_value_in_a_link_is_no_link_itself(make_site: SiteMaker) -> None:
    body = "So [the {{ rivals | plain }} *and {{ said | plain }}* men](#end) of {{ rivals }}."
    text = explainer(f"{body}\n\n## End? {{#end}}\n\nYes.\n")
    site = make_site({**FILES, "facts/f.yaml": FACTS, "explainers/gauge.md": text})
    site.build()
    html = (site.output / "gauge/index.html").read_text(encoding="utf-8")
    link = re.findall(r'<a href="#end">(.*?)</a>', html)[-1]
    assert link == ("the 16 (disputed) <em>and 900 (according to Ann Key, keeper)</em> men")
    tree = site.tree("gauge/")
    assert len(tree.get_element_by_id("introduction").xpath('.//a[@class="state"]')) == 1


def test_key_facts_show_value_unit_state_and_date(make_site: SiteMaker) -> None:
    names = ("dated", "about", "rivals", "said", "day", "only", "crew", "sum")
    site = make_site(
        {
            **FILES,
            "facts/f.yaml": FACTS,
            "explainers/gauge.md": explainer("", f"key_facts: [{', '.join(names)}]"),
        }
    )
    site.build()
    tree = site.tree("gauge/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    assert [words(each) for each in tree.find_class("key-facts")[0].iter("dt", "dd")] == [
        "Dated", "2,030 people figure of 10 January 2022",
        "About", "about 2,500 people",
        "Rivals", "16 people (Disputed) figure of 5 January 2022",
        "Said", "900 people according to Ann Key, keeper",
        "Day", "15 May 1992",
        "Only", "Nobody knows.",
        "Crew", "Ann Key, Bo & Co and The Pier",
        "Sum", "4,060 people",
    ]  # fmt: skip


def test_a_figure_is_a_table_in_which_the_unknown_is_a_word(make_site: SiteMaker) -> None:
    body = """
```table
title: All {{ one | plain }} of them
facts: [dated, unknown, rivals, only, day]
```
"""
    site = make_site({**FILES, "facts/f.yaml": FACTS, "explainers/gauge.md": explainer(body)})
    site.build()
    tree = site.tree("gauge/")
    for mark in tree.find_class("ref"):
        mark.drop_tree()
    figure = tree.get_element_by_id("figure-all-of-them")
    assert words(figure.find("figcaption")) == "All 1 of them"
    rows = [[words(cell) for cell in row] for row in figure.find(".//tbody")]
    assert rows == [
        ["Dated", "2,030 people", "10 January 2022"],
        ["Wounded", "not known", "–"],
        ["Rivals", "16 people (Disputed)", "5 January 2022"],
        ["Only", "Nobody knows.", "–"],
        ["Day", "15 May 1992", "–"],
    ]


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("unknown", 'unknown-value: the value of "unknown" is not known'),
        ("only", 'no-value: "only" has a statement and no value'),
        (
            "people words",
            'filter: only whole numbers from 0 to 12 are written as words, not "people"',
        ),
        ("day with-unit", 'filter: "day" is a date, so it cannot be written with-unit'),
        ("day compact", 'filter: "day" is no number, so it cannot be written compact'),
        ("people day", 'filter: "people" is no date, so it cannot be written without its year'),
        (
            "month day",
            'filter: "month" is known to the month only, so it cannot be written without its year',
        ),
        (
            "year day",
            'filter: "year" is known to the year only, so it cannot be written without its year',
        ),
        (
            "months day",
            'filter: "months" runs from 2021 to 2022, so it cannot be written without its year',
        ),
        ("open day", 'filter: "open" is open at one end, so it cannot be written without its year'),
        ("people as-of", 'filter: the current claim of "people" has no as_of'),
        ("people statement", 'no-statement: "people" has no statement'),
    ],
)
def test_what_cannot_be_written_is_an_error(make_site: SiteMaker, written: str, error: str) -> None:
    body = f"So {reference(written)}."
    site = make_site({**FILES, "facts/f.yaml": FACTS, "explainers/gauge.md": explainer(body)})
    assert site.errors() == [f"content/explainers/gauge.md:7:7 {error}"]
