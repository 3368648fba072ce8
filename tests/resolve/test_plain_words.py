"""Texts as words alone."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from explainer.resolve.linking.wording import plain_text
from explainer.resolve.published.parts import Fragment, NoteMark, TermLink, ValueSpan


def words(*parts: str | NoteMark | TermLink | ValueSpan) -> str:
    return plain_text(Fragment(tuple(Markup(p) if isinstance(p, str) else p for p in parts)))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("One <em>and</em> two", "One and two"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One<br>two<br />three", "One two three"),
        ("<ul><li>One</li><li>two</li></ul>", "One two"),
        ("H<sub>2</sub>O", "H2O"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ('<a href="#x" title="a > b">One</a>', "One"),
        ("2\u00a0030\n people ", "2\u00a0030 people"),
    ],
)
def test_markup_becomes_words(html: str, said: str) -> None:
    assert words(html) == said


def test_notes_go_and_what_must_not_leave_a_value_stays() -> None:
    value = ValueSpan(text="16", fact_id="dead", disputed=True, caveat="disputed, according to B")
    mark = NoteMark(1, "fn-a", "fnref-a")
    said = words("So ", value, mark, " in the ", TermLink("well", "glossary/"), ".")
    assert said == "So 16 (disputed, according to B) in the well."
