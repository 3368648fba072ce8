"""Remember the files that a process wrote, so that it need not read them again."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from msgspec import Struct


class _KnownFile(Struct, frozen=True):
    data: bytes
    digest: str
    stamp: tuple[int, int, int] | None = None
    """Size, modification time in nanoseconds and inode of the file when it held ``data``."""


class KnownFiles:
    """The known files of one output folder, by path; not those changed by something else since."""

    def __init__(self) -> None:
        self._files: dict[str, _KnownFile] = {}

    def digest(self, path: str, data: bytes) -> str:
        """The SHA-256 of ``data``, computed once for the same ``path`` and data."""
        known = self._files.get(path)
        if known is None or known.data != data:
            known = self._files[path] = _KnownFile(data, hashlib.sha256(data).hexdigest())
        return known.digest

    def holds(self, folder: Path, path: str, data: bytes) -> bool:
        """Whether the file at ``path`` in ``folder`` is known to hold ``data``."""
        known = self._files.get(path)
        if known is None or known.stamp is None or known.data != data:
            return False
        try:
            return _stamp(os.lstat(f"{folder}/{path}")) == known.stamp
        except OSError:
            return False

    def note(self, path: str, status: os.stat_result, data: bytes) -> None:
        """Record that the file at ``path`` holds ``data``, and has this status."""
        self._files[path] = _KnownFile(data, self.digest(path, data), _stamp(status))


def _stamp(status: os.stat_result) -> tuple[int, int, int] | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
