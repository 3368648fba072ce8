"""Addresses on the web: of the passage that a note quotes, and as people read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes, urlsplit

OMISSION = re.compile(r"\[ ?(?:\.{3}|…) ?\]|\( ?(?:\.{3}|…) ?\)|\.{3,}|…")
"""Where a quotation leaves words out."""
_CODES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LONGEST_WHOLE_QUOTE = 8
_WORDS_AT_EACH_END = 4
_MARKS_OF_ASCII = re.compile(r"[^\w\x80-\U0010ffff]")
_LONGEST_ADDRESS = 48


def shown_address(url: str) -> str:
    """An address as people read it: without its scheme, with letters for percent codes where the
    codes are those of letters, and shortened in the middle if it is long."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")
    shown = _CODES.sub(_letters, bare)
    if len(shown) <= _LONGEST_ADDRESS:
        return shown
    host, _, path = shown.partition("/")
    room = max(12, _LONGEST_ADDRESS - len(host) - 3)
    return f"{host}/…{path[-room:]}"


def quote_url(url: str, quotes: Sequence[str]) -> str:
    """``url`` with a text fragment for each of ``quotes``, or "" if a browser could not find them.

    A long quotation, or one with an omission, is given by its beginning and its end. See
    https://wicg.github.io/scroll-to-text-fragment/.
    """
    if not url or _is_pdf(url):
        return ""
    passages = [passage for quote in quotes if (passage := _text_directive(quote))]
    base, mark, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0] if mark else ""
    return f"{base}#{fragment}:~:{'&'.join(passages)}" if passages else ""


def _text_directive(quote: str) -> str:
    words = [piece.split() for piece in OMISSION.split(" ".join(quote.split()))]
    pieces = [piece for piece in words if piece]
    if not pieces:
        return ""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 and len(first) <= _LONGEST_WHOLE_QUOTE:
        return f"text={_encoded(first)}"
    return f"text={_encoded(first[:_WORDS_AT_EACH_END])},{_encoded(last[-_WORDS_AT_EACH_END:])}"


def _encoded(words: list[str]) -> str:
    """Also encodes the hyphen, which has a meaning in a text fragment. Letters of other scripts
    stay as they are, for that is a third of the bytes: browsers encode them."""
    return _MARKS_OF_ASCII.sub(lambda sign: f"%{ord(sign[0]):02X}", " ".join(words))


def _is_pdf(url: str) -> bool:
    try:
        return urlsplit(url).path.casefold().endswith(".pdf")
    except ValueError:
        return True


def _letters(codes: re.Match[str]) -> str:
    """What percent codes stand for, if it is letters, digits and marks that belong to them."""
    try:
        text = unquote_to_bytes(codes[0]).decode()
    except UnicodeDecodeError:
        return codes[0]
    return text if all(unicodedata.category(sign)[0] in "LNM" for sign in text) else codes[0]
