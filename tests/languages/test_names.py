"""Lists of words, names of languages, the way they run and quote."""

from __future__ import annotations

import pytest

from explainer.languages.lists import join_words
from explainer.languages.names import direction, language_name, quotation_marks

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
        (["Армения", "Беларусь", "{0}"], "ru", "Армения, Беларусь и {0}"),
        (_THREE, "xx", "Armenia, Belarus and Kazakhstan"),
    ],
)
def test_words_in_a_row(words: list[str], language: str, expected: str) -> None:
    assert join_words(words, language) == expected


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("ru", "en", "Russian"),
        ("ru", "ru", "русский"),
        ("kk", "en", "Kazakh"),
        ("en", "ru", "английский"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("sr-Latn", "en", "Serbian (Latin)"),
        ("xx", "en", "xx"),
        ("../x", "en", "../x"),
    ],
)
def test_names_of_languages(code: str, language: str, expected: str) -> None:
    assert language_name(code, language) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("uz-Arab", "rtl"),
     ("ar-Latn", "ltr"), ("xx", "ltr"), ("", "ltr")],
)  # fmt: skip
def test_directions(code: str, expected: str) -> None:
    assert direction(code) == expected


def test_quotation_marks() -> None:
    assert quotation_marks("en-GB") == ("“", "”")
    assert quotation_marks("ru") == ("«", "»")
    assert quotation_marks("de-AT") == ("„", "“")
    assert quotation_marks("de-CH") == ("«", "»")
    assert quotation_marks("fr") == ("«\u202f", "\u202f»")
    assert quotation_marks("nothing known") == ("“", "”")
