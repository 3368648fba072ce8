"""Texts as plain words, for titles, attributes, indexes and machines."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from explainer.resolve.published.parts import Fragment, TermLink, ValueSpan

_BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break space stays
_UNEVEN = ("\n", "  ", "\t", "\r")
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
# separates two words as a space does
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|li|dt|dd|td|th|summary|blockquote|pre)>")


def value_in_words(span: ValueSpan) -> str:
    """A value without markup, with its state and speaker in brackets."""
    return f"{span.text} ({span.caveat})" if span.caveat else span.text


def plain_text(fragment: Fragment) -> str:
    """The words of a fragment, without notes and markup; values keep their state and speaker."""
    pieces: list[str] = []
    for part in fragment.parts:
        if isinstance(part, Markup):
            words = _TAG.sub("", _BREAK.sub(" ", part)) if "<" in part else str(part)
            pieces.append(unescape(words))
        elif isinstance(part, ValueSpan):
            pieces.append(value_in_words(part))
        elif isinstance(part, TermLink):
            pieces.append(part.text)
    text = "".join(pieces)
    if any(blanks in text for blanks in _UNEVEN):
        text = _BLANKS.sub(" ", text)
    return text.strip()
