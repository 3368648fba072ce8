"""Quoted passages: their quotation marks, and how long they may be."""

from __future__ import annotations

import re

CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
"""The marks that close a quotation, by the one that opens it."""
LONGEST_QUOTATION = 40
"""In words: a quotation shows what a source says, and does not take its place."""
SHORTEN = (
    "Quote the part that holds the figure, the name or the point; [...] stands for words left out."
)

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_INSERTION = re.compile(r"\[[^\[\]]*+\]")
_SIGNS_A_WORD = 2
"""Of scripts without spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""


def too_long(passage: str) -> str:
    """What is wrong with a passage that is longer than a quotation; else an empty string."""
    signs = len(_UNSPACED.findall(passage))
    words = len(_WORD.findall(_UNSPACED.sub(" ", passage))) + -(-signs // _SIGNS_A_WORD)
    if words <= LONGEST_QUOTATION:
        return ""
    return f"{words} words are a copy and no quotation, which has {LONGEST_QUOTATION} at most"


def is_wordless(passage: str) -> bool:
    """Whether a passage holds no word of its source: what stands in brackets is the editor's."""
    return not any(sign.isalnum() for sign in _INSERTION.sub("", passage))


def without_quotation_marks(passage: str) -> str:
    """A passage without the marks around the whole of it: the page sets its own."""
    inner = passage.strip()[1:-1]
    closing = CLOSING.get(passage.strip()[:1], "")
    if not inner or passage.strip()[-1] not in closing or any(sign in inner for sign in closing):
        return passage
    return inner.strip()
