"""The words for what is known of a value, as readers see them in English and in Russian."""

from __future__ import annotations

import pytest

from tests.ledger.conftest import SiteMaker
from tests.ledger.reading import card
from tests.sites import TinySite, explainer, words

FACTS = """
crowd: {label: Crowd, low: 5000, open: true, unit: people, sources: [a]}
few: {label: Few, high: 40, open: true, unit: people, sources: [a]}
wage: {label: Wage, high: 600, open: true, unit: USD, sources: [a]}
share: {label: Share, low: 81, open: true, unit: percent, sources: [a]}
least: {label: Least, low: 3, unit: people, sources: [a]}
both: {label: Both, value: "= crowd + least"}
twice: {label: Twice, value: "= crowd * 2"}
toll:
  label: Toll
  statement: Dozens, perhaps hundreds, died.
  unit: deaths
  claims: [{value: unknown, why: Nobody counted., as_of: 2026-01-05, sources: [a]}]
cause: {label: Cause, value: unknown, why: Nobody looked., sources: [a]}
price:
  label: Price
  unit: USD
  claims:
  - {value: 50, as_of: 2025, sources: [a]}
  - {value: 120, as_of: 2026-01-01, sources: [b]}
rivals:
  label: Rivals
  unit: people
  claims:
  - {value: 5, by: A, as_of: 2026-01-05, rank: preferred, why: So., sources: [a]}
  - {value: 9, by: B, as_of: 2026-01, sources: [b]}
mended:
  label: Mended
  unit: people
  claims:
  - {value: 5, by: A, as_of: 2026-01, sources: [a]}
  - {value: 6, by: A, as_of: 2026-01-05, sources: [b]}
word: {label: Word, value: 7, unit: people, by: Ann, standing: asserted, sources: [a]}
rumour: {label: Rumour, value: 8, unit: people, standing: reported, sources: [a]}
"""


@pytest.fixture
def site(make_site: SiteMaker) -> TinySite:
    made = make_site(
        {
            "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
            "facts/sea.yaml": FACTS,
            "explainers/pier.md": explainer("", "key_facts: [price]", title="The pier"),
            "explainers/pier.ru.md": explainer("", "key_facts: [price]", title="Пирс"),
        }
    )
    made.build()
    return made


@pytest.mark.parametrize(
    ("fact", "english", "russian"),
    [
        ("crowd", "more than 5,000 people", "более 5 000 человек"),
        ("few", "fewer than 40 people", "менее 40 человек"),
        ("wage", "less than $600", "менее 600 долл. США"),
        ("share", "more than 81%", "более 81 %"),
        ("least", "at least 3 people", "не менее 3 человек"),
        ("both", "more than 5,003 people", "более 5 003 человек"),
        ("twice", "at least 10,000 people", "не менее 10 000 человек"),
        ("toll", "not known exactly", "точно неизвестно"),
        ("cause", "not known", "неизвестно"),
    ],
)
def test_a_value(site: TinySite, fact: str, english: str, russian: str) -> None:
    assert card(site, fact)["What we write"] == english
    assert card(site, fact, "ru/")["Что мы пишем"] == russian


@pytest.mark.parametrize(
    ("fact", "english", "russian"),
    [
        (
            "rivals",
            "(Disputed) Sources contradict each other about the same thing and the same time, and "
            "none of them gave in. We write one value, and show the others beside it.",
            "(Спорно) Источники противоречат друг другу об одном и том же и за одно и то же "
            "время, и ни один не отступил. Мы пишем одно значение и показываем рядом другие.",
        ),
        (
            "word",
            "(Said by one side) One side says so, and nobody else confirms it. Beside a value we "
            "name who says it.",
            "(Со слов одной стороны) Так говорит одна из сторон, и никто другой этого не "
            "подтверждает. Рядом со значением мы называем, кто это говорит.",
        ),
        (
            "rumour",
            "(Unconfirmed) It was told at second hand, and nobody else confirms it.",
            "(Не подтверждено) Это сообщено с чужих слов, и никто другой этого не подтверждает.",
        ),
        (
            "mended",
            "(Revised) Whoever said it corrected it: an earlier value for the same time was "
            "replaced, or was taken back.",
            "(Пересмотрено) Тот, кто это сказал, исправил себя: прежнее значение за то же время "
            "заменено или отозвано.",
        ),
        (
            "price",
            "(Differs by date) Other values are given for other dates. That is neither a dispute "
            "nor a correction.",
            "(Различается по датам) На другие даты приводятся другие значения. Это не спор и не "
            "исправление.",
        ),
    ],
)
def test_a_state(site: TinySite, fact: str, english: str, russian: str) -> None:
    assert card(site, fact)["State"] == english
    assert card(site, fact, "ru/")["Состояние"] == russian


def test_the_date_of_a_number_is_that_of_a_figure(site: TinySite) -> None:
    found = []
    for language in ("", "ru/"):
        (line,) = site.tree(f"{language}pier/").find_class("key-facts")[0].iter("small")
        found.append(words(line))
    assert found == [
        "figure of 1 January 2026 · Differs by date",
        "данные на 1 января 2026 · Различается по датам",
    ]


@pytest.mark.parametrize("rest", ["low: 4, high: 9", "value: 4"])
def test_what_is_open_has_one_end(make_site: SiteMaker, rest: str) -> None:
    site = make_site(
        {
            "facts/sea.yaml": f"a: {{{rest}, open: true, sources: [a]}}\n",
            "explainers/pier.md": explainer(),
        }
    )
    (error,) = site.errors()
    assert error.endswith('range: "open" goes with one end of a range only')
