"""English words on a page in another language, which the HTML says are English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from typing import SupportsIndex

from markupsafe import Markup, escape

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around the words while a page is rendered: characters that Unicode keeps for such a use."""
_PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{date\})")
# What may hold no element: these elements, comments and the insides of tags.
_CLOSED = re.compile(
    r"""<(title|script|style)\b.*?</\1>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)
_ELEMENT = str.maketrans({OPEN: '<span lang="en" dir="ltr">', CLOSE: "</span>"})
_NOTHING = str.maketrans({OPEN: None, CLOSE: None})


class Untranslated(str):
    """Words for which a language has no translation. They are plain text, but for HTML, where
    ``OPEN`` and ``CLOSE`` stand around all but their placeholders."""

    __slots__ = ("_html",)
    _html: str

    def __new__(cls, text: str, html: str = "") -> Untranslated:
        made = super().__new__(cls, text)
        pieces = _PLACEHOLDER.split(text)
        made._html = html or "".join(
            f"{OPEN}{escape(piece)}{CLOSE}" if number % 2 == 0 and piece.strip() else piece
            for number, piece in enumerate(pieces)
        )
        return made

    def __html__(self) -> str:
        return self._html

    def __mod__(self, values: Mapping[str, object]) -> Untranslated:
        return Untranslated(super().__mod__(values), Markup(self._html) % values)

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Untranslated:
        html = self._html.replace(escape(old), escape(new), count)
        return Untranslated(super().replace(old, new, count), html)


def join_marked(separator: str, texts: Iterable[str]) -> str:
    """The texts that are not empty, joined; untranslated words among them stay marked."""
    found = [text for text in texts if text]
    plain = separator.join(found)
    if not any(isinstance(text, Untranslated) for text in found):
        return plain
    return Untranslated(plain, Markup(separator).join(found))


_SIGNS = {
    "about {date}": "≈ {date}",
    "since {date}": "{date} –",
    "until {date}": "– {date}",
}
"""What a date takes into answers and data, where nothing can be marked."""


class EnglishWords(NullTranslations):
    """The catalogue of a language that has no words of its own: English, and signs in dates."""

    def gettext(self, message: str) -> str:
        return _SIGNS.get(message) or Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return Untranslated(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def mark_english(html: str) -> str:
    """The HTML of a page with an element of its own around untranslated words. In attributes, and
    in the title, nothing can be marked."""
    found, place = [], 0
    for closed in _CLOSED.finditer(html):
        found += [html[place : closed.start()].translate(_ELEMENT), closed[0].translate(_NOTHING)]
        place = closed.end()
    return "".join((*found, html[place:].translate(_ELEMENT)))
