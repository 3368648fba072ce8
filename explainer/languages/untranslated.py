"""English words on a page in another language, which the HTML says are English.

They stand between two characters, ``OPEN`` and ``CLOSE``, from the catalogue to the rendered page,
where they become an element. ``unmarked`` takes the two out of what is no page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from gettext import NullTranslations

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Characters that Unicode keeps for a program's own use."""
_PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")
# What may hold no element: these elements, comments and the insides of tags.
_CLOSED = re.compile(
    r"""<(title|script|style)\b.*?</\1>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)
_ELEMENT = str.maketrans({OPEN: '<span lang="en" dir="ltr">', CLOSE: "</span>"})
_NOTHING = str.maketrans({OPEN: None, CLOSE: None})


def as_english(text: str) -> str:
    """The text with marks around all but its placeholders."""
    pieces = _PLACEHOLDER.split(text)
    return "".join(
        f"{OPEN}{piece}{CLOSE}" if number % 2 == 0 and piece.strip() else piece
        for number, piece in enumerate(pieces)
    )


def unmarked(text: str) -> str:
    """The text as what cannot say which language it is in holds it: data, addresses, messages."""
    return text.translate(_NOTHING) if OPEN in text else text


def mark_english(html: str) -> str:
    """The HTML of a page with an element of its own around English words. In attributes, and in
    the title, nothing can be marked."""
    found, place = [], 0
    for closed in _CLOSED.finditer(html):
        found += [html[place : closed.start()].translate(_ELEMENT), closed[0].translate(_NOTHING)]
        place = closed.end()
    return "".join((*found, html[place:].translate(_ELEMENT)))


class EnglishWords(NullTranslations):
    """The catalogue of a language without words: English, but for the messages in ``known``."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        return self._known.get(message) or as_english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return as_english(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)
