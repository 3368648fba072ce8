"""The output folder while one process writes to it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from explainer.output.paths import parents_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_OLD = os.O_RDONLY | _NO_LINK | getattr(os, "O_BINARY", 0)


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

    def digest(self, path: str, size: int | None = None) -> str | None:
        """The SHA-256 of the file there; None if there is no ordinary file (of this size)."""
        status = self.status(path)
        if not status or not stat.S_ISREG(status.st_mode) or size not in (None, status.st_size):
            return None
        with os.fdopen(os.open(self._name(path), _OLD, dir_fd=self._descriptor), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def create(self, path: str, data: BinaryIO, *, lasting: bool) -> None:
        """Write a new file. ``lasting``: return when its bytes are on the disk."""
        descriptor = os.open(self._name(path), _NEW, 0o666, dir_fd=self._descriptor)
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(data, file)
            if lasting:
                file.flush()
                os.fsync(file.fileno())

    def take(self, source: LockedFolder, name: str, path: str) -> None:
        """Move the file ``name`` of another folder here, in place of what is there."""
        try:
            self._take(source, name, path)
        except FileNotFoundError:  # its folder is missing, as for few files of most builds
            for parent in reversed(parents_of(path)):
                with contextlib.suppress(FileExistsError):
                    self.make_folder(parent)
            self._take(source, name, path)

    def _take(self, source: LockedFolder, name: str, path: str) -> None:
        there, here = source._descriptor, self._descriptor
        os.replace(source._name(name), self._name(path), src_dir_fd=there, dst_dir_fd=here)

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
                self.remove_folder(parent)
        return there

    def names(self) -> list[str]:
        opened = self.path if self._descriptor is None else self._descriptor
        return os.listdir(opened)  # noqa: PTH208 (pathlib knows no descriptors)

    def make_folder(self, path: str) -> None:
        os.mkdir(self._name(path), dir_fd=self._descriptor)

    def remove_folder(self, path: str) -> None:
        os.rmdir(self._name(path), dir_fd=self._descriptor)

    @contextlib.contextmanager
    def subfolder(self, name: str) -> Iterator[LockedFolder]:
        """A folder in this one; it is not locked by itself. Raises OSError for a link."""
        if self._descriptor is None:
            yield LockedFolder(self.path / name, None)
            return
        flags = os.O_RDONLY | os.O_DIRECTORY | _NO_LINK
        descriptor = os.open(name, flags, dir_fd=self._descriptor)
        try:
            yield LockedFolder(self.path / name, descriptor)
        finally:
            os.close(descriptor)

    def _name(self, path: str) -> str:
        return path if self._descriptor is not None else f"{self.path}/{path}"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[LockedFolder]:
    """The folder, to which one process at a time writes: a preview and a build may run together.

    It is made if it is missing, and removed again if it stays empty. The folder itself is locked,
    so no lock file is left behind. Windows has no such lock.
    """
    made: list[Path] = []
    try:
        if sys.platform == "win32":
            made = _make(folder)
            yield LockedFolder(folder, None)
            return
        import fcntl

        while True:
            made = _make(folder)
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                with contextlib.suppress(OSError):  # some network file systems have no locks
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                if _is_at(folder, descriptor):
                    yield LockedFolder(folder, descriptor)
                    return
            finally:
                # Closing is not enough if processes that were forked meanwhile hold it open too.
                with contextlib.suppress(OSError):
                    fcntl.flock(descriptor, fcntl.LOCK_UN)
                os.close(descriptor)
    finally:
        with contextlib.suppress(OSError):
            for each in made:
                each.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make the folder and those around it; return those that were missing, innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _is_at(folder: Path, descriptor: int) -> bool:
    """Whether the opened folder is still there: who held the lock before may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    except FileNotFoundError:
        return False
