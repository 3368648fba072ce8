"""How wide words are, as nearly as can be told without knowing a reader's fonts: wide enough for
the widest that browsers use for ``sans-serif`` by default, so that labels never meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import fsum

_NARROW = frozenset("ijlI.,:;'|!()[]{}/·’‘ \u00a0\u202f1tfr")
_WIDE = frozenset("mwMWOQ@%—ЖШЩЮФМжшщюмфыЫ&")
_BOLD = 1.08


@lru_cache(maxsize=8192)
def _letter(letter: str) -> float:
    """The width of one letter, in em."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.41
    if letter in _WIDE:
        return 0.98
    return 0.7 if letter.isupper() else 0.64


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in the unit of ``size``, which is that of the font: an upper bound."""
    # sum() rounds in another way since Python 3.12, and fsum() nowhere but at the end
    return fsum(map(_letter, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most ``width``. A word that is wider is cut where it has to be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, width, size, bold)
        lines += pieces
    return (*lines, line)


def _pieces(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """The word, cut where it is wider than a line."""
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        fits = len(word) - 1
        while fits > 1 and text_width(word[:fits] + "-", size, bold=bold) > width:
            fits -= 1
        yield word[:fits] + "-"
        word = word[fits:]
    yield word
