"""Read questions and their ids from finished HTML."""

from __future__ import annotations

import re
import unicodedata
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
    return re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789").strip("-")


def note_end(text: str, start: int) -> int:
    """The end of the note's definition that begins at ``start``. It ends before the next one, or
    before the first line after a blank one that is not indented."""
    place = text.find("\n", start)
    blank = False
    while 0 <= place < len(text):
        line_end = text.find("\n", place + 1)
        line = text[place + 1 : line_end if line_end >= 0 else len(text)]
        if (blank and line.strip() and not line.startswith((" ", "\t"))) or _DEFINITION.match(line):
            return place + 1
        blank = blank or not line.strip()
        place = line_end
    return len(text)
