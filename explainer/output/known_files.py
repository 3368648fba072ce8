"""Remember what the files of an output folder hold, so that they need not be read again."""

from __future__ import annotations

import os
import stat
from collections.abc import Container
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]
"""Size in bytes, modification time in nanoseconds, and inode of a file."""


class KnownFiles:
    """What the files of one output folder hold, by path; not those changed by something else since.

    It lasts for several builds of a process; ``expect`` tells it what an earlier process knew.
    """

    def __init__(self) -> None:
        self._states: dict[str, tuple[str, Stamp]] = {}  # the SHA-256 in hexadecimal

    def holds(self, path: str, digest: str, status: os.stat_result | None) -> bool:
        """Whether the file at ``path``, which has this status, is known to have this SHA-256."""
        return (
            status is not None
            and stat.S_ISREG(status.st_mode)
            and self._states.get(path) == (digest, _stamp(status))
        )

    def expect(self, path: str, digest: str, stamp: Stamp) -> None:
        """Believe a state that an earlier process kept, if the file still has that stamp."""
        self._states[path] = digest, stamp

    def note(self, path: str, digest: str, status: os.stat_result) -> None:
        """Record that the file at ``path`` has this SHA-256 and status."""
        self.expect(path, digest, _stamp(status))

    def forget_others(self, paths: Container[str]) -> None:
        """Forget all files but those at ``paths``."""
        for path in [path for path in self._states if path not in paths]:
            del self._states[path]


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino
