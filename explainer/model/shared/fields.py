"""Words in fields: how they are compared, and how they are shown in diagnostics."""

from __future__ import annotations

import re

from explainer.documents.files.source_text import SourceText

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[ \t\r\n]+")


def wrong_length(text: str, offset: int) -> int:
    """The number of code points to underline: those of ``text``, or of the word at ``offset``."""
    if not offset:
        return max(1, len(text))
    word = _WORD.match(text, offset)
    return len(word[0]) if word else 1


def line_of(source: SourceText, offset: int) -> str:
    """The path and line of ``offset``, for a hint."""
    return f"{source.path}, line {source.location(offset).line}"


def is_copy(path: str, other: str) -> bool:
    """Whether a file is named as a copy of another: ``sea copy.yaml``, ``sea (1).yaml``."""
    name, of = (each.rpartition("/")[2].rpartition(".")[0].casefold() for each in (path, other))
    return of != name and of in name


def fold(words: str) -> str:
    """``words`` as names are compared: without case, with single spaces."""
    return " ".join(words.casefold().split())


def squash(text: str) -> str:
    """``text`` with each run of spaces, tabs and line ends as one space; other spaces are kept."""
    return _BLANKS.sub(" ", text).strip(" ")
