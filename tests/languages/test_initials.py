"""The letters that an alphabetical list is divided by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.addresses import same_file
from explainer.languages.words import initial, initial_slug, sortable
from explainer.output.paths import is_safe_path


@pytest.mark.parametrize(
    ("words", "language", "letter", "slug"),
    [
        ("Why?", "en", "W", "w"),
        ("why?", "en", "W", "w"),
        ("«Éire» – a word", "en", "E", "e"),
        ("1992 and after", "en", "0–9", "0-9"),
        ("٣ مرات", "ar", "0–9", "0-9"),
        ("???", "en", "#", "other"),
        ("", "en", "#", "other"),
        ("Ёлка", "ru", "Е", "cyrillic-ie"),
        ("Йод", "ru", "Й", "cyrillic-short-i"),
        ("Ñandú", "es", "Ñ", "latin-n-with-tilde"),
        ("Ñandú", "en", "N", "n"),
        ("Łódź", "pl", "Ł", "latin-l-with-stroke"),
        ("ßtraße", "de", "S", "s"),
        ("Ἀθῆναι", "el", "Α", "greek-alpha"),
        ("أمن", "ar", "ا", "arabic-alef"),
        ("ანა", "ka", "ა", "georgian-an"),
        ("가을", "ko", "ㄱ", "hangul-kiyeok"),
        ("为什么", "zh", "为", "cjk-unified-ideograph-4e3a"),
    ],
)
def test_the_letter_and_what_stands_for_it_in_addresses(
    words: str, language: str, letter: str, slug: str
) -> None:
    assert initial(sortable(words, language)) == letter
    assert initial_slug(letter) == slug


@given(st.text(max_size=6), st.sampled_from(["en", "ru", "tr", "ko", "pl", "xx"]))
def test_any_title_has_an_address_that_is_safe_everywhere(words: str, language: str) -> None:
    slug = initial_slug(initial(sortable(words, language)))
    assert slug.isascii()
    assert is_safe_path(f"questions/{slug}/index.html")
    assert same_file(slug) == slug


@given(st.characters(categories=["L"]), st.characters(categories=["L"]))
def test_two_letters_never_share_an_address(one: str, other: str) -> None:
    letters = {initial(sortable(each)) for each in (one, other)}
    assert len({initial_slug(letter) for letter in letters}) == len(letters)
