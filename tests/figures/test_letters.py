"""How wide words are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.figures.drawing import text_width


@given(st.text(st.sampled_from("aijlmwMW -0Щы三"), max_size=60))
def test_a_width_is_the_same_however_its_letters_are_added_up(text: str) -> None:
    """Versions of Python add up in different ways."""
    assert text_width(text, 15) == text_width(text[::-1], 15)
    assert text_width(text * 3, 15) == text_width(text[::-1] * 3, 15)
