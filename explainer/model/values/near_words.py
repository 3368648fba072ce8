"""The words that stand beside numbers and in dates, by what they mean."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def near_words(section: str) -> dict[str, str]:
    """What each word of a section of ``near_words.txt`` means."""
    return _sections()[section]


@cache
def _sections() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n"):
        meant, _, words = line.partition(" = ")
        if line.startswith("["):
            section = found[line.strip("[]")] = {}
        elif words:
            section |= {word.replace("_", " "): meant for word in words.split()}
    return found
