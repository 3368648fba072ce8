"""The faster inline parser makes what the library's own makes, and gives way to one unknown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import treeprocessors
from markdown.inlinepatterns import EscapeInlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import inline_patterns, parser
from explainer.documents.markdown.inline_parser import SignedInlineProcessor
from explainer.documents.markdown.markup import parse_body
from tests.documents.test_markup_properties import MARKDOWN, texts

make = parser._parser.__wrapped__
with mock.patch.object(inline_patterns, "is_known", return_value=False):
    PLAIN = make()
SIGNED = make()


@contextmanager
def using(made: parser._Parser) -> Iterator[None]:
    with mock.patch.object(parser, "_parser", return_value=made):
        yield


def parsed(text: str, made: parser._Parser) -> object:
    with using(made):
        return parse_body(SourceText("page.md", text), 0)


def patterns(made: parser._Parser) -> list[Pattern]:
    return list(cast("Iterator[Pattern]", made.md.inlinePatterns))


def test_it_stands_in_for_the_inline_parser_of_this_library() -> None:
    assert type(SIGNED.md.treeprocessors["inline"]) is SignedInlineProcessor
    assert type(PLAIN.md.treeprocessors["inline"]) is InlineProcessor


@given(texts | st.text("*_`\\[]()!&<>@;:#ab \n", max_size=60))
def test_a_text_becomes_what_the_library_makes_of_it(text: str) -> None:
    assert parsed(text, SIGNED) == parsed(text, PLAIN)


SIGNS = cast("SignedInlineProcessor", SIGNED.md.treeprocessors["inline"])._signs


def test_the_signs_of_every_pattern_are_known() -> None:
    assert {each.getCompiledRegExp().pattern for each in patterns(SIGNED)} == set(SIGNS)


MARKS = ["\ue000\ue010\ue001", "\ue005\ue010\ue001", "\ue007\ue010\ue001", "  \n", "a@b", "http://"]


@given(st.lists(st.sampled_from(MARKDOWN + MARKS), max_size=20).map("".join))
def test_whatever_a_pattern_matches_holds_a_sign_of_it(text: str) -> None:
    for pattern in patterns(SIGNED):
        expression = pattern.getCompiledRegExp()
        for match in expression.finditer(text):
            assert any(sign in match[0] for sign in SIGNS[expression.pattern])


def test_a_pattern_that_the_library_has_changed_is_always_tried() -> None:
    changed = make()
    escape = EscapeInlineProcessor(r"%(.)", changed.md)
    changed.md.inlinePatterns.register(escape, "escape", 180)
    with using(changed):
        body, _ = parse_body(SourceText("page.md", "a %*b* and *c*"), 0)
    assert body.introduction.markup == "<p>a *b* and <em>c</em></p>"


@pytest.mark.parametrize("name", ["/nowhere/treeprocessors.py", __file__])
def test_a_library_that_is_not_known_reads_texts_itself(name: str) -> None:
    with mock.patch.object(treeprocessors, "__file__", name):
        assert type(make().md.treeprocessors["inline"]) is InlineProcessor
