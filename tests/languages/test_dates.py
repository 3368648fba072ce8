"""Dates in words; ``_`` stands for a no-break space.

English, German, French and Russian, which the generator itself speaks, are held to the letter. In
other languages the words and their order are those of the language data, which are asked for here.
"""

from __future__ import annotations

from datetime import date

import pytest
from babel import dates as babel_dates
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf import parse_edtf
from explainer.languages.dates import format_date


def _written(text: str, language: str) -> str:
    return format_date(parse_edtf(text), language).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2022-01-10", "10_January_2022", "10_января_2022"),
        ("2022-01", "January_2022", "январь_2022"),
        ("2022", "2022", "2022"),
        ("1992~", "about 1992", "около 1992 года"),
        ("1992-05~", "about May_1992", "около мая_1992"),
        ("1992-05?", "possibly May_1992", "возможно, май_1992"),
        ("1992%", "possibly about 1992", "возможно, около 1992 года"),
        ("2022-01-06/2022-01-19", "6–19_January_2022", "6–19_января_2022"),
        (
            "2022-01-30/2022-02-02",
            "30_January_– 2_February_2022",
            "30_января_– 2_февраля_2022",
        ),
        (
            "2021-12-30/2022-01-02",
            "30_December_2021_– 2_January_2022",
            "30_декабря_2021_– 2_января_2022",
        ),
        ("2021-12/2022-01", "December_2021_– January_2022", "декабрь_2021_– январь_2022"),
        ("2022-01/2022-03", "January–March_2022", "январь–март_2022"),
        ("1992/1999", "1992–1999", "1992–1999"),
        ("1992~/1999~", "about 1992–1999", "около 1992–1999 годов"),
        ("1992~/1999", "about 1992_– 1999", "около 1992 года_– 1999"),
        ("2022-01/2022-01-10", "January_2022_– 10_January_2022", "январь_2022_– 10_января_2022"),
        ("2022-01-06/2022-01-06", "6_January_2022", "6_января_2022"),
        ("2022-01-06/..", "since 6_January_2022", "с 6_января_2022"),
        ("2022-01/..", "since January_2022", "с января_2022"),
        ("1992/..", "since 1992", "с 1992 года"),
        ("1992%/..", "possibly since about 1992", "возможно, примерно с 1992 года"),
        ("../2022-01-19", "until 19_January_2022", "до 19_января_2022"),
    ],
)
def test_english_and_russian(text: str, english: str, russian: str) -> None:
    assert (_written(text, "en"), _written(text, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("text", "german", "french"),
    [
        ("2022-01-01", "1._Januar_2022", "1er_janvier_2022"),
        ("2022-01-01/2022-01-05", "1.–5._Januar_2022", "1er–5_janvier_2022"),
        ("2022-01-06~", "um den 6._Januar_2022", "vers le 6_janvier_2022"),
        ("1992-05~", "etwa Mai_1992", "vers mai_1992"),
        ("1992~", "um 1992", "vers 1992"),
        ("1992~/1999~", "etwa 1992–1999", "vers 1992–1999"),
        ("2022-01-06/..", "seit dem 6._Januar_2022", "depuis le 6_janvier_2022"),
        ("2022-01/..", "seit Januar_2022", "depuis janvier_2022"),
        ("2022-01-06~/..", "seit etwa dem 6._Januar_2022", "depuis le 6_janvier_2022 environ"),
        ("../2022-01-19", "bis zum 19._Januar_2022", "jusqu’au 19_janvier_2022"),
        ("../1992%", "möglicherweise bis etwa 1992", "peut-être jusqu’en 1992 environ"),
    ],
)
def test_german_and_french(text: str, german: str, french: str) -> None:
    assert (_written(text, "de"), _written(text, "fr")) == (german, french)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2022-01-10", "en-US", "January_10,_2022"),
        ("2022-01-06/2022-01-19", "en-US", "January_6–19,_2022"),
        ("2022-01-30/2022-02-02", "en-US", "January_30_– February_2,_2022"),
        ("2022-01-10", "en-GB", "10_January_2022"),
        ("2022-01-10", "ru-KZ", "10_января_2022"),
        ("2022-01-10", "xx", "10_January_2022"),
        ("2022-01-10", "not a language", "10_January_2022"),
    ],
)
def test_other_kinds_of_english_and_russian(text: str, language: str, expected: str) -> None:
    assert _written(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2022-01-06", "en", "6_January"),
        ("2022-01-06", "en-US", "January_6"),
        ("2022-01-06~", "ru", "около 6_января"),
        ("2022-01-06/2022-01-19", "ru", "6–19_января"),
        ("2022-01-30/2022-02-02", "en", "30_January_– 2_February"),
        ("2022-01-30/2022-02-02~", "en", "30_January_– about 2_February"),
        ("2022-01-06?", "en-US", "possibly January_6"),
    ],
)
def test_without_the_year(text: str, language: str, expected: str) -> None:
    date = parse_edtf(text)
    assert format_date(date, language, with_year=False).replace("\u00a0", "_") == expected


@pytest.mark.parametrize("language", ["de", "fr", "kk", "ja", "th", "fa", "hi"])
def test_without_the_year_in_other_languages(language: str) -> None:
    written = format_date(parse_edtf(DAY.isoformat()), language, with_year=False)
    expected = babel_dates.format_skeleton("MMMMd", DAY, locale=language)
    assert written.split() == expected.split()
    assert str(DAY.year) not in written


DAY, LATER = date(2022, 1, 30), date(2022, 2, 2)


def _in_language_data(language: str) -> str:
    """The day as the language data write it, without the era."""
    written = babel_dates.format_date(DAY, "long", locale=language)
    era = babel_dates.format_date(DAY, "G", locale=language)
    return "_".join(written.replace(era, "").split())


@pytest.mark.parametrize("language", ["de", "fr", "kk", "ja", "th"])
def test_other_languages(language: str) -> None:
    assert _written(DAY.isoformat(), language) == _in_language_data(language)


@pytest.mark.parametrize(
    ("text", "ukrainian", "arabic", "spanish"),
    [
        ("1992~", "близько 1992 року", "نحو عام 1992", "hacia 1992"),
        ("1992-05~", "близько травня_1992", "نحو مايو_1992", "hacia mayo_de_1992"),
        ("2022-01/..", "з січня_2022", "منذ يناير_2022", "desde enero_de_2022"),
        (
            "2022-01-06/..",
            "з 6_січня_2022",
            "منذ 6_يناير_2022",
            "desde el 6_de_enero_de_2022",
        ),
        (
            "../2022-01-06~",
            "приблизно до 6_січня_2022",
            "حتى نحو 6_يناير_2022",
            "hasta alrededor del 6_de_enero_de_2022",
        ),
    ],
)
def test_words_before_a_date(text: str, ukrainian: str, arabic: str, spanish: str) -> None:
    written = tuple(_written(text, language) for language in ("uk", "ar", "es"))
    assert written == (ukrainian, arabic, spanish)


def test_a_year_that_stands_first_is_not_said_again() -> None:
    day_alone = babel_dates.format_skeleton("MMMMd", LATER, locale="ja")
    expected = f"{_in_language_data('ja')}_– {day_alone}"
    assert _written(f"{DAY}/{LATER}", "ja") == expected


@given(st.dates(), st.sampled_from(["en", "en-US", "ru", "kk", "de", "ar", "zh", "th"]))
def test_a_line_never_breaks_inside_a_date(day: object, language: str) -> None:
    assert " " not in format_date(parse_edtf(str(day)), language)
