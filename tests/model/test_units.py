"""A number with its unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.languages.numbers import format_number
from explainer.model.values.everyday_units import BUILT_IN_UNITS
from explainer.model.values.units import Unit, format_with_unit


def _written(number: str, unit: str, language: str) -> str:
    value = Decimal(number)
    text = format_with_unit(format_number(value, language), value, BUILT_IN_UNITS[unit], language)
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("number", "unit", "english", "russian"),
    [
        ("2030", "people", "2,030_people", "2_030_человек"),
        ("1", "people", "1_person", "1_человек"),
        ("3", "people", "3_people", "3_человека"),
        ("1.0", "hours", "1.0_hours", "1,0_часа"),
        ("21", "days", "21_days", "21_день"),
        ("6", "states", "6_states", "6_государств"),
        ("77.18", "percent", "77.18%", "77,18_%"),
        ("5", "USD", "$5", "5_долл._США"),
        ("1000", "km2", "1,000_km²", "1_000_км²"),
        ("2", "percentage-points", "2_percentage_points", "2_процентных_пункта"),
    ],
)
def test_english_and_russian(number: str, unit: str, english: str, russian: str) -> None:
    assert _written(number, unit, "en") == english
    assert _written(number, unit, "ru") == russian


def test_the_number_text_may_be_a_range() -> None:
    people = BUILT_IN_UNITS["people"]
    assert format_with_unit("220–238", Decimal(238), people, "en") == "220–238\u00a0people"


def test_a_form_falls_back_to_other_then_to_the_wider_language_then_to_english() -> None:
    tenge = Unit("tenge", {"en": {"one": "tenge", "other": "tenges"}, "pt": {"other": "tengues"}})
    assert format_with_unit("1", Decimal(1), tenge, "pt-BR") == "1\u00a0tengues"
    assert format_with_unit("5", Decimal(5), tenge, "ru") == "5\u00a0tenges"
    # 21 is singular in Russian, but not in the English that stands in for it.
    assert format_with_unit("21", Decimal(21), tenge, "ru") == "21\u00a0tenges"


def test_a_unit_without_forms_is_shown_by_its_id() -> None:
    assert format_with_unit("5", Decimal(5), Unit("shots", {}), "en") == "5\u00a0shots"


def test_braces_in_a_form_are_no_format() -> None:
    odd = Unit("odd", {"en": {"other": "{0} {n} {n.__class__}"}})
    assert format_with_unit("5", Decimal(5), odd, "en") == "{0} 5 {n.__class__}"


@pytest.mark.parametrize("unit", BUILT_IN_UNITS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_built_in_unit_has_a_form_for_every_number(unit: str, language: str) -> None:
    forms = BUILT_IN_UNITS[unit].forms[language]
    assert "other" in forms
    assert all(form.strip() for form in forms.values())
