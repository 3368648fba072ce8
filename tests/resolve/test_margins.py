"""Which marks have their source named beside the text."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from explainer.resolve.linking.notebook import name_in_margin
from explainer.resolve.published.parts import Fragment, NoteMark, Part, ValueSpan

LONG = (
    "and so it goes on for a line and a half of what is written here, which is as much as it takes"
)


def text(*pieces: str | int) -> Fragment:
    """Markup, and marks by their numbers; a negative number is a value with its mark."""
    parts: list[Part] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(Markup(piece))
        elif piece > 0:
            parts.append(NoteMark(piece, f"fn-{piece}", f"fnref-{piece}"))
        else:
            mark = NoteMark(-piece, f"fn-{-piece}", f"fnref-{-piece}")
            parts.append(ValueSpan(text="7", fact_id="f", mark=mark))
    return Fragment(tuple(parts))


def named(*texts: Fragment) -> list[str]:
    """The sources that the margin names beside the texts."""
    found = []
    for each in name_in_margin(texts, lambda mark: f"Source {mark.number}"):
        for part in each.parts:
            mark = part.mark if isinstance(part, ValueSpan) else part
            if isinstance(mark, NoteMark) and mark.source:
                found.append(mark.source)
    return found


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (text("Seven", 1, " or eight", 2, "."), ["Source 1"]),
        (text("Seven.", 1, f" Eight, {LONG}", -2, "."), ["Source 1", "Source 2"]),
        (text("Seven.", 1, 2, f" Eight, {LONG}.", 3), ["Source 1", "Source 3"]),
        (text("<p>Seven", 1, f"</p>\n<p>Eight, {LONG}", 2, "</p>"), ["Source 1", "Source 2"]),
        (text("Seven", 1, ". Eight", 1, f" or nine, {LONG}", 2, "."), ["Source 1", "Source 2"]),
        (text("<table><tr><td>7", 1, "</td></tr></table>\n<p>Eight", 2), ["Source 2"]),
        (text("Seven.", 1, f"5 is a number {LONG}", 2), ["Source 1"]),
        (text("Seven.", 1, " Eight.", 2), ["Source 1"]),
    ],
)
def test_the_margin_names_one_source_a_sentence_and_leaves_it_room(
    fragment: Fragment, expected: list[str]
) -> None:
    assert named(fragment) == expected


def test_an_answer_names_a_source_once() -> None:
    assert named(text("Seven.", 1), text("<p>Again seven.", 1, " Eight.", 2, "</p>")) == [
        "Source 1", "Source 2",
    ]  # fmt: skip
