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

_MARKS = {**CLOSING, "'": "'"}.items()
_IN_LOCATOR = re.compile("|".join(rf"(?<!\w){mark}[^{end}]+[{end}](?!\w)" for mark, end in _MARKS))
_NO_TITLE = re.compile(r"\d|\w\W+\w+\W+\w")
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


def quoted_in(locator: str) -> tuple[str, list[str]]:
    """A locator without the passages that stand in it in quotation marks, and these: not a word or
    two beside other words, which may be a title (chapter "Tides")."""
    passages = [match[0][1:-1] for match in _IN_LOCATOR.finditer(locator)]
    rest = " ".join(_IN_LOCATOR.sub(" ", locator).split()).strip(" ,")
    is_title = re.search(r"[^\W\d_]{3}", rest) and not any(map(_NO_TITLE.search, passages))
    return rest, [] if is_title else passages


def without_quotation_marks(passage: str) -> str:
    """A passage without the marks around the whole of it: the page sets its own."""
    inner = passage.strip()[1:-1]
    closing = CLOSING.get(passage.strip()[:1], "")
    if not inner or passage.strip()[-1] not in closing or any(sign in inner for sign in closing):
        return passage
    return inner.strip()
