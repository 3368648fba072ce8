"""Words that stand in values, of which answers and data are made: numbers and quotation marks, from
``words.json``; lists of words such as "Armenia, Belarus and Kazakhstan"; and the order of an
alphabetical list, with the letters that it is divided by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining, name, normalize

from explainer.languages.locales import fallback_chain, locale_or_english

_UNDETERMINED = "und"
"""The tag of BCP 47 for no language in particular: what stands where a language has no words."""

DIGITS, NO_LETTER = "0–9", "#"
_CONSONANTS = {normalize("NFKD", chr(code)): chr(code) for code in range(0x3131, 0x314F)}
"""Korean ones: as they begin a syllable, and as they stand alone."""
_LETTER = re.compile(r" (?:(?:capital|small) )?letter\b")


@lru_cache(maxsize=64)
def words_of(language: str) -> Mapping[str, Any]:
    """``numbers``: the words for 0, 1, 2 ..., as in counting, with * at those that agree in gender
    with a noun.
    ``letters``: those with marks that are letters of their own in an alphabetical list.
    ``quotes``: the opening and the closing quotation mark, with the spaces inside them.
    ``joints``: what stands between words for a comma, colon or semicolon, if not the sign alone."""
    known = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    tags = (_UNDETERMINED, *reversed(fallback_chain(language)))
    return {name: words for tag in tags for name, words in known.get(tag, {}).items()}


def join_words(words: Sequence[str], language: str) -> str:
    """The words as a list; "" for no words. American English has a comma before "and"."""
    if len(words) < 2:
        return "".join(words)
    from babel.lists import format_list

    return str(format_list(list(words), locale=locale_or_english(language)))


def joint(sign: str, language: str) -> str:
    """The ``sign``, which is a comma, a colon or a semicolon, with the spaces around it, as it
    stands between words that are no sentence."""
    return str(words_of(language)["joints"].get(sign, f"{sign} "))


def joined(sign: str, words: Iterable[str], language: str) -> str:
    """The words that are not empty, with the ``joint`` for ``sign`` between them."""
    return joint(sign, language).join(filter(None, words))


def quotation_marks(language: str) -> tuple[str, str]:
    """The opening and the closing mark, with the spaces that the language puts inside."""
    opening, closing = words_of(language)["quotes"]
    return opening, closing


def sortable(words: str, language: str = "") -> str:
    """A key for the order within a letter: the words in lower case, from their first letter or
    digit on. Marks are dropped (é is e), but from what the language counts as a letter (й)."""
    key = normalize("NFKC", words).casefold()
    if not key.isascii():
        own = words_of(language)["letters"]
        key = "".join(_unmarked(letter, own) for letter in key)
    return re.sub(r"^[\W_]+", "", key)


@lru_cache(maxsize=4096)
def _unmarked(letter: str, own: str) -> str:
    parts = normalize("NFD", letter)
    return parts if letter in own else "".join(c for c in parts if not combining(c))


def initial(key: str) -> str:
    """The letter that a key of ``sortable`` is listed under, as a heading shows it. All digits are
    listed under ``0–9``, and under ``#`` what has no letter."""
    if not key[:1].isalpha():
        return DIGITS if key else NO_LETTER
    end = next((at for at, c in enumerate(key[1:], 1) if not combining(c)), len(key))
    letter = normalize("NFC", key[:end])
    return _CONSONANTS.get(letter, letter.title()[:1])


def initial_slug(letter: str) -> str:
    """What stands for a result of ``initial`` in addresses: ``a``, ``0-9``, ``other``, and for all
    other letters their name in Unicode: ``cyrillic-zhe``. In ASCII, because file systems differ in
    what they make of other letters."""
    if letter == NO_LETTER:
        return "other"
    if letter == DIGITS:
        return "0-9"
    if letter.isascii():
        return letter.lower()
    return _LETTER.sub("", name(letter, f"u{ord(letter):x}").lower()).replace(" ", "-")
