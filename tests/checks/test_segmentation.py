"""Where sentences end: the examples are written with a bar between two."""

from __future__ import annotations

import pytest

from explainer.checks.prose.segmentation import split_sentences

ENGLISH = """\
Mr. Smith met Dr. Jones in St. Petersburg.|They spoke of the U.S. Army.
It cost $3.50 on Jan. 5, see No. 4, e.g. the list.|Nobody paid.
K. K. Tokayev spoke.|He left at 5 p.m.|She stayed.
He waited... and went.|Then what?!|Nothing.
“Really?” he asked.|“Go.”|She went.
The price rose by approx. 5 million.|It fell.
Lee et al. disagreed, i.e. they did not answer.|So it goes.
The U.N. was told.|It answered.
He wrote to Yahoo! and got no answer.|That was all.
"""
RUSSIAN = """\
Договор подписан 15 мая 1992 г. в Ташкенте.|Он действует.
К. К. Токаев приехал.|Он говорил о хлебе, т. е. о ценах.
Это 2 млн. рублей.|См. ст. 4 договора.
Погибло 225 чел., больше, чем думали.|Это много.
«Да», — сказал он.|Она молчала.
"""
CASES = [("en", line) for line in ENGLISH.splitlines()]
CASES += [("ru", line) for line in RUSSIAN.splitlines()]


@pytest.mark.parametrize(("language", "line"), CASES)
def test_sentences(language: str, line: str) -> None:
    text = line.replace("|", " ")
    found = [text[start:end] for start, end in split_sentences(text, language)]
    assert found == line.split("|")


def test_a_note_behind_a_full_stop_ends_the_sentence() -> None:
    text = "Поезд идёт 50 мин. Билет стоит 4500 рублей."
    assert len(split_sentences(text, "ru")) == 1
    assert split_sentences(text, "ru", [18]) == [(0, 18), (19, 43)]


def test_a_note_behind_an_initial_of_many_ends_nothing() -> None:
    text = "They met J. k. Smith there."
    assert split_sentences(text, "en", [11]) == [(0, 27)]


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ja", "xx", ""])
def test_nothing_is_lost_in_any_language(language: str) -> None:
    text = " One. Два! 三。 Four"
    found = split_sentences(text, language)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == "One.Два!三。Four"
