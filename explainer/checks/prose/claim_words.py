"""The words by which prose claims, counts, quotes and denies, by language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_suffix(".toml"))


def list_words(name: str, language: str) -> list[str]:
    """The words ``name`` of the table; none in a language without words."""
    words = _TABLE[name].get(language.partition("-")[0].casefold(), "").split()
    return [word.replace("_", " ") for word in words]


@cache
def find_words(name: str, language: str) -> re.Pattern[str]:
    """Finds the words ``name`` of the table, in any case; nothing in a language without words."""
    words = sorted(list_words(name, language), key=len, reverse=True)
    either = "|".join(map(re.escape, words)).replace(r"\*", r"\w*")
    return re.compile(rf"\b(?:{either or '(?!)'})\b", re.IGNORECASE)
