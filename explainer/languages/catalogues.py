"""Translations of the generator's own words, from the ``.po`` files in this folder.

Words without one stay English, and the HTML says so. They stand between two characters, ``OPEN``
and ``CLOSE``, from the catalogue to the rendered page, where they become an element. ``unmarked``
takes the two out of what is no page.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.languages.locales import fallback_chain, is_english
from explainer.languages.words import qualifying_words

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_FOLDER = Path(__file__).parent

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Characters that Unicode keeps for a program's own use."""
_PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")
# What may hold no element: these elements, comments and the insides of tags.
_CLOSED = re.compile(
    r"""<(title|script|style)\b.*?</\1>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)
_ELEMENT = str.maketrans({OPEN: '<span lang="en" dir="ltr">', CLOSE: "</span>"})
_NOTHING = str.maketrans({OPEN: None, CLOSE: None})


@lru_cache(maxsize=64)
def load_catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of the language, else of a broader one (pt for pt-BR), else an empty one.
    What a catalogue does not hold is marked as English."""
    if is_english(language):
        return gettext.NullTranslations()
    path = _path(language)
    if path is None:
        return EnglishWords(qualifying_words(language))
    # Compiled in memory, since gettext reads only the compiled form.
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, _read(path))
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    catalogue.add_fallback(EnglishWords(qualifying_words(language)))
    return catalogue


def count_untranslated(language: str) -> tuple[int, int]:
    """How many messages of the generator are not translated into the language, and how many there
    are: those that any catalogue holds."""
    if is_english(language):
        return 0, 0
    path = _path(language)
    every = frozenset[object]().union(*map(_translated, _FOLDER.glob("*.po")))
    return len(every - (_translated(path) if path else frozenset())), len(every)


def _path(language: str) -> Path | None:
    paths = (_FOLDER / f"{tag}.po" for tag in fallback_chain(language))
    return next((path for path in paths if path.is_file()), None)


def _translated(path: Path) -> frozenset[object]:
    """The messages in a file that have all their forms, with their contexts."""
    return frozenset(
        (message.context, message.id)
        for message in _read(path)
        if message.id and not message.fuzzy and message.string and all(message.string)
    )


@lru_cache(maxsize=64)
def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


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


class EnglishWords(gettext.NullTranslations):
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
