"""The words by which prose claims, counts, quotes and denies, by language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from explainer.tables import read_table

_TABLE = Path(__file__).with_suffix(".toml")


def list_words(name: str, language: str) -> list[str]:
    """The words ``name`` of the table; none in a language without words."""
    words = read_table(_TABLE)[name].get(language.partition("-")[0].casefold(), "").split()
    return [word.replace("_", " ") for word in words]


def has_words(language: str) -> bool:
    return any(
        language.partition("-")[0].casefold() in words for words in read_table(_TABLE).values()
    )


@cache
def find_words(
    name: str, language: str, then: str = "", *, at_end: bool = False
) -> re.Pattern[str]:
    """Finds the words ``name`` of the table, in any case; with ``then`` at most two other words and
    one of those words behind them; ``at_end`` of what is searched alone, before a space. Finds
    nothing in a language without words."""
    between = r")\b(?: [^\W\d_]+){0,2}? (?:"
    either = between.join(_either(each, language) for each in (name, then) if each)
    end = r"\b(?: the)? ?$" if at_end else r"\b"
    return re.compile(rf"\b(?:{either}){end}", re.IGNORECASE)


def _either(name: str, language: str) -> str:
    words = sorted(list_words(name, language), key=len, reverse=True)
    return "|".join(map(re.escape, words)).replace(r"\*", r"\w*") or "(?!)"
