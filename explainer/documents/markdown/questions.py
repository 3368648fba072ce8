"""Read questions and their ids from finished HTML; find where notes end; name those in place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from html import unescape

from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Candidate, HeadingStart
from explainer.documents.markdown.finishing import divide
from explainer.documents.markdown.landing import Heading
from explainer.documents.markdown.parsed_text import ParsedText, Question, Span, TextReference

_TAGS = re.compile(r"<[^>]*>")
_H2 = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_DEFINITION = re.compile(r" {0,3}\[\^[^\[\]\n]+\]:")
_BRACKET = re.compile(r"\\.|(?<!`)(`+)(?!`).{1,300}?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)
_LONGEST_IN_PLACE = 10_000
"""In characters; further away the end of a note in place is not looked for."""
_PARAGRAPH = re.compile(r"<p[^>]*>(.*)</p>", re.DOTALL)


def read_question(
    html: str,
    heading: Heading,
    start: Candidate | None,
    references: Sequence[TextReference | None],
    spans: tuple[Span, Span],
) -> Question:
    """The question in HTML that begins with its H2.

    ``start`` is its heading's point, ``spans`` are those of its heading and of what is under it.
    Its id is empty if the editor gave none and none can be made.
    """
    found = _H2.search(html)
    title, rest = (found[1].strip(), html[found.end() :]) if found else ("", html)
    answer, rest = _cut_answer(rest)
    offset = start.found.offset if start else 0
    identifier = heading.id
    if identifier is None:
        identifier = slug(title)
    elif start and isinstance(start.found, HeadingStart) and f"#{identifier}" in start.found.line:
        offset += start.found.line.rindex(f"#{identifier}") + 1
    return Question(
        identifier,
        offset,
        ParsedText(divide(title, references), spans[0]),
        ParsedText(divide(answer, references), spans[1]),
        ParsedText(divide(rest.strip(), references), spans[1]),
    )


def _cut_answer(html: str) -> tuple[str, str]:
    """The first paragraph without its ``<p>``, if the text begins with one, and what follows."""
    before, *parts = html.split(marks.LEDE_SPLIT)
    if len(parts) != 2:
        return "", "".join([before, *parts])
    paragraph = _PARAGRAPH.fullmatch(parts[0].strip())
    if paragraph is None:
        return "", before + "".join(parts)
    return paragraph[1], before + parts[1]


def slug(heading: str) -> str:
    """An id from the ASCII letters and digits of a heading's HTML, without its references."""
    text = marks.strip(unescape(_TAGS.sub("", heading)))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return plain.lstrip("-0123456789") or (plain and f"q-{plain}")


def name_in_place(words: str) -> str:
    """The name of a note in place, made from its words: it stays while they do, on any system."""
    words = words.replace("\r\n", "\n")
    digest = hashlib.sha256(words.encode()).hexdigest()
    return f"{slug(words)[:40].rstrip('-')}-{digest[:6]}".lstrip("-")


class NoteEnds:
    """Where the notes of a text end, as the parser reads them."""

    def __init__(self, text: str, candidates: Sequence[Candidate]) -> None:
        self.text = text
        self._blocks = [each.start for each in candidates if each.prefix is not None]
        self._held = [each for each in candidates if each.end > text.find("\n", each.start) >= 0]
        self._starts = [each.start for each in self._held]

    def defined(self, start: int) -> int:
        """The end of the definition at ``start``. It ends before the next one, or before the first
        line after a blank one, or after a fence, that is not indented by two columns."""
        text = self.text
        place, blank = text.find("\n", start), False
        while 0 <= place < len(text):
            end = text.find("\n", place + 1)
            end = len(text) if end < 0 else end
            line = text[place + 1 : end]
            blank = blank or not line.strip() or self._begins_block(place, end)
            outside = line.strip() and not line.expandtabs(4).startswith("  ")
            if (blank and outside) or _DEFINITION.match(line):
                return place + 1
            index = bisect_right(self._starts, end) - 1
            inside = index >= 0 and self._held[index].end > end
            place = text.find("\n", self._held[index].end) if inside else end
        return len(text)

    def _begins_block(self, place: int, end: int) -> bool:
        index = bisect_right(self._blocks, place)
        return index < len(self._blocks) and self._blocks[index] < end

    def in_place(self, start: int) -> int:
        """The end of the note whose ``^[`` is at ``start``."""
        depth = 0
        for found in _BRACKET.finditer(self.text, start, start + _LONGEST_IN_PLACE):
            depth += (found[0] == "[") - (found[0] == "]")
            if found[0] == "]" and depth == 0:
                return found.end()
        return start + 2
