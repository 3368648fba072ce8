"""Copies of sources that editors keep in ``content/.archive/``.

They are on editors' machines and in no repository, so any of them may be missing. Only ``check``
reads them, and they are never published.

Stored pages come from strangers, and parsers can be slowed down: html.parser needs a minute for
a hundred thousand unclosed comments, and a tree of as many nested elements takes as long to build.
So patterns are used, each of which matches to its own end or to the end of the text.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from explainer.addresses import source_slug
from explainer.documents.files.characters import unescape
from explainer.documents.files.discovery import read_file

FOLDER = ".archive"
_SUFFIXES = (".txt", ".html", ".htm")
_LARGEST = 8_000_000

_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|svg)\b.*?(?:</\1\b[^>]*+(?:>|\Z)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?([A-Za-z][A-Za-z0-9]*+)?[^<>]*+>")
_WITHIN_WORDS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)


class StoredCopy(Struct, frozen=True):
    """A copy of a source; ``path`` is relative to the site, ``data`` None if it is too large."""

    path: str
    is_html: bool
    data: bytes | None


def load_stored_copy(content: Path, key: str) -> StoredCopy | None:
    """The stored copy of the source ``key``, or None. Its file is named after the key, with ``-``
    for ``:``, ``/`` and ``+``. Symbolic links are not followed."""
    folder = content / FOLDER
    if folder.is_symlink():
        return None
    for suffix in _SUFFIXES:
        file = folder / f"{source_slug(key)}{suffix}"
        try:
            data = read_file(file, _LARGEST)
        except OSError:
            continue
        fitting = data if len(data) <= _LARGEST else None
        return StoredCopy(f"content/{FOLDER}/{file.name}", suffix != ".txt", fitting)
    return None


def move_stored_copy(content: Path, key: str, new_key: str) -> None:
    """Name the stored copy of a source, if there is one, after its new key."""
    if found := load_stored_copy(content, key):
        file = content.parent / found.path
        file.rename(file.with_name(f"{source_slug(new_key)}{file.suffix}"))


def page_text(html: str) -> str:
    """The words of a stored HTML page, as a reader sees them, with a space wherever a block begins
    or ends."""

    def replace(tag: re.Match[str]) -> str:
        return "" if (tag[1] or "").lower() in _WITHIN_WORDS else " "

    return unescape(_TAG.sub(replace, _UNSHOWN.sub(" ", html)))
