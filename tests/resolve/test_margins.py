"""Which marks have their source named beside the text."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from explainer.resolve.linking.notebook import name_in_margin
from explainer.resolve.published.parts import Fragment, NoteMark, Part, ValueSpan


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


def _source(mark: NoteMark) -> str:
    return "" if mark.number == 9 else f"Source {mark.number}"


def named(*texts: Fragment) -> list[str]:
    """The sources that the margin names beside the texts."""
    found = []
    for each in name_in_margin(texts, _source, "the same"):
        for part in each.parts:
            mark = part.mark if isinstance(part, ValueSpan) else part
            if isinstance(mark, NoteMark) and mark.source:
                found.append(mark.source)
    return found


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (text("Seven", 1, " or eight", 2, "."), ["Source 1", "Source 2"]),
        (text("Seven.", 1, " Eight,", -2, "."), ["Source 1", "Source 2"]),
        (text("Seven", 1, ". Eight", 1, " or nine", 2, "."), ["Source 1", "Source 2"]),
        (text("<table><tr><td>7", 1, "</td></tr></table>\n<p>Eight", 2), ["Source 2"]),
        (text("<table><tr><td>7", 1, "</td></tr></table>\n<p>Seven", 1), ["Source 1"]),
        (text("Ours.", 9, " Eight.", 2), ["Source 2"]),
    ],
)
def test_the_margin_names_every_note_of_an_answer_but_those_of_tables(
    fragment: Fragment, expected: list[str]
) -> None:
    assert named(fragment) == expected


def test_an_answer_names_a_note_once() -> None:
    assert named(text("Seven.", 1), text("<p>Again seven.", 1, " Eight.", 2, "</p>")) == [
        "Source 1", "Source 2",
    ]  # fmt: skip


def test_a_source_that_follows_on_itself_is_called_the_same() -> None:
    fragment = text("Seven", 1, " or eight.", 2, " Nine.", 3)
    (found,) = name_in_margin([fragment], lambda mark: "AB"[mark.number == 3], "the same")
    marks = [part for part in found.parts if isinstance(part, NoteMark)]
    assert [mark.source for mark in marks] == ["A", "the same", "B"]
