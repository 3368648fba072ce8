"""Copies of sources that editors keep in ``content/.archive/``.

They are on editors' machines and in no repository, so any of them may be missing. Only ``check``
reads them, and they are never published.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from explainer.addresses import source_slug
from explainer.documents.files.opening import read_file

FOLDER = ".archive"
_SUFFIXES = (".txt", ".html", ".htm")
_LARGEST = 8_000_000


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
