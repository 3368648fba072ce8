"""Find where each character of a scalar's value is written.

Folding, chomping, quotes and escapes (YAML 1.2, chapters 7 and 8) are applied again, keeping each
character's offset. The result is used only if it equals the value that the parser read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.documents.data.nodes import Scalar
from explainer.documents.files.source_text import SourceText
from explainer.documents.references.kinds import At

_BLANKS = " \t"
# The line ends of libyaml, which are those of YAML 1.1.
_BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
# The spaces at the beginning of the first line that holds more than spaces.
_FIRST_INDENT = re.compile(rf"(?: *+[{_BREAKS}])*+( *)")
_ESCAPES = dict(
    zip('0abtnvfre"/\\N_LP \t', '\0\a\b\t\n\v\f\r\x1b"/\\\x85\xa0\u2028\u2029 \t', strict=True)
)
_DIGITS = {"x": 2, "u": 4, "U": 8}
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?")

# A character of the value and the offset at which it is written.
_Placed = list[tuple[str, int]]


def value_offsets(source: SourceText, scalar: Scalar) -> Sequence[int]:
    """The offset in the file of each code point of ``scalar.value``, and of its end.

    The offsets never decrease and lie within the scalar. An escape is where its backslash is, a
    folded line end where the white space around it begins. If the value cannot be traced, all
    offsets are the scalar's start.
    """
    text = source.text
    is_block = scalar.style in ("|", ">")
    readings = [_block(text, scalar) if is_block else _flow(text, scalar, folds=True)]
    if scalar.style == '"':
        readings.append(_flow(text, scalar, folds=False))  # as JSON reads it
    for placed, end in readings:
        if "".join(character for character, _ in placed) == scalar.value:
            return [*(offset for _, offset in placed), end]
    return [scalar.start] * (len(scalar.value) + 1)


def offsets_of(source: SourceText, scalar: Scalar) -> At:
    """A function from offsets in the scalar's value to offsets in the file, bounded at its ends."""
    offsets = value_offsets(source, scalar)
    last = len(offsets) - 1
    return lambda i: offsets[min(max(i, 0), last)]


def _flow(text: str, scalar: Scalar, *, folds: bool) -> tuple[_Placed, int]:
    """The characters of a plain or quoted scalar, and the offset after the last one."""
    quote = scalar.style
    at, end = scalar.start + len(quote), scalar.end - len(quote)
    placed: _Placed = []
    while at < end:
        character = text[at]
        if folds and (character in _BLANKS or character in _BREAKS):
            stop = _behind(text, at, end, _BLANKS + _BREAKS)
            placed += _folded(text, at, stop)
            at = stop
        elif character == "'" and quote == "'":
            placed.append(("'", at))
            at += 2
        elif character == "\\" and quote == '"':
            if text[at + 1] in _BREAKS:
                stop = _behind(text, at + 1, end, _BLANKS + _BREAKS)
                placed += _blank_lines(text, _break_end(text, at + 1), stop)
                at = stop
            else:
                decoded, stop = _escape(text, at, end)
                placed.append((decoded, at))
                at = stop
        else:
            placed.append((character, at))
            at += 1
    return placed, end


def _folded(text: str, at: int, stop: int) -> _Placed:
    """White space in a plain or quoted scalar: kept within a line, folded at line ends."""
    first = _behind(text, at, stop, _BLANKS)
    if first == stop:
        return [(text[offset], offset) for offset in range(at, stop)]
    empty = _blank_lines(text, _break_end(text, first), stop)
    if text[first] in "\u2028\u2029":
        return [(text[first], first), *empty]
    return empty or [(" ", at)]


def _blank_lines(text: str, at: int, stop: int) -> _Placed:
    """The line ends in the white space ``text[at:stop]``, as YAML normalises them."""
    return [
        (found[0] if found[0] in "\u2028\u2029" else "\n", found.start())
        for found in _BREAK.finditer(text, at, stop)
    ]


def _escape(text: str, at: int, end: int) -> tuple[str, int]:
    """The character that the escape at ``at`` means, and the offset after it."""
    letter = text[at + 1]
    if letter not in _DIGITS:
        return _ESCAPES[letter], at + 2
    stop = at + 2 + _DIGITS[letter]
    code = int(text[at + 2 : stop], 16)
    # JSON writes a character beyond U+FFFF as two escapes, a surrogate pair (RFC 8259, 7).
    if 0xD800 <= code < 0xDC00 and text[stop : stop + 2] == "\\u" and stop + 6 <= end:
        low = int(text[stop + 2 : stop + 6], 16)
        return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)), stop + 6
    return chr(code), stop


def _block(text: str, scalar: Scalar) -> tuple[_Placed, int]:
    """The characters of a literal or folded scalar, and the offset after the last one."""
    header = _HEADER.match(text, scalar.start, scalar.end)
    body = header.end() if header else scalar.end
    if body < scalar.end:
        body = _break_end(text, body)
    chomping = header[0].partition("#")[0] if header else ""
    # The spaces that each line lost: as many as the first full one.
    indent = max(0, _first_indent(text, body, scalar.end) - _first_indent(scalar.value))
    placed: _Placed = []
    line_end: _Placed = []
    more_indented = False
    at, empty_lines = _content_start(text, body, scalar.end, indent)
    while at < scalar.end:
        stays = scalar.style == "|" or more_indented or text[at] in _BLANKS
        if line_end and line_end[0][0] == "\n" and not stays:
            placed += empty_lines or [(" ", line_end[0][1])]
        else:
            placed += line_end + empty_lines
        more_indented = text[at] in _BLANKS
        line_break = _BREAK.search(text, at, scalar.end)
        stop = line_break.start() if line_break else scalar.end
        placed += [(text[offset], offset) for offset in range(at, stop)]
        line_end = _blank_lines(text, stop, min(stop + 1, scalar.end))
        at, empty_lines = _content_start(text, _break_end(text, stop), scalar.end, indent)
    if "-" not in chomping:
        placed += line_end
    if "+" in chomping:
        placed += empty_lines
    if not placed:
        return placed, body
    last = placed[-1][1]
    return placed, _break_end(text, last) if text[last] in _BREAKS else last + 1


def _content_start(text: str, at: int, end: int, indent: int) -> tuple[int, _Placed]:
    """Where the next line with content begins (or ``end``), and the empty lines before it."""
    first = at
    while at < end:
        stop = at
        while stop < end and stop - at < indent and text[stop] == " ":
            stop += 1
        if stop == end or text[stop] not in _BREAKS:
            found = stop if stop - at == indent else end
            return found, _blank_lines(text, first, at)
        at = _break_end(text, stop)
    return end, _blank_lines(text, first, end)


def _first_indent(text: str, at: int = 0, end: int | None = None) -> int:
    found = _FIRST_INDENT.match(text, at, len(text) if end is None else end)
    return len(found[1]) if found else 0


def _behind(text: str, at: int, end: int, characters: str) -> int:
    while at < end and text[at] in characters:
        at += 1
    return at


def _break_end(text: str, at: int) -> int:
    """The offset after the line end at ``at``; CRLF counts as one."""
    return at + 2 if text.startswith("\r\n", at) else at + 1
