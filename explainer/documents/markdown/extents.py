"""What makes a text too long, too deep, or unfit to be read at all."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown import marks
from explainer.documents.markdown.candidates import Candidate, Fence
from explainer.documents.references.kinds import At

LONGEST_PARAGRAPH = 100_000
"""In characters. Markdown's time grows faster than a paragraph does."""
MOST_LINES = 1_000
"""Without a blank line between them."""


def find_reserved(source: SourceText, text: str, at: At) -> Diagnostic | None:
    """A character that marks are made of; an escape in YAML can write one."""
    found = marks.RESERVED.search(text)
    if found is None:
        return None
    return source.diagnostic(
        "character",
        at(found.start()),
        f"character U+{ord(found[0]):04X} is not allowed in content",
        "Delete it: it is a private-use character that a reader cannot see.",
    )


def find_overlong(
    source: SourceText, text: str, candidates: Sequence[Candidate], at: At
) -> Diagnostic | None:
    """The first paragraph, list or table that is too long to be read; fences do not count."""
    if len(text) <= LONGEST_PARAGRAPH and text.count("\n") <= MOST_LINES:
        return None
    fences = [each for each in candidates if isinstance(each.found, Fence)]
    place = 0
    for start, end in [*((each.start, each.end) for each in fences), (len(text), len(text))]:
        found = _overlong(text, place, start)
        if found is not None:
            message = "this part without a blank line is too long"
            hint = f"Divide it: {MOST_LINES} lines or {LONGEST_PARAGRAPH} characters are the most."
            return source.diagnostic("too-long", at(found), message, hint)
        place = max(place, end)
    return None


def _overlong(text: str, place: int, end: int) -> int | None:
    """Where the first overlong run of lines that are not blank begins in ``text[place:end]``."""
    start, lines = place, 0
    while place < end:
        line_end = text.find("\n", place, end)
        line_end = end if line_end < 0 else line_end
        if not text[place:line_end].strip(" \t\r>"):
            start, lines = line_end + 1, 0
        else:
            lines += 1
            if lines > MOST_LINES or line_end - start > LONGEST_PARAGRAPH:
                return start
        place = line_end + 1
    return None


def nested_too_deep(source: SourceText, text: str, at: At) -> Diagnostic:
    """The finding for a text whose blocks or emphasis are nested too deep, at its deepest line."""
    place = deepest = 0
    most = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(" \t>*+-_[!"))
        if depth > most:
            most, deepest = depth, place
        place += len(line) + 1
    message = "lists, quotes or emphasis are nested too deep here"
    return source.diagnostic("nesting", at(deepest), message, "Divide the text.")
