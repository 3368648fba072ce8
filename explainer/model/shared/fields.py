"""Texts in YAML fields, read as Markdown or as plain words, each reference with its place."""

from __future__ import annotations

import re

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Scalar
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_inline_markdown, parse_plain
from explainer.documents.markdown.parsed_text import ParsedText

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[ \t\r\n]+")


def inline_field(source: SourceText, scalar: Scalar) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """The field's inline Markdown with references."""
    return parse_inline_markdown(source, scalar.value, offsets_of(source, scalar))


def plain_field(source: SourceText, scalar: Scalar) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    """The field's words, in which only ``{{ fact | plain }}`` means something."""
    return parse_plain(source, scalar.value, offsets_of(source, scalar))


def wrong_length(text: str, offset: int) -> int:
    """How much of ``text`` to underline: all of it, or from ``offset`` on the one word there."""
    if not offset:
        return max(1, len(text))
    word = _WORD.match(text, offset)
    return len(word[0]) if word else 1


def line_of(source: SourceText, offset: int) -> str:
    """The path and line of ``offset``, for a hint."""
    return f"{source.path}, line {source.location(offset).line}"


def fold(words: str) -> str:
    """``words`` as names are compared: without case, with single spaces."""
    return " ".join(words.casefold().split())


def squash(text: str) -> str:
    """``text`` with each run of blanks and line ends as one space; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")
