"""Markup in fields of YAML that cannot have it: blocks in paragraphs, anything in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.diagnostics import Severity
from explainer.documents.references.kinds import At, Problem

_FAR = "{0,300}"  # how far the second sign of a pair may be from the first
_ITEM_LINE = r"[ \t]*(?:[*+-]|[0-9]{1,3}[.)])[ \t]+\S[^\n]*"
_BLOCKS = (
    ("a list", rf"^{_ITEM_LINE}\n\s*?{_ITEM_LINE}"),
    ("a heading", r"^[ ]{0,3}#{1,6}[ \t]+[^\W\d_]"),
    ("a quote", r"^[ ]{0,3}>[ \t]*[^\W\d]"),
    ("a table", r"^[^\n|]*\|[^\n]*\n[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*\r?$"),
)
_BLOCK = re.compile("|".join(f"({pattern})" for _, pattern in _BLOCKS), re.MULTILINE)

# A hyphen or a slash stands between letters, and no sign of a pair beside another of its kind.
_WORDS = re.compile(
    r"(?!.*h[1-6]\.)[^\W_](?:[^\W_]|[ ,.;“”„«»‘’…–—()\"€]"
    r"|(?<=\w)[-/](?=\w)|:(?=[ ])|(['!?%])(?!\1))*"
)
_LONGEST_WORDS = 2_000


def is_signless(text: str) -> bool:
    """Whether ``text`` is words on one line that are the same in Markdown, and look like nothing
    else: most texts of fields are, and need not be parsed."""
    return len(text) <= _LONGEST_WORDS and _WORDS.fullmatch(text) is not None


def find_blocks(text: str, at: At) -> Iterator[Problem]:
    """The first list, heading, quote or table in the text of a field, which holds paragraphs."""
    if block := _BLOCK.search(text):
        what = _BLOCKS[(block.lastindex or 1) - 1][0]
        message = f"{what} is printed as it stands: this field holds paragraphs"
        hint = "Write sentences here, and move it into the page's text."
        place = at(block.end() - len(block[0].lstrip()))
        yield Problem(place, message, hint, "raw-markup", Severity.WARNING)


def find_in_plain_text(text: str, at: At) -> Iterator[Problem]:
    """References and Markdown in the text of a field that is plain."""
    for match in _IN_PLAIN.finditer(text):
        reference = match[1] is not None
        what = "a reference" if reference else "Markdown"
        yield Problem(
            at(match.start()),
            f"{what} means nothing in this field, whose text is plain",
            "Write the words themselves." if reference else "Delete the signs.",
            "reference-place" if reference else "raw-markup",
            Severity.ERROR if reference else Severity.WARNING,
        )


_IN_PLAIN = re.compile(
    r"(\{\{[^{}\n]*\}\}|\[@[\w:.-]+[^\]\n]*\]|\[\[[^\[\]\n]+\]\]|\[\^[^\]\[\s]+\]|\^\[[^\]\[\n]+\])"
    rf"|(?<![\w*])\*\*[^\s*][^*\n]{_FAR}\*\*(?![\w*])|\[[^\[\]\n]+\]\([^()\s]+\)"
    rf"|(?<![\w`])`[^`{{\n]+`(?![\w`])|(?<![\w_])__[^\W_][^_\n]{_FAR}__(?!\w)|~~\w[^~\n]{_FAR}~~"
)
