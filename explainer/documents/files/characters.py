"""Characters that content may not hold, text whose characters were decoded wrongly, and HTML's
references to characters (entities) such as ``&amp;`` and ``&#8212;``.

A numeric one is refused if it names a control or private-use character, or no character.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape as unescape_number
from html.entities import html5

_LAST_OF_PLANES = "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(1, 15))
# What a reader cannot see: control and private-use characters, noncharacters, fillers, overrides
# of the direction; tab, LF and CR are allowed. What scripts or emoji need is refused where it does
# nothing: joiners behind ASCII, breaks outside the scripts of South-East Asia, tags without a flag.
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u061c\u115f\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    f"\U000f0000-\U0010ffff{_LAST_OF_PLANES}"
)
_REFUSED = re.compile(
    f"[{_NEVER}]|(?<=[\x00-\x7f])[\u200c\u200d]|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)
_MAY_BE_REFUSED = re.compile(f"[{_NEVER}\u200b-\u200d\U000e0000-\U000e007f]")
# Marks and isolates of the direction, which belong in a line that runs from right to left.
_DIRECTION = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
_FROM_RIGHT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)

# The characters that bytes 80 to BF have in Windows-1252 and Latin-1, and in Windows-1251.
_WEST = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CYRILLIC = "".join(bytes([b]).decode("cp1251", "ignore") for b in range(0x80, 0xC0))
# UTF-8 read as one of these, as far as no words look so: Â and Ã may end a word in capitals,
# which a quotation mark may follow, and single pairs with other letters occur.
_DOUBLY_ENCODED = re.compile(
    rf"(?:(?<![A-ZÀ-Þ])[ÂÃ][{_WEST}]|[ÂÃ][\x80-\xa8\xaa-\xb7\xb9\xba\xbc-\xbf‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•—˜™š›œžŸ]"
    rf"|[ÄÅ][{_WEST}](?=[a-z])|[â-ï][{_WEST}]{{2}}|ð[{_WEST}]{{3}}"
    rf"|(?:[ÐÑØÙ×ÎÏ][{_WEST}] ?){{2,}})+"
    rf"|(?:[РС][{_CYRILLIC}]){{3,}}"
)
_MAY_BE_ENCODED = re.compile("[ÂÃÄÅâ-ïðÐÑØÙ×ÎÏРС]")

_COMMON = bytes((*b"\t\n\r", *range(0x20, 0x7F)))

_NUMBER = re.compile(r"&#(?:([0-9]++)|[xX]([0-9a-fA-F]++));?")
_ENTITY = re.compile(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);")
_MOST_DIGITS = 7
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _find(pattern: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of ``pattern``, each of which begins with a character of ``first``: to look for
    one of a set is fast, to try the alternatives at every character is not. None is in ASCII but
    its control characters, and a text has few others."""
    rare = text.encode("utf-8", "surrogatepass").translate(None, _COMMON)
    if not rare or not first.search(rare.decode("utf-8", "surrogatepass")):
        return
    at = 0
    while start := first.search(text, at):
        if found := pattern.match(text, start.start()):
            yield found
        at = (found or start).end()


def refused(text: str) -> Iterator[tuple[int, str]]:
    """The offset of each character of ``text`` that is not allowed, and the character."""
    line_end = -1
    from_right = False
    for match in _find(_REFUSED, _MAY_BE_REFUSED, text):
        at = match.start()
        if match[0] in _DIRECTION:
            if at > line_end:
                line_end = text.find("\n", at) % (len(text) + 1)
                from_right = bool(_FROM_RIGHT.search(text, text.rfind("\n", 0, at) + 1, line_end))
            if from_right:
                continue
        yield at, match[0]


def without_refused(text: str) -> str:
    """``text`` with U+FFFD for each character that is not allowed."""
    signs = list(text)
    for at, _ in refused(text):
        signs[at] = _REPLACEMENT
    return "".join(signs)


def doubly_encoded(text: str) -> Iterator[tuple[int, str, str]]:
    """Offset and text of each passage that was UTF-8 and was read in another encoding before it
    was saved as UTF-8 again, and what it should be."""
    for match in _find(_DOUBLY_ENCODED, _MAY_BE_ENCODED, text):
        written = match[0].rstrip(" ")
        encoding = "cp1251" if written[0] in "РС" else "cp1252"
        try:
            yield match.start(), written, b"".join(_byte(c, encoding) for c in written).decode()
        except UnicodeError:
            continue


def _byte(character: str, encoding: str) -> bytes:
    """The byte of ``character``; of those that Windows leaves undefined, Latin-1's."""
    return character.encode("latin-1" if "\x80" <= character < "\xa0" else encoding)


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
            return unescape_number(without_refused_entities(found[0]))
        return html5.get(found[0][1:], found[0])

    return _ENTITY.sub(replace, text) if "&" in text else text


def without_refused_entities(text: str) -> str:
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
    return any(refused(chr(number)))
