"""The words by which prose claims, counts and quotes, by language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from explainer.tables import read_table

_TABLE = read_table(Path(__file__).with_suffix(".toml"))
_NOTHING = re.compile("(?!)")


def has_words(language: str) -> bool:
    return any(language.partition("-")[0].casefold() in words for words in _TABLE.values())


@cache
def find_words(name: str, language: str, then: str = "") -> re.Pattern[str]:
    """Finds the words ``name`` of the table, in any case; with ``then`` at most two other words and
    one of those words behind them. Finds nothing in a language without words."""
    code = language.partition("-")[0].casefold()
    lists = [_TABLE[each].get(code, "").split() for each in (name, then) if each]
    either = ["|".join(re.escape(word).replace("_", " ") for word in words) for words in lists]
    between = r")\b(?: [^\W\d_]+){0,2}? (?:"
    return re.compile(rf"\b(?:{between.join(either)})\b", re.IGNORECASE) if all(lists) else _NOTHING
