"""Numbers and plurals."""

from __future__ import annotations

from decimal import Decimal

import pytest
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
        ("2030", "ru", "2\u00a0030"),
        ("1234567.80", "ru", "1\u00a0234\u00a0567,80"),
        ("1234567.8", "de", "1.234.567,8"),
        ("1234567.8", "de-CH", "1’234’567.8"),
        ("2030", "fr", "2\u202f030"),
        ("1234567.10", "hi", "12,34,567.10"),
        ("1234567", "en-IN", "12,34,567"),
        ("2030", "xx", "2,030"),
        ("2030", "en-", "2,030"),
    ],
)
def test_grouping(number: str, language: str, expected: str) -> None:
    assert format_number(Decimal(number), language) == expected


@given(decimals, st.sampled_from(_LANGUAGES))
def test_digits_are_kept_and_lines_do_not_break(number: Decimal, language: str) -> None:
    text = format_number(number, language)
    assert [c for c in text if c.isdigit()] == [c for c in f"{number:f}" if c.isdigit()]
    assert " " not in text


def test_number_words() -> None:
    assert number_word(6, "en-US") == "six"
    assert number_word(12, "ru") == "двенадцать"
    assert number_word(13, "en") is None
    assert number_word(-1, "en") is None
    assert number_word(6, "kk") is None


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        ("1", "one", "one"),
        ("-1", "one", "one"),
        ("1.0", "other", "other"),
        ("2", "other", "few"),
        ("5", "other", "many"),
        ("11", "other", "many"),
        ("21", "other", "one"),
        ("0", "other", "many"),
        ("1.5", "other", "other"),
        ("2030", "other", "many"),
        ("2E+3", "other", "many"),
    ],
)
def test_plurals(number: str, english: str, russian: str) -> None:
    value = Decimal(number)
    assert (plural_category(value, "en"), plural_category(value, "ru")) == (english, russian)


@given(st.integers(0, 200))
def test_english_plurals_are_those_of_the_language_data(number: int) -> None:
    from babel.core import Locale

    expected = Locale.parse("en_GB").plural_form(Decimal(number))
    assert plural_category(Decimal(number), "en") == expected
