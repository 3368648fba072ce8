"""Where a page's front matter ends and its text begins."""

from __future__ import annotations

import re

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText

_OPENING = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class FrontMatter(Struct, frozen=True):
    """``text[start:end]`` is the YAML between the two lines, ``text[body_start:]`` the Markdown."""

    start: int
    end: int
    body_start: int


def split_front_matter(source: SourceText) -> tuple[FrontMatter | None, tuple[Diagnostic, ...]]:
    """The front matter between a first line ``---`` and the next ``---`` or ``...``."""
    opening = _OPENING.match(source.text)
    if opening is None:
        message = "the file does not begin with front matter"
        hint = (
            "Begin with a line `---`, then lines such as `title: Why is the bridge closed?`, then"
        )
        hint = f"{hint} a line `---`."
        if source.text.startswith(("+++", "{")):
            hint = f"Front matter is YAML here, not TOML or JSON. {hint}"
        return None, (source.diagnostic("front-matter", 0, message, hint),)
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        message = "the front matter is never closed"
        hint = "Write a line `---` between the front matter and the text."
        return None, (source.diagnostic("front-matter", 0, message, hint, length=3),)
    return FrontMatter(opening.end(), closing.start(), closing.end()), ()
