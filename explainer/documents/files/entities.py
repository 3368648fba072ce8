"""HTML character references (entities) such as ``&amp;`` and ``&#8212;``.

A numeric one is refused if it names a control or private-use character, or no character.
"""

from __future__ import annotations

import re
import sys
from html import unescape as unescape_number
from html.entities import html5

from explainer.documents.files.source_text import decode

_NUMBER = re.compile(r"&#(?:([0-9]++)|[xX]([0-9a-fA-F]++));?")
_ENTITY = re.compile(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);")
_MOST_DIGITS = 7
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def find_refused(text: str) -> list[tuple[int, str]]:
    """The offset and the text of each refused entity."""
    if "&#" not in text:
        return []
    found = _NUMBER.finditer(text)
    return [(entity.start(), entity[0]) for entity in found if _names_refused(entity)]


def refusal(entity: str) -> tuple[str, str]:
    """Message and hint for a refused entity."""
    message = f"{entity[:12]} stands for a character that is not allowed in content"
    return message, "Delete it: a reader cannot see it."


def unescape(text: str) -> str:
    """``text`` with its entities as characters; a refused one becomes U+FFFD.

    A named one without its semicolon stays text, as in the address ``?a=1&copy=2``.
    """

    def replace(found: re.Match[str]) -> str:
        if found[0].startswith("&#"):
            return unescape_number(without_refused(found[0]))
        return html5.get(found[0][1:], found[0])

    return _ENTITY.sub(replace, text) if "&" in text else text


def without_refused(text: str) -> str:
    """``text`` with its refused entities as U+FFFD, the others as they are."""
    if "&#" not in text:
        return text
    return _NUMBER.sub(lambda found: _REPLACEMENT if _names_refused(found) else found[0], text)


def _names_refused(found: re.Match[str]) -> bool:
    digits, base = (found[1], 10) if found[2] is None else (found[2], 16)
    digits = digits.lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return True
    number = int(digits, base)
    if number > sys.maxunicode or 0xD800 <= number <= 0xDFFF:
        return True
    return decode("", chr(number).encode())[0] is None
