"""Read files that strangers may have put there: never through a link, never from a pipe."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Windows has neither; nor has it pipes among its files.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # or opening a pipe would wait for whoever writes to it
    | getattr(os, "O_BINARY", 0)
)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file; one byte more than ``limit`` if there are more.

    What is opened is looked at, not the path: it may be replaced in between. Raises OSError for
    what cannot be read, and for a link, a folder, a pipe or a device at the path itself.
    """
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", os.fspath(path))
        return opened.read(limit + 1)
