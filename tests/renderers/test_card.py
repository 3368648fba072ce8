"""The card's drawing: what fits, and what cannot be drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from explainer.model.site.card_sizes import picture_size
from explainer.renderers.card import UndrawableText, draw_card

pytestmark = pytest.mark.slow  # it draws pictures

PAPER = (252, 252, 250)


def inked(data: bytes) -> tuple[int, int, int, int]:
    """The box of all that is not paper: left, upper, right, lower."""
    image = Image.open(BytesIO(data)).convert("RGB")
    box = image.point(lambda level: 255 if level < 200 else 0).getbbox()
    assert box
    return box


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Tides", ""),
        ("Tides", "What the sea did."),
        ("Қазақстандағы Ұжымдық қауіпсіздік", "Жауаптар мен дереккөздер: Ұ Ә Ғ Қ Ң Ө Ү Һ І."),
        ("What is the CSTO, and why did it send troops to Kazakhstan?", "Answers. " * 20),
    ],
)
def test_the_words_keep_the_margin(title: str, description: str) -> None:
    data = draw_card(title, description.strip())
    left, upper, right, lower = inked(data)
    assert picture_size(data) == (1200, 630)
    assert len(data) < 60_000
    assert 80 < left < 120
    assert upper > 60
    assert right < 1200 - 90
    assert lower < 630 - 60


def test_a_drawing_is_the_same_each_time() -> None:
    assert draw_card("Tides", "Sea.") == draw_card("Tides", "Sea.")


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("潮汐", 'the fonts have no letter "潮"'),
        ("x" * 40, f'"{"x" * 40}" is too long for a card'),
        ("tide " * 40, '"tide tide tide tide tide tide tide tide …" is too long for a card'),
        ("a " * 250, '"a a a a a a a a a a a a a a a a a a a a …" is too long for a card'),
    ],
)
def test_what_cannot_be_drawn(title: str, why: str) -> None:
    with pytest.raises(UndrawableText) as raised:
        draw_card(title.strip(), "")
    assert str(raised.value) == why
