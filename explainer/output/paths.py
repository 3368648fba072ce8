"""Paths of output files: which are safe on any system, and which are the same file on some."""

from __future__ import annotations

import re
import unicodedata

OWN_PREFIX = ".explainer-"
"""The prefix of files that this package needs itself, at the top of the output folder."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')


def is_safe_path(path: str) -> bool:
    """Whether ``path`` is relative, stays below its folder and means one file on any system."""
    parts = path.split("/")
    return (
        not _FORBIDDEN.search(path)
        and not parts[0].startswith(OWN_PREFIX)
        and all(part and part[-1] not in ". " for part in parts)
    )


def fold(path: str) -> str:
    """A key that is equal for paths that differ only in case or Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents_of(path: str) -> list[str]:
    """The folders above ``path``, nearest first, without the output folder itself."""
    parents = []
    while slash := path.rfind("/") + 1:
        path = path[: slash - 1]
        parents.append(path)
    return parents
