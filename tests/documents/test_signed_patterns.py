"""Patterns that look for signs first make what they make without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import Pattern

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import inline_patterns, parser
from explainer.documents.markdown.inline_patterns import Signed
from explainer.documents.markdown.markup import parse_body
from tests.documents.test_markup_properties import MARKDOWN, texts

make = parser._parser.__wrapped__
with mock.patch.object(inline_patterns, "Signed", lambda expression, _: expression):
    PLAIN = make()
SIGNED = make()


@contextmanager
def using(made: tuple[Markdown, parser.Dropped]) -> Iterator[None]:
    with mock.patch.object(parser, "_parser", return_value=made):
        yield


def parsed(text: str, made: tuple[Markdown, parser.Dropped]) -> object:
    with using(made):
        return parse_body(SourceText("page.md", text), 0)


def patterns(made: tuple[Markdown, parser.Dropped]) -> list[Pattern]:
    return list(cast("Iterator[Pattern]", made[0].inlinePatterns))


@given(texts | st.text("*_`\\[]()!&<>@;:#ab \n", max_size=60))
def test_a_text_becomes_what_the_library_makes_of_it(text: str) -> None:
    assert parsed(text, SIGNED) == parsed(text, PLAIN)


def test_the_signs_of_every_pattern_are_known() -> None:
    assert all(isinstance(each.getCompiledRegExp(), Signed) for each in patterns(SIGNED))


MARKS = ["\ue000\ue010\ue001", "\ue005\ue010\ue001", "\ue007\ue010\ue001", "  \n", "a@b", "http://"]


@given(st.lists(st.sampled_from(MARKDOWN + MARKS), max_size=20).map("".join))
def test_whatever_a_pattern_matches_holds_a_sign_of_it(text: str) -> None:
    for signed, plain in zip(patterns(SIGNED), patterns(PLAIN), strict=True):
        signs = cast("Signed", signed.getCompiledRegExp()).signs
        for match in plain.getCompiledRegExp().finditer(text):
            assert any(sign in match[0] for sign in signs)


def test_a_pattern_that_the_library_has_changed_is_always_tried() -> None:
    with mock.patch("markdown.inlinepatterns.ESCAPE_RE", r"%(.)"):
        changed = make()
    with using(changed):
        body, _ = parse_body(SourceText("page.md", "a %*b* and *c*"), 0)
    assert body.introduction.markup == "<p>a *b* and <em>c</em></p>"
