"""Texts as plain words, for titles, attributes, indexes and machines."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from explainer.resolve.published.parts import Fragment, TermLink, ValueSpan

# All but a single space, which would only replace itself; a no-break space stays.
_BLANKS = re.compile(r"(?:[\t\r\n]| [ \t\r\n])[ \t\r\n]*")
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
            words = _TAG.sub("", _BREAK.sub(" ", part)) if "<" in part else part
            pieces.append(unescape(words))
        elif isinstance(part, ValueSpan):
            pieces.append(value_in_words(part))
        elif isinstance(part, TermLink):
            pieces.append(part.text)
    return _BLANKS.sub(" ", "".join(pieces)).strip()
