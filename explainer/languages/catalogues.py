"""Translations of the generator's own words, from the ``.po`` files in this folder."""

from __future__ import annotations

import gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.languages.locales import fallback_chain, is_english
from explainer.languages.untranslated import EnglishWords
from explainer.languages.words import qualifying_words

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=64)
def load_catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of the language, else of a broader one (pt for pt-BR), else an empty one.
    What a catalogue does not hold is marked as English (see ``untranslated``)."""
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
