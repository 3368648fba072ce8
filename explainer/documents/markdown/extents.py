"""Errors for which a text is not parsed: it is too long, nested too deep, or holds marks."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Candidate, Fence
from explainer.documents.references.kinds import At

LONGEST_PARAGRAPH = 100_000
"""In characters, of all lines of a list or a table."""
MOST_LINES = 1_000
"""Without a blank line between them."""


def find_reserved(source: SourceText, text: str, at: At) -> Diagnostic | None:
    """The diagnostic for a character of marks, which an escape in YAML can write."""
    found = None if text.isascii() else marks.RESERVED.search(text)
    if found is None:
        return None
    message = f"character U+{ord(found[0]):04X} is not allowed in content"
    hint = "Delete it: it is a private-use character that a reader cannot see."
    return source.diagnostic("character", at(found.start()), message, hint)


def find_overlong(
    source: SourceText,
    text: str,
    candidates: Sequence[Candidate],
    at: At,
    longest: int = LONGEST_PARAGRAPH,
) -> Diagnostic | None:
    """The diagnostic for the first paragraph, list or table outside fences that is too long."""
    if len(text) <= longest and text.count("\n") <= MOST_LINES:
        return None
    fences = [each for each in candidates if isinstance(each.found, Fence)]
    place = 0
    for start, end in [*((each.start, each.end) for each in fences), (len(text), len(text))]:
        found = _overlong(text, place, start, longest)
        if found is not None:
            message = "this part without a blank line is too long"
            hint = f"Divide it: {MOST_LINES} lines or {longest} characters are the most."
            return source.diagnostic("too-long", at(found), message, hint)
        place = max(place, end)
    return None


def _overlong(text: str, place: int, end: int, longest: int) -> int | None:
    """The start of the first overlong run of lines in ``text[place:end]`` without a blank one."""
    start, lines = place, 0
    while place < end:
        line_end = text.find("\n", place, end)
        line_end = end if line_end < 0 else line_end
        if not text[place:line_end].strip(" \t\r>"):
            start, lines = line_end + 1, 0
        else:
            lines += 1
            if lines > MOST_LINES or line_end - start > longest:
                return start
        place = line_end + 1
    return None


def nested_too_deep(source: SourceText, text: str, at: At) -> Diagnostic:
    """The diagnostic for a text nested too deep, at the line with the most signs before words."""
    place = deepest = 0
    most = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(" \t>*+-_[!"))
        if depth > most:
            most, deepest = depth, place
        place += len(line) + 1
    message = "lists, quotes or emphasis are nested too deep here"
    return source.diagnostic("nesting", at(deepest), message, "Divide the text.")
