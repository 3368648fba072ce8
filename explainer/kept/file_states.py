"""Whether files have changed, told without reading them, as git's index does.

Size, times and inode of a file stand for its bytes. Not where it was changed so shortly before they
were taken that one more change might leave them as they are: such a file is read again.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct

Stamp: TypeAlias = tuple[int, int, int, int]
"""Size, times of the last change and of the last change of status in nanoseconds, inode."""

FileState: TypeAlias = tuple[Stamp | None, bytes]
"""The stamp of a file, None if it was too young to be believed, and the SHA-256 of its bytes, which
are empty for a file that is not there."""

_LARGEST_FILE = 50_000_000
"""Of a larger file a build reads nothing. What it holds need not be known."""
_SECOND = 1_000_000_000
_TICK = _SECOND // 20
"""More than a tick of the clock by which file systems date files."""
_COARSE_TICK = 2 * _SECOND
"""That of file systems that keep whole seconds, or every second one."""
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


class Snapshot(Struct, frozen=True):
    """Folders and links by path, with where they lead; files by path, with their states."""

    names: dict[str, str] = {}
    files: dict[str, FileState] = {}

    def holds_the_same(self, other: Snapshot) -> bool:
        """Whether there are the same folders and links, and files with the same bytes."""
        return (
            self.names == other.names
            and self.files.keys() == other.files.keys()
            and all(state[1] == other.files[path][1] for path, state in self.files.items())
        )


def take_snapshot(
    folders: Iterable[str], files: Iterable[str], known: Mapping[str, FileState], now: int
) -> Snapshot:
    """The folders with all that is in them, and the files, as they are at ``now``, in nanoseconds
    since 1970. Only files that differ from those ``known`` are read.

    Passed over are names that begin with a dot or end in ``~``. What is missing is noted as such.
    Raises OSError for what cannot be read, and for anything but files, folders and links to files.
    """
    names = {file: os.path.realpath(file) for file in files}
    paths = [*names.values()]
    for folder in folders:
        names[folder] = os.path.realpath(folder)
        if os.path.lexists(folder):
            names[folder] += os.sep
            paths += _walk(folder, names)
    return Snapshot(names, {path: file_state(path, known.get(path), now) for path in paths})


def _walk(folder: str, names: dict[str, str]) -> Iterator[str]:
    """The files in a folder, those that links lead to among them; put links and folders into
    ``names``."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            path = entry.path
            if entry.is_symlink():
                names[path] = f"{os.readlink(path)}\0{os.path.realpath(path)}"  # noqa: PTH115
                path = os.path.realpath(path)
                os.lstat(path)  # a link to nothing is refused by a build
            elif entry.is_dir(follow_symlinks=False):
                names[path] = ""
                yield from _walk(path, names)
                continue
            yield path


def file_state(path: str, known: FileState | None, now: int) -> FileState:
    """The state of a file at ``now``; it is read only if it differs from the one ``known``. Raises
    OSError for anything but a file."""
    try:
        stamp = stamp_of(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None, b""
    if known and known[0] == stamp:
        return known
    return settled(stamp, now), _digest(path, stamp)


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file. Raises OSError for anything else."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def settled(stamp: Stamp, now: int) -> Stamp | None:
    """The stamp, if a later change of the file would change it too."""
    changed = max(stamp[1], stamp[2])
    tick = _TICK if stamp[1] % _SECOND else _COARSE_TICK
    return stamp if changed < now - tick else None


def _digest(path: str, stamp: Stamp) -> bytes:
    if stamp[0] > _LARGEST_FILE:
        return repr(stamp).encode()
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        return sha256(file.read(stamp[0] + 1)).digest()
