"""Translations of the generator's own words, from the ``.po`` files in this folder.

Words without one stay English, and the HTML says so. They stand between two characters, ``OPEN``
and ``CLOSE``, from the catalogue to the rendered page, where they become an element. ``unmarked``
takes the two out of what is no page.
"""

from __future__ import annotations

import gettext
import re
from copy import deepcopy
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.languages.locales import fallback_chain, is_english, locale_or_english

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_FOLDER = Path(__file__).parent

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Characters that Unicode keeps for a program's own use."""
PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")
# What may hold no element: these elements, comments and the insides of tags.
_CLOSED = re.compile(
    r"""<(title|script|style)\b.*?</\1>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)
_ELEMENT = str.maketrans({OPEN: '<span lang="en" dir="ltr">', CLOSE: "</span>"})
_NOTHING = str.maketrans({OPEN: None, CLOSE: None})


class Phrase(Struct, frozen=True, gc=False):
    """What the generator says: ``ids`` are the English singular and, if it has one, plural;
    ``forms`` its translations, one, or one for each plural form of the language."""

    context: str
    ids: tuple[str, ...]
    forms: tuple[str, ...]


@lru_cache(maxsize=64)
def load_catalogue(language: str, own: tuple[Phrase, ...] = ()) -> gettext.NullTranslations:
    """The catalogue of the language, else of a broader one (pt for pt-BR), with a site's ``own``
    phrases in the place of its. What neither holds is marked as English."""
    last = gettext.NullTranslations() if is_english(language) else EnglishWords()
    if not own and _path(language) is None:
        return last
    from babel.messages.mofile import write_mo

    compiled, catalogue = BytesIO(), _messages(language)
    catalogue = deepcopy(catalogue) if own else catalogue
    for phrase in own:
        plural, context = len(phrase.ids) > 1, phrase.context or None
        message, text = (phrase.ids, phrase.forms) if plural else (phrase.ids[0], phrase.forms[0])
        catalogue.delete(message, context)
        catalogue.add(message, text, context=context)
    write_mo(compiled, catalogue)  # in memory: gettext reads only the compiled form
    compiled.seek(0)
    found = gettext.GNUTranslations(compiled)
    found.add_fallback(last)
    return found


def has_words(language: str) -> bool:
    """Whether the generator itself speaks the language."""
    return is_english(language) or _path(language) is not None


def count_untranslated(language: str, own: tuple[Phrase, ...]) -> tuple[int, int]:
    """How many phrases of the generator are translated neither into the language nor by a site's
    ``own`` phrases, and how many there are."""
    if has_words(language):  # its own catalogues are complete
        return 0, 0
    every = known_phrases()
    return len(every.difference((each.context, each.ids) for each in own)), len(every)


@cache
def known_phrases() -> frozenset[tuple[str, tuple[str, ...]]]:
    """The context and the English words of all that the generator says."""
    return frozenset(
        (message.context or "", message.id if isinstance(message.id, tuple) else (str(message.id),))
        for message in _read(_FOLDER / "messages.pot")
        if message.id
    )


def count_forms(language: str) -> int:
    """How many plural forms phrases have in the language."""
    return _messages(language).num_plurals


def _messages(language: str) -> Catalog:
    """The generator's translations into the language, of which there may be none."""
    from babel.messages.catalog import Catalog

    path = _path(language)
    return _read(path) if path else Catalog(locale=str(locale_or_english(language)))


def _path(language: str) -> Path | None:
    paths = (_FOLDER / f"{tag}.po" for tag in fallback_chain(language))
    return next((path for path in paths if path.is_file()), None)


@cache
def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def as_english(text: str) -> str:
    """The text with marks around all but its placeholders."""
    pieces = PLACEHOLDER.split(text)
    pieces[::2] = [f"{OPEN}{each}{CLOSE}" if each.strip() else each for each in pieces[::2]]
    return "".join(pieces)


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
    """The catalogue of a language without words: English, and marked so."""

    def gettext(self, message: str) -> str:
        return as_english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return as_english(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return as_english(message)
