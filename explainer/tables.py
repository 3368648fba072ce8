"""Tables of words, kept in files beside the modules that use them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_table(path: Path) -> dict[str, Any]:
    """The sections of a TOML file, most of them tables of keys and texts."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_word(table: dict[str, str]) -> dict[str, str]:
    """The keys of a table by the words in its texts, in which an underscore is a space."""
    return {word.replace("_", " "): key for key, text in table.items() for word in text.split()}
