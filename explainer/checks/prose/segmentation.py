"""Split a block of text into sentences, and blank out parts of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_OPENING = " \u00a0\"'“„«‘([¿¡"
_CLOSING = ",;:)]»”’…%."
_STOPS = (".", "!", "?", "…", '."', ".”", ".»", ".)")
_SHORT_WORD = re.compile(r"(?:^|[\s(\[])[^\W\d_]{1,6}\.\s*$")

_FAR_ENOUGH = 10
"""How far before a piece a short word with a full stop is searched for, in code points."""


def hide(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """``text`` with ``sign`` in place of each character in the ``spans``, which may overlap."""
    pieces: list[str] = []
    place = 0
    for start, end in sorted(spans):
        if end > place:
            pieces += [text[place:start], sign * (end - max(start, place))]
            place = end
    return "".join([*pieces, text[place:]])


def split_sentences(text: str, language: str, notes: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Start and end of each sentence in ``text``, one block, without the white space between them.
    ``notes`` are the offsets of note marks. One between a full stop and a capital ends a sentence,
    even if the stop is that of an abbreviation."""
    spans: list[tuple[int, int]] = []
    first = 0
    for end in [*_ends_with_note(text, notes), len(text)]:
        spans += _split(text, first, end, language)
        first = end
    trimmed = (_without_blanks(text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if start < end]


def _ends_with_note(text: str, notes: Iterable[int]) -> Iterator[int]:
    for note in sorted(set(notes)):
        following = text[note : note + 4].lstrip(_OPENING)
        if text.endswith(_STOPS, 0, note) and following[:1].isupper():
            yield note


def _split(text: str, first: int, end: int, language: str) -> list[tuple[int, int]]:
    from sentencex import segment

    spans: list[tuple[int, int]] = []
    place = first
    for piece in segment(language, text[first:end]):
        start = text.index(piece, place)
        place = start + len(piece)
        if spans and _goes_on(text[max(first, start - _FAR_ENOUGH) : start], piece):
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((start, place))
    return spans


def _goes_on(before: str, piece: str) -> bool:
    """Whether ``piece`` continues the sentence before it.

    The library ends a sentence at each abbreviation that it does not know, and it knows few
    outside English. A piece continues the sentence if it begins in lower case, with a comma, or
    with a digit after a short word ("ст. 4").
    """
    first = piece.lstrip(_OPENING)[:1]
    if first.isdigit():
        return _SHORT_WORD.search(before) is not None
    return first.islower() or first in _CLOSING


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
