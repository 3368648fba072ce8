"""What code a build runs: the generator's, its libraries' and Python's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def code_fingerprint() -> bytes:
    """The same 16 bytes for the same code, wherever it lies: the files of the generator, the
    distributions that can be imported, in their order, and Python."""
    return fingerprint(_PACKAGE, sys.path)


def fingerprint(package: Path, import_folders: list[str]) -> bytes:
    """``code_fingerprint`` of the code in these folders. Raises OSError if a file of the package
    cannot be read."""
    import sqlite3  # its library makes a file of the output

    digest = blake2b(digest_size=16)
    versions = (sys.implementation.name, sys.version, sqlite3.sqlite_version)
    for name in (*versions, *_distributions(import_folders)):
        digest.update(_counted(os.fsencode(name)))
    root = os.fspath(package)
    for path in _files(root):
        digest.update(_counted(os.fsencode(path.removeprefix(root).replace(os.sep, "/"))))
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (Path.open takes twice as long)
            digest.update(_counted(file.read()))
    return digest.digest()


def _files(folder: str) -> Iterator[str]:
    """The files below a folder, without what Python compiled, in the same order everywhere."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                yield entry.path


def _distributions(folders: list[str]) -> Iterator[str]:
    """Name and version of what is installed, without the generator, whose files are compared.

    ``importlib.metadata`` says the same, but to import it takes longer than all the rest.
    """
    for folder in folders:
        try:
            with os.scandir(folder or ".") as entries:
                names = sorted(entry.name for entry in entries)
        except NotADirectoryError:
            archive = Path(folder).stat()
            names = [f"{archive.st_size}-{archive.st_mtime_ns}.dist-info"]
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and not name.startswith("explainer-"):
                yield name


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data
