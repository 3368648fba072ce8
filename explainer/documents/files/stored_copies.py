"""Copies of sources that an editor keeps in ``content/.archive/``, beside the site's own files.

They are on the machines of those who work on the site and in no repository, so that one may be
missing anywhere. Nothing but their checking reads them, and none of them is ever published.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer.addresses import source_slug

FOLDER = ".archive"
_SUFFIXES = (".txt", ".html", ".htm")
_LARGEST = 8_000_000


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """``path`` is relative to the site. Of a copy that is too large, ``data`` is None."""

    path: str
    is_html: bool
    data: bytes | None


def load_stored_copy(content: Path, key: str) -> StoredCopy | None:
    """The copy of the source ``key``, if it is kept here: a file named after the key, with ``-``
    for ``:``, ``/`` and ``+``. A link is not followed."""
    folder = content / FOLDER
    if folder.is_symlink():
        return None
    for suffix in _SUFFIXES:
        file = folder / f"{source_slug(key)}{suffix}"
        try:
            if file.is_symlink() or not file.is_file():
                continue
            with file.open("rb") as opened:
                data = opened.read(_LARGEST + 1)
        except OSError:
            continue
        fitting = data if len(data) <= _LARGEST else None
        return StoredCopy(f"content/{FOLDER}/{file.name}", suffix != ".txt", fitting)
    return None
