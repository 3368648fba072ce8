"""The pattern of a unit that goes with a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_symbol, list_currencies

from explainer.languages.catalogues import as_english
from explainer.model.values.units import BUILT_IN_UNITS, Unit


def _pattern(unit: Unit, number: str, language: str, governed: bool = False) -> str:
    return unit.pattern(Decimal(number), language, governed).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("number", "unit", "english", "russian"),
    [
        ("2030", "people", "{n}_people", "{n}_человек"),
        ("1", "people", "{n}_person", "{n}_человек"),
        ("3", "people", "{n}_people", "{n}_человека"),
        ("1.0", "hours", "{n}_hours", "{n}_часа"),
        ("21", "days", "{n}_days", "{n}_день"),
        ("6", "states", "{n}_states", "{n}_государств"),
        ("77.18", "percent", "{n}%", "{n}_%"),
        ("5", "USD", "${n}", "{n}_долл._США"),
        ("1000", "km2", "{n}_km²", "{n}_км²"),
        ("2", "percentage-points", "{n}_percentage_points", "{n}_процентных_пункта"),
    ],
)
def test_english_and_russian(number: str, unit: str, english: str, russian: str) -> None:
    assert _pattern(BUILT_IN_UNITS[unit], number, "en") == english
    assert _pattern(BUILT_IN_UNITS[unit], number, "ru") == russian


@pytest.mark.parametrize(
    ("number", "unit", "form"),
    [
        ("1", "days", "дня"),
        ("21", "injuries", "раненого"),
        ("3", "days", "дней"),
        ("22", "people", "человек"),
        ("5", "deaths", "смертей"),
        ("1.5", "metres", "метра"),
    ],
)
def test_a_russian_unit_after_a_word_is_in_the_genitive(number: str, unit: str, form: str) -> None:
    assert _pattern(BUILT_IN_UNITS[unit], number, "ru", governed=True) == f"{{n}}_{form}"


def test_a_form_falls_back_to_other_then_to_the_wider_language_then_to_english() -> None:
    tenge = Unit("tenge", {"en": {"one": "tenge", "other": "tenges"}, "pt": {"other": "tengues"}})
    assert _pattern(tenge, "1", "pt-BR") == "{n}_tengues"
    assert _pattern(tenge, "5", "ru") == as_english("{n}_tenges")
    # 21 is singular in Russian, but not in the English that stands in for it.
    assert _pattern(tenge, "21", "ru") == as_english("{n}_tenges")


@pytest.mark.parametrize(
    ("number", "unit", "german", "french"),
    [
        ("1", "people", "{n}_Person", "{n}_personne"),
        ("1.5", "states", "{n}_Staaten", "{n}_État"),
        ("2030", "injuries", "{n}_Verletzte", "{n}_blessés"),
    ],
)
def test_german_and_french(number: str, unit: str, german: str, french: str) -> None:
    assert _pattern(BUILT_IN_UNITS[unit], number, "de") == german
    assert _pattern(BUILT_IN_UNITS[unit], number, "fr") == french


@pytest.mark.parametrize(
    ("number", "unit", "ukrainian", "arabic", "spanish"),
    [
        ("1", "people", "{n}_особа", "{n}_شخص", "{n}_persona"),
        ("3", "people", "{n}_особи", "{n}_أشخاص", "{n}_personas"),
        ("11", "people", "{n}_осіб", "{n}_شخصاً", "{n}_personas"),
        ("2030", "soldiers", "{n}_солдатів", "{n}_جندياً", "{n}_soldados"),
        ("100", "states", "{n}_держав", "{n}_دولة", "{n}_Estados"),
    ],
)
def test_ukrainian_arabic_and_spanish(
    number: str, unit: str, ukrainian: str, arabic: str, spanish: str
) -> None:
    written = tuple(_pattern(BUILT_IN_UNITS[unit], number, each) for each in ("uk", "ar", "es"))
    assert written == (ukrainian, arabic, spanish)


def test_a_language_without_a_form_has_that_of_the_language_data() -> None:
    # What is compared to the letter is as old as the languages; signs are asked for elsewhere.
    assert _pattern(BUILT_IN_UNITS["days"], "1", "de") == "{n}_Tag"
    assert _pattern(BUILT_IN_UNITS["days"], "3", "de-AT") == "{n}_Tage"
    assert _pattern(BUILT_IN_UNITS["percent"], "3", "tr") == "{-}%{n}"
    # An Arabic dual says its number itself.
    assert "{n}" in _pattern(BUILT_IN_UNITS["days"], "2", "ar")
    assert _pattern(BUILT_IN_UNITS["people"], "3", "nl") == as_english("{n}_people")
    assert _pattern(BUILT_IN_UNITS["days"], "3", "xx") == as_english("{n}_days")


def test_a_unit_without_forms_is_shown_by_its_id() -> None:
    assert _pattern(Unit("shots", {}), "5", "en") == "{n}_shots"


@pytest.mark.parametrize("unit", [each for each in BUILT_IN_UNITS if BUILT_IN_UNITS[each].forms])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_built_in_unit_has_a_form_for_every_number(unit: str, language: str) -> None:
    forms = BUILT_IN_UNITS[unit].forms[language]
    assert "other" in forms
    assert all(form.strip() for form in forms.values())


@pytest.mark.parametrize("unit", [unit for unit in BUILT_IN_UNITS.values() if not unit.forms])
def test_other_currencies_are_those_of_the_language_data(unit: Unit) -> None:
    for language in ("en_GB", "ru", "de"):
        sign = get_currency_symbol(unit.id, language)
        assert sign in _pattern(unit, "5", language)
        assert sign != unit.id or unit.id in list_currencies()
