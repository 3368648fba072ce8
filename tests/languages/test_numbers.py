"""Numbers and plurals. What the language data say of a language, they may say otherwise next year:
their signs, groups and plurals are asked for here; what stands to the letter is ours."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.core import Locale
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from hypothesis import given
from hypothesis import strategies as st

from explainer.languages.numbers import format_number, number_word, plural_category

_LANGUAGES = ["en", "en-IN", "ru", "de", "fr", "hi", "ar", "fa", "pt-BR", "xx"]
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        ("2030", "en", "2,030"),
        ("77.18", "en", "77.18"),
        ("1.10", "en", "1.10"),
        ("-0.5", "en", "\u22120.5"),
        ("-0", "en", "0"),
        ("2E+3", "en", "2,000"),
        ("2030", "xx", "2,030"),
        ("2030", "en-", "2,030"),
    ],
)
def test_grouping_in_english(number: str, language: str, expected: str) -> None:
    assert format_number(Decimal(number), language) == expected


@pytest.mark.parametrize("language", ["ru", "de", "de-CH", "fr", "pt-BR"])
def test_groups_of_three_in_another_language(language: str) -> None:
    locale = Locale.parse(language, sep="-")
    group, point = get_group_symbol(locale), get_decimal_symbol(locale)
    assert format_number(Decimal("1234567.80"), language) == f"1{group}234{group}567{point}80"
    assert format_number(Decimal(-2030), language) == f"\u22122{group}030"


@pytest.mark.parametrize("language", ["hi", "en-IN"])
def test_other_groups(language: str) -> None:
    expected = format_decimal(Decimal("1234567.8"), locale=Locale.parse(language, sep="-"))
    assert format_number(Decimal("1234567.8"), language) == expected
    assert format_number(Decimal("1234567.80"), language) == f"{expected}0"


@given(decimals, st.sampled_from(_LANGUAGES))
def test_digits_are_kept_and_lines_do_not_break(number: Decimal, language: str) -> None:
    text = format_number(number, language)
    assert [c for c in text if c.isdigit()] == [c for c in f"{number:f}" if c.isdigit()]
    assert " " not in text


def test_number_words() -> None:
    assert number_word(6, "en-US") == "six"
    assert number_word(12, "ru") == "двенадцать"
    assert number_word(2, "ru") == "два"
    assert number_word(2, "ru", with_noun=True) is None  # две страны, два года
    assert number_word(1, "de", with_noun=True) is None
    assert number_word(2, "de", with_noun=True) == "zwei"
    assert number_word(13, "en") is None
    assert number_word(-1, "en") is None
    assert number_word(6, "kk") is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1", "one"),
        ("-1", "one"),
        ("1.0", "other"),
        ("2", "other"),
        ("0", "other"),
        ("1.5", "other"),
    ],
)
def test_plurals_in_english(number: str, expected: str) -> None:
    assert plural_category(Decimal(number), "en") == expected


@given(st.decimals(0, 200, places=1) | st.integers(0, 200), st.sampled_from(["en", "ru", "ar"]))
def test_plurals_are_those_of_the_language_data(number: Decimal | int, language: str) -> None:
    value = Decimal(number)
    expected = Locale.parse({"en": "en_GB"}.get(language, language)).plural_form(value)
    assert plural_category(value, language) == plural_category(-value, language) == expected
