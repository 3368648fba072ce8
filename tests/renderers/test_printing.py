"""What templates print is escaped as MarkupSafe escapes it, and translated as gettext does."""

from __future__ import annotations

from gettext import NullTranslations

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.nodes import EvalContext
from markupsafe import Markup

from explainer.renderers.template_runtime import as_markup, commas_in, escape, phrases, sentences

GETTEXT = phrases(NullTranslations())
ESCAPING = EvalContext(Environment(autoescape=True))
TEXTS = st.text("a<>&\"'.”;é ")
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.booleans(), st.none(), st.floats())


@given(VALUES)
def test_every_value_is_escaped(value: object) -> None:
    assert str(escape(value)) == str(markupsafe.escape(value))


@given(TEXTS)
def test_a_string_becomes_markup_as_it_is(text: str) -> None:
    assert (type(as_markup(text)), as_markup(text)) == (Markup, Markup(text))


@pytest.mark.parametrize(
    "words",
    ["", "100%%", "By %(a)s", "%(b)s of %(a)s, %(b)s", "%(n)d%% of %(a)s", "<b>%(a)s</b>"],
)
@given(a=VALUES, b=VALUES)
def test_a_translation_is_filled_as_markup_is(words: str, a: object, b: object) -> None:
    filled = GETTEXT(ESCAPING, words, a=a, b=b, n=3)
    assert (type(filled), filled) == (Markup, Markup(words) % {"a": a, "b": b, "n": 3})


@pytest.mark.parametrize("words", ["100%%", "By %(a)s"])
def test_without_escaping_a_translation_is_text(words: str) -> None:
    plain = EvalContext(Environment(autoescape=False))
    assert GETTEXT(plain, words, a="<") == words % {"a": "<"}


@given(TEXTS.map(Markup), TEXTS, TEXTS)
def test_a_reference_in_parts_is_the_same(before: str, locator: str, after: str) -> None:
    """What references rely on, which are put together from parts that were made before."""
    commas = commas_in("en")
    whole = sentences(before, commas("A", "B", locator), after)
    assert (
        sentences(sentences(before), commas(commas("A", "B"), locator), sentences(after)) == whole
    )
