"""Where sentences end. A library cuts a text into pieces, by what it knows of a language; which of
them belong together is ours. In the examples a bar stands between two sentences, a slash where
the library may cut one."""

from __future__ import annotations

import re

import pytest
import sentencex

from explainer.checks.prose.segmentation import split_sentences

EXAMPLES = """\
It cost $3.50 on Jan./ 5, see No./ 4, e.g./ the list.|Nobody paid.
He left at 5 p.m.|She stayed.
He waited.../ and went.|Then what?!|Nothing.
“Really?”/ he asked.|“Go.”|She went.
The price rose by approx./ 5 million.|It fell.
Lee et al./ disagreed, i.e./ they did not answer.|So it goes.
He wrote to Yahoo!/ and got no answer.|That was all.
Договор подписан 15 мая 1992 г./ в Ташкенте.|Он действует.
Он говорил о хлебе, т./ е./ о ценах.|Он молчал.
Это 2 млн./ рублей.|См. ст./ 4 договора.
Погибло 225 чел./, больше, чем думали.|Это много.
«Да»/, — сказал он.|Она молчала.
It was there in 1999.|5 others came.
"""


@pytest.mark.parametrize("example", EXAMPLES.splitlines())
def test_pieces_of_one_sentence_are_put_together(
    example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = re.split(r"[|/]\s*", example)
    text = example.replace("/", "").replace("|", " ")
    monkeypatch.setattr(sentencex, "segment", lambda language, text: pieces)
    found = [text[start:end] for start, end in split_sentences(text, "en")]
    assert found == example.replace("/", "").split("|")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Lee et al. disagreed. So it goes."), ("ru", "Это 2 млн. рублей. См. ст. 4 договора.")],
)
def test_sentences_end_where_the_library_cuts(language: str, text: str) -> None:
    ends, place = set(), 0
    for piece in sentencex.segment(language, text):
        place = text.index(piece, place) + len(piece.rstrip())
        ends.add(place)
    found = [end for _, end in split_sentences(text, language)]
    assert len(found) == 2
    assert set(found) <= ends


def test_a_note_behind_a_full_stop_ends_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentencex, "segment", lambda language, text: [text])
    text = "Поезд идёт 50 мин. Билет стоит 4500 рублей."
    assert split_sentences(text, "ru") == [(0, 43)]
    assert split_sentences(text, "ru", [18]) == [(0, 18), (19, 43)]


def test_a_note_behind_an_initial_of_many_ends_nothing() -> None:
    text = "They met J. k. Smith there."
    assert split_sentences(text, "en", [11]) == [(0, 27)]


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ja", "xx", ""])
def test_nothing_is_lost_in_any_language(language: str) -> None:
    text = " One. Два! 三。 Four"
    found = split_sentences(text, language)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == "One.Два!三。Four"
