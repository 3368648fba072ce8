"""The output folder while one process writes to it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from explainer.output.paths import OWN_PREFIX, parents_of

# A folder with a fixed name, so that what a killed build left in it is found again; it is on the
# same disk, so that its files need only be renamed.
_UNFINISHED = f"{OWN_PREFIX}unfinished"
_NUMBER = re.compile("[0-9]+")
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
        self._staged = 0

    def status(self, path: str) -> os.stat_result | None:
        """The status of what is there, without following a link; None for nothing."""
        try:
            return os.lstat(self._name(path), dir_fd=self._descriptor)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def digest(self, path: str, size: int | None = None) -> str | None:
        """The SHA-256 of the file there; None if there is no ordinary file (of this size)."""
        status = self.status(path)
        if not status or not stat.S_ISREG(status.st_mode) or size not in (None, status.st_size):
            return None
        with os.fdopen(os.open(self._name(path), _OLD, dir_fd=self._descriptor), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def stage(self, data: BinaryIO, *, lasting: bool = False) -> str:
        """Write a file beside the others; return its name for ``publish``. ``lasting``: not before
        its bytes are on the disk, so that after a power cut it is never empty."""
        name = f"{_UNFINISHED}/{self._staged}"
        if not self._staged:
            self._make_folders(name)
        self._staged += 1
        descriptor = os.open(self._name(name), _NEW, 0o666, dir_fd=self._descriptor)
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(data, file)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        return name

    def publish(self, name: str, path: str) -> None:
        """Move the staged file to its path, in place of what is there."""
        try:
            self._move(name, path)
        except FileNotFoundError:  # its folder is missing, as for few files of most builds
            self._make_folders(path)
            self._move(name, path)

    def _move(self, name: str, path: str) -> None:
        here = self._descriptor
        os.replace(self._name(name), self._name(path), src_dir_fd=here, dst_dir_fd=here)

    def _make_folders(self, path: str) -> None:
        for parent in reversed(parents_of(path)):
            with contextlib.suppress(FileExistsError):
                os.mkdir(self._name(parent), dir_fd=self._descriptor)

    def remove(self, path: str) -> bool:
        """Remove a file and the folders that it leaves empty; return whether it was there."""
        parents = parents_of(path)
        statuses = filter(None, map(self.status, parents))
        if any(stat.S_ISLNK(status.st_mode) for status in statuses):
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
        """Remove what is staged, also by a killed build; what others put beside it stays."""
        self.remove(_UNFINISHED)  # a link, or the one file of an earlier version
        names = [each.name for each in (self.path / _UNFINISHED).glob("*")]
        for name in [*filter(_NUMBER.fullmatch, names), "0"]:  # and the folder, if it is empty
            self.remove(f"{_UNFINISHED}/{name}")

    def _name(self, path: str) -> str:
        return path if self._descriptor is not None else f"{self.path}/{path}"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[LockedFolder]:
    """The folder, to which one process at a time writes: a preview and a build may run together.

    It is made if it is missing, and removed again if it stays empty. The folder itself is locked,
    so no lock file is left behind. Windows has no such lock.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as ending:
        descriptor = None
        if sys.platform != "win32":
            import fcntl

            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            ending.callback(os.close, descriptor)
            with contextlib.suppress(OSError):  # some network file systems have no locks
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                # Closing is not enough while processes that were forked meanwhile have it open.
                ending.callback(fcntl.flock, descriptor, fcntl.LOCK_UN)
        held = LockedFolder(folder, descriptor)
        try:
            yield held
        finally:
            with contextlib.suppress(OSError):  # what the disk does not let go, the next build will
                held.tidy()
                for each in missing:
                    each.rmdir()
