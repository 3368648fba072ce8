"""Files of the site, as values: made, or to be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


class OutputFile(Struct, frozen=True):
    """A file of the site: its path below the output folder, written with ``/``, and its bytes."""

    path: str
    data: bytes


class FileJob(Struct, frozen=True):
    """A file that is made unless it is there already. ``inputs`` is the digest of all that its
    bytes depend on."""

    path: str
    inputs: bytes
    make: Callable[[], bytes]


class LargeFileJob(Struct, frozen=True):
    """The same for a file as large as the site: ``write`` writes it to a path where no file is, and
    raises OSError if it cannot."""

    path: str
    inputs: bytes
    write: Callable[[Path], object]
