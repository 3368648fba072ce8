"""Translations of the generator's own words, from the ``.po`` files in this folder."""

from __future__ import annotations

import gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from explainer.languages.locales import fallback_chain, is_english

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=64)
def load_catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of the language, else of a broader one (pt for pt-BR), else an empty one.
    Messages that a catalogue does not hold stay in English."""
    for tag in () if is_english(language) else fallback_chain(language):
        path = _FOLDER / f"{tag}.po"
        if path.is_file():
            return _read(path)
    return gettext.NullTranslations()


def _read(path: Path) -> gettext.GNUTranslations:
    # Compiled in memory, since gettext reads only the compiled form.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
