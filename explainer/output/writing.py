"""Write the output: add to the manifest, replace files as a whole, reduce the manifest."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from explainer.output.known_files import KnownFiles
from explainer.output.manifest import MANIFEST, load_manifest, manifest_bytes
from explainer.output.paths import OWN_PREFIX, fold, parents_of
from explainer.output.refusals import (
    OutputRefused,
    by_path,
    mode_of,
    refuse_foreign,
    refuse_strangers,
    status_of,
)
from explainer.renderers.files import OutputFile

# A fixed name for the file being written, so that one left by a killed build is found again.
_UNFINISHED = f"{OWN_PREFIX}unfinished"


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many files were written, left as they were, and removed.

    ``changed_paths`` are those written and those removed, sorted.
    """

    written: int
    unchanged: int
    removed: int
    changed_paths: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        return self.written + self.removed


def write_output(
    folder: Path, files: Iterable[OutputFile], known: KnownFiles | None = None
) -> WriteReport:
    """Write ``files`` to ``folder``, and remove the other files of earlier builds.

    A caller that writes to the same folder repeatedly keeps ``known`` between the calls. Raises
    OutputRefused, before anything is written, for an unsafe path, for two paths that are one file
    on some systems, for a folder that holds files but no manifest, and for a path where there is
    a file that no build wrote; also if the disk fails.
    """
    new = by_path(files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return _write_all(folder, new, known or KnownFiles())
    except OSError as error:
        where = error.filename or folder
        raise OutputRefused(f"cannot write {where}: {error.strerror or error}") from error


def _write_all(folder: Path, new: Mapping[str, bytes], known: KnownFiles) -> WriteReport:
    (folder / _UNFINISHED).unlink(missing_ok=True)
    listed = load_manifest(folder)
    if listed is None:
        refuse_strangers(folder)
    old = listed or {}
    unsure = {path: data for path, data in new.items() if not known.holds(folder, path, data)}
    refuse_foreign(folder, unsure, old)

    hashes = {path: known.digest(path, data) for path, data in new.items()}
    if not old.keys() >= new.keys():
        _write_changed(folder, MANIFEST, manifest_bytes({**hashes, **old}), known)
    stale = sorted(old.keys() - new.keys())
    in_the_way = _in_the_way(stale, new)
    removed = [path for path in in_the_way if _remove(folder, path)]
    written = [path for path, data in unsure.items() if _write_changed(folder, path, data, known)]
    removed += [path for path in stale if path not in in_the_way and _remove(folder, path)]
    _write_changed(folder, MANIFEST, manifest_bytes(hashes), known)
    return WriteReport(
        written=len(written),
        unchanged=len(new) - len(written),
        removed=len(removed),
        changed_paths=tuple(sorted([*written, *removed])),
    )


def _in_the_way(stale: Sequence[str], new: Iterable[str]) -> list[str]:
    """The stale files that must be removed before new ones can be written."""
    if not stale:
        return []
    files = {fold(path) for path in new}
    taken = files | {fold(parent) for path in new for parent in parents_of(path)}
    return [
        path
        for path in stale
        if fold(path) in taken or files.intersection(map(fold, parents_of(path)))
    ]


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write to ``folder``: a preview and a build may run together.

    The folder itself is locked, so no lock file is left behind. Windows has no such lock.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_changed(folder: Path, path: str, data: bytes, known: KnownFiles) -> bool:
    """Write the file unless it holds ``data`` already; return whether it was written."""
    target = folder / path
    status = status_of(target)
    if (
        status
        and stat.S_ISREG(status.st_mode)
        and status.st_size == len(data)
        and target.read_bytes() == data
    ):
        known.note(path, status, data)
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder / _UNFINISHED
    try:
        with unfinished.open("xb") as file:
            file.write(data)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    known.note(path, target.lstat(), data)
    return True


def _remove(folder: Path, path: str) -> bool:
    """Remove one listed file and the folders it leaves empty; return whether it was there."""
    parents = [folder / parent for parent in parents_of(path)]
    if any(parent.is_symlink() for parent in parents):
        return False  # what a link leads to is not ours
    target = folder / path
    mode = mode_of(target)
    there = bool(mode) and not stat.S_ISDIR(mode)
    if there:
        target.unlink()
    for parent in parents:
        with contextlib.suppress(OSError):
            parent.rmdir()
    return there
