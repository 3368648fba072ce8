"""Tables of words, kept in files beside the modules that use them."""

from __future__ import annotations

from configparser import ConfigParser
from functools import cache
from pathlib import Path


@cache
def read_table(path: Path) -> dict[str, dict[str, str]]:
    """The sections of an INI file, each a table of keys and texts."""
    parser = ConfigParser(delimiters="=", comment_prefixes="#", interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parser.read_string(path.read_text(encoding="utf-8"))
    return {name: dict(parser[name]) for name in parser.sections()}


def by_word(table: dict[str, str]) -> dict[str, str]:
    """The keys of a table by the words in its texts, in which an underscore is a space."""
    return {word.replace("_", " "): key for key, text in table.items() for word in text.split()}
