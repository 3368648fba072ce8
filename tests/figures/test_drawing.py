"""What becomes of shapes in the page."""

from __future__ import annotations

import lxml.html

from explainer.figures.drawing import Drawing, Words, to_svg
from explainer.languages.catalogues import as_english, mark_english


def test_english_words_in_another_language_stay_in_the_drawing() -> None:
    words = Words(0, 20, as_english("others say %(values)s") % {"values": "2 < 3"})
    svg = to_svg(Drawing(100, 30, (words,)), "wide", "a", "العنوان", "")
    (drawing,) = lxml.html.fromstring(mark_english(f"<div>{svg}</div>")).iterchildren()
    assert [text.text_content() for text in drawing.iter("text")] == ["others say 2 < 3"]
