"""Lists of words, names of languages, the way they run and quote. English lists are ours; other
lists and all names are those of the language data, which are asked for here."""

from __future__ import annotations

import pytest
from babel.core import Locale
from babel.lists import format_list

from explainer.languages.locales import direction, language_name
from explainer.languages.words import join_words, joined, quotation_marks

_THREE = ["Armenia", "Belarus", "Kazakhstan"]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ([], "en", ""),
        (["Armenia"], "en", "Armenia"),
        (["Armenia", "Belarus"], "en", "Armenia and Belarus"),
        (["Armenia", "Belarus"], "en-US", "Armenia and Belarus"),
        (_THREE, "en", "Armenia, Belarus and Kazakhstan"),
        (_THREE, "en-US", "Armenia, Belarus, and Kazakhstan"),
        ([], "ru", ""),
        (_THREE, "xx", "Armenia, Belarus and Kazakhstan"),
    ],
)
def test_words_in_a_row(words: list[str], language: str, expected: str) -> None:
    assert join_words(words, language) == expected


@pytest.mark.parametrize(
    "words", [["Армения", "Беларусь"], ["Армения", "Беларусь", "{0}"]], ids=["two", "three"]
)
def test_words_in_a_row_in_another_language(words: list[str]) -> None:
    assert join_words(words, "ru") == format_list(words, locale="ru")


@pytest.mark.parametrize(
    ("code", "language"), [("ru", "en"), ("ru", "ru"), ("kk", "en"), ("en", "ru"), ("pt-BR", "en")]
)
def test_names_of_languages(code: str, language: str) -> None:
    names = Locale.parse({"en": "en_GB"}.get(language, language)).languages
    assert language_name(code, language) == names[code.replace("-", "_")]


def test_a_language_without_a_name_of_its_own_is_described() -> None:
    name = Locale.parse("en_GB").languages["sr"]
    assert language_name("sr-Latn", "en").startswith(f"{name} (")


@pytest.mark.parametrize("code", ["xx", "../x"])
def test_an_unknown_language_is_called_by_its_code(code: str) -> None:
    assert language_name(code, "en") == code


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("uz-Arab", "rtl"),
     ("ar-Latn", "ltr"), ("xx", "ltr"), ("", "ltr")],
)  # fmt: skip
def test_directions(code: str, expected: str) -> None:
    assert direction(code) == expected


def test_signs_between_words_have_the_spaces_of_the_language() -> None:
    found = {
        language: [joined(sign, ("2018", "", "moi"), language) for sign in ",:;"]
        for language in ("en", "de", "fr-CA", "ar", "he")
    }
    latin = ["2018, moi", "2018: moi", "2018; moi"]
    assert found == {
        "en": latin,
        "de": latin,
        "fr-CA": ["2018, moi", "2018\u00a0: moi", "2018\u202f; moi"],
        "ar": ["2018، moi", "2018: moi", "2018؛ moi"],
        "he": latin,
    }


def test_quotation_marks() -> None:
    assert quotation_marks("en-GB") == ("“", "”")
    assert quotation_marks("ru") == ("«", "»")
    assert quotation_marks("de-AT") == ("„", "“")
    assert quotation_marks("de-CH") == ("«", "»")
    assert quotation_marks("fr") == ("«\u202f", "\u202f»")
    assert quotation_marks("nothing known") == ("“", "”")
