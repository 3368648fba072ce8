"""Words that stand in values and dates, of which answers and data are made: numbers,
quotation marks, and "about" in languages that have no catalogue, from ``words.json``; and lists of
words such as "Armenia, Belarus and Kazakhstan"."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from explainer.languages.locales import (
    fallback_chain,
    is_american,
    is_english,
    locale_or_english,
)

_UNDETERMINED = "und"
"""The tag of BCP 47 for no language in particular: what stands where a language has no words."""


@lru_cache(maxsize=64)
def words_of(language: str) -> Mapping[str, Any]:
    """``numbers``: the words for 0, 1, 2 ..., as in counting, with * at those that agree in gender
    with a noun. Patterns of ``about``, ``at least`` and ``at most``, in words that govern no case.
    ``letters``: those with marks that are letters of their own in an alphabetical list.
    ``quotes``: the opening and the closing quotation mark, with the spaces inside them.
    ``dates``: signs for the words before dates, by their messages."""
    known = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    tags = (_UNDETERMINED, *reversed(fallback_chain(language)))
    return {name: words for tag in tags for name, words in known.get(tag, {}).items()}


def qualifying_words(language: str) -> dict[str, str]:
    """By their messages; signs for a language whose words we lack, and for dates."""
    words = words_of(language)
    numbers = {f"{word} %(number)s": words[word] for word in ["about", "at least", "at most"]}
    return {**numbers, **words["dates"]}


def join_words(words: Sequence[str], language: str) -> str:
    """The words as a list; "" for no words. American English has a comma before "and"."""
    if is_english(language):
        if len(words) < 3:
            return " and ".join(words)
        before_last = ", and " if is_american(language) else " and "
        return ", ".join(words[:-1]) + before_last + words[-1]
    from babel.lists import format_list

    return str(format_list(list(words), style="standard", locale=locale_or_english(language)))
