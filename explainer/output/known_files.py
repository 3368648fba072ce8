"""What a process knows of the files it wrote, so that it need not read them again."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _KnownFile:
    data: bytes
    digest: str
    stamp: tuple[int, int, int] | None = None
    """Size, time of change and number of the file on the disk when it held ``data``."""


class KnownFiles:
    """For one output folder, by path. A file that something else has touched since is unknown."""

    def __init__(self) -> None:
        self._files: dict[str, _KnownFile] = {}

    def digest(self, path: str, data: bytes) -> str:
        """The SHA-256 of ``data``, which is to stand at ``path``."""
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
        """The file of that status holds ``data``."""
        self._files[path] = _KnownFile(data, self.digest(path, data), _stamp(status))


def _stamp(status: os.stat_result) -> tuple[int, int, int] | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
