"""The output folder while one process writes to it."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from explainer.output.paths import OWN_PREFIX, parents_of

# A fixed name for the file being written, so that one left by a killed build is found again.
_UNFINISHED = f"{OWN_PREFIX}unfinished"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OLD = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class LockedFolder:
    """Reads, writes and removes files by their paths in the folder (with ``/``).

    Where the system can, they are reached from the folder that was opened, not by its name: a link
    that takes its place meanwhile leads nowhere.
    """

    def __init__(self, folder: Path, descriptor: int | None) -> None:
        self.path = folder
        self._descriptor = descriptor

    def status(self, path: str) -> os.stat_result | None:
        """The status of what is there, without following a link; None for nothing."""
        try:
            return os.lstat(self._name(path), dir_fd=self._descriptor)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def holds(self, path: str, data: bytes) -> bool:
        """Whether there is an ordinary file with these bytes."""
        status = self.status(path)
        if not status or not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        with os.fdopen(os.open(self._name(path), _OLD, dir_fd=self._descriptor), "rb") as file:
            return file.read() == data

    def replace(self, path: str, data: bytes, *, lasting: bool) -> None:
        """Write the file whole, in place of what is there. ``lasting``: not before its bytes are on
        the disk, so that after a power cut it is never empty."""
        unfinished = self._name(_UNFINISHED)
        try:
            with os.fdopen(os.open(unfinished, _NEW, 0o666, dir_fd=self._descriptor), "wb") as file:
                file.write(data)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            try:
                self._take_place(path)
            except FileNotFoundError:  # its folder is missing, as for few files of most builds
                self._make_folders(path)
                self._take_place(path)
        except BaseException:
            self.tidy()
            raise

    def _take_place(self, path: str) -> None:
        here = self._descriptor
        os.replace(self._name(_UNFINISHED), self._name(path), src_dir_fd=here, dst_dir_fd=here)

    def _make_folders(self, path: str) -> None:
        for parent in reversed(parents_of(path)):
            with contextlib.suppress(FileExistsError):
                os.mkdir(self._name(parent), dir_fd=self._descriptor)

    def remove(self, path: str) -> bool:
        """Remove a file and the folders that it leaves empty; return whether it was there."""
        parents = parents_of(path)
        statuses = [self.status(parent) for parent in parents]
        if any(status and stat.S_ISLNK(status.st_mode) for status in statuses):
            return False  # what a link leads to is not ours
        status = self.status(path)
        there = status is not None and not stat.S_ISDIR(status.st_mode)
        if there:
            os.unlink(self._name(path), dir_fd=self._descriptor)
        for parent in parents:
            with contextlib.suppress(OSError):
                os.rmdir(self._name(parent), dir_fd=self._descriptor)
        return there

    def tidy(self) -> None:
        """Remove what a killed build left half written."""
        if self.status(_UNFINISHED):  # a disk that may not be written to refuses even this
            os.unlink(self._name(_UNFINISHED), dir_fd=self._descriptor)

    def _name(self, path: str) -> str:
        return path if self._descriptor is not None else f"{self.path}/{path}"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[LockedFolder]:
    """The folder, to which one process at a time writes: a preview and a build may run together.

    The folder itself is locked, so no lock file is left behind. Windows has no such lock.
    """
    if sys.platform == "win32":
        yield LockedFolder(folder, None)
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield LockedFolder(folder, descriptor)
    finally:
        os.close(descriptor)
