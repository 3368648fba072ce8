"""Remember what the files of an output folder hold, so that they need not be read again."""

from __future__ import annotations

import os
import stat
from collections.abc import Container
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int]
"""Size in bytes, modification time in nanoseconds, and inode of a file."""
State: TypeAlias = tuple[str, int, int, int]
"""The SHA-256 of a file, in hexadecimal, and its stamp."""


class KnownFiles:
    """What the files of one output folder hold, by path; not those changed by something else since.

    It lasts for several builds of a process. For the next process, keep ``states()`` and tell them
    to a new object by ``expect``.
    """

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._racy: set[str] = set()

    def holds(self, path: str, digest: str, status: os.stat_result | None) -> bool:
        """Whether the file at ``path``, which has this status, is known to have this SHA-256."""
        return (
            status is not None
            and stat.S_ISREG(status.st_mode)
            and self._states.get(path) == (digest, *_stamp(status))
        )

    def expect(self, path: str, digest: str, stamp: Stamp) -> None:
        """Believe a state that an earlier process kept, if the file still has that stamp."""
        self._states[path] = (digest, *stamp)

    def note(self, path: str, digest: str, status: os.stat_result, moment: int) -> None:
        """Record that the file at ``path`` has this SHA-256 and status.

        ``moment`` is a time by the clock of its file system, in nanoseconds, that had passed. A
        file that is not older may change once more without a change of its time.
        """
        self._states[path] = (digest, *_stamp(status))
        self._racy.discard(path)
        if status.st_mtime_ns >= moment:
            self._racy.add(path)

    def forget_others(self, paths: Container[str]) -> None:
        """Forget all files but those at ``paths``."""
        for path in [path for path in self._states if path not in paths]:
            del self._states[path]

    def states(self) -> dict[str, State]:
        """What another process may believe of each path: no file that may have changed unseen."""
        return {path: state for path, state in self._states.items() if path not in self._racy}


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino
