"""Files that wait beside those of the last build until they take their places."""

from __future__ import annotations

import contextlib
import re
import stat
from contextlib import ExitStack
from typing import BinaryIO

from explainer.output.folder import LockedFolder
from explainer.output.paths import OWN_PREFIX

# A fixed name, so that what a killed build left is found again.
UNFINISHED = f"{OWN_PREFIX}unfinished"
_NUMBER = re.compile("[0-9]+")


class Staging:
    """Numbered files in a folder inside the output folder, and so on the same disk."""

    def __init__(self, folder: LockedFolder) -> None:
        """Remove what a killed build left."""
        self._folder = folder
        self._open = ExitStack()
        self._beside: LockedFolder | None = None
        self._count = 0
        self._tidy()

    def write(self, data: BinaryIO, *, lasting: bool = False) -> str:
        """Write a file, and return its name for ``publish``. ``lasting``: not before its bytes are
        on the disk, so that after a power cut it is never empty."""
        if self._beside is None:
            with contextlib.suppress(FileExistsError):
                self._folder.make_folder(UNFINISHED)
            self._beside = self._open.enter_context(self._folder.subfolder(UNFINISHED))
        name = str(self._count)
        self._count += 1
        self._beside.create(name, data, lasting=lasting)
        return name

    def publish(self, name: str, path: str) -> None:
        """Move the file to its path, in place of what is there."""
        assert self._beside, "a name is given out by write"
        self._folder.take(self._beside, name, path)

    def close(self) -> None:
        """Remove what was not published; what the disk does not let go is left for the next."""
        self._open.close()
        with contextlib.suppress(OSError):
            self._tidy()

    def _tidy(self) -> None:
        status = self._folder.status(UNFINISHED)
        if status and not stat.S_ISDIR(status.st_mode):
            self._folder.remove(UNFINISHED)  # of an earlier version; a link is not followed
        elif status:
            with self._folder.subfolder(UNFINISHED) as beside:
                for name in filter(_NUMBER.fullmatch, beside.names()):
                    beside.remove(name)
            with contextlib.suppress(OSError):  # what somebody else put there stays
                self._folder.remove_folder(UNFINISHED)
