"""A finished text, cut at its questions."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Candidate, HeadingStart
from explainer.documents.markdown.landing import Heading
from explainer.documents.markdown.marked_text import Marked, MarkedText, Question

_TAGS = re.compile(r"<[^>]*>")
_H2 = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p[^>]*>(.*)</p>", re.DOTALL)


def read_question(
    html: str, heading: Heading, start: Candidate | None, references: tuple[Marked, ...]
) -> Question:
    """A question from the HTML that begins with its H2; ``start`` is its heading's point.

    Its id is empty where the editor gave none and none can be made.
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
        MarkedText(title, references),
        MarkedText(answer, references),
        MarkedText(rest.strip(), references),
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
