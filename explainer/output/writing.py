"""Write the output: files beside the old ones as they are made, and then all into their places."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from explainer.addresses import same_file
from explainer.config import Refused
from explainer.kept.file_states import FileState, stamp_of
from explainer.output.folder import LockedFolder, locked
from explainer.output.paths import (
    MANIFEST,
    OWN_PREFIX,
    is_damaged,
    load_manifest,
    manifest_bytes,
    parents_of,
    path_problems,
    refuse_foreign,
    refuse_paths,
    refuse_strangers,
    strays_beside,
)
from explainer.renderers.files import OutputFile

KnownFiles: TypeAlias = dict[str, FileState]
"""What the files of an output folder hold, by their paths, as earlier builds left them."""

_PACKED_BY_US = b"made by explainer"
"""The comment of a ZIP file that a build made, and may replace."""


class WriteReport(Struct, frozen=True):
    """How many files were written, left as they were, and removed.

    ``changed_paths`` are those written and those removed, sorted. ``strays`` is None, or, where the
    manifest was damaged, the files that stay since nobody knows who wrote them.
    """

    written: int
    unchanged: int
    removed: int
    changed_paths: tuple[str, ...] = ()
    strays: tuple[str, ...] | None = None

    @property
    def changed(self) -> int:
        return self.written + self.removed


@contextlib.contextmanager
def writing(folder: Path, known: KnownFiles | None = None) -> Iterator[Output]:
    """The folder, locked, for the files of one build. Left without ``commit``, it is as before.

    A caller that writes to the same folder repeatedly keeps ``known``, which this changes. Raises
    Refused for a folder that holds files but no manifest, and for a file; also if
    the disk fails.
    """
    with ExitStack() as held:
        with _disk_errors(folder, "."):
            if file := next((each for each in (folder, *folder.parents) if each.is_file()), None):
                rest = "move it away or choose another folder with --output"
                raise Refused(f"{file} is a file; {rest}")
            output = Output(held.enter_context(locked(folder)), {} if known is None else known)
        yield output


@contextlib.contextmanager
def packing(file: Path) -> Iterator[Output]:
    """A folder of its own for the files of one build, which are packed into ``file`` when they are
    committed. Raises Refused for a file that no build made; also if the disk fails."""
    with _disk_errors(file.parent, file.name):
        ours = not file.exists()
        none = FileNotFoundError, IsADirectoryError, BadZipFile
        with contextlib.suppress(*none), ZipFile(file) as archive:
            ours = archive.comment == _PACKED_BY_US
    if not ours:
        raise Refused(f"{file} was not made by a build; move it away or choose another name")
    with TemporaryDirectory() as name:
        folder = Path(name)
        with writing(folder) as output:
            yield output
        if paths := load_manifest(folder):
            with _disk_errors(file.parent, file.name):
                _pack(folder, sorted(paths), file)


def _pack(folder: Path, paths: list[str], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{OWN_PREFIX}unfinished-{file.name}")
    try:
        with ZipFile(unfinished, "w") as archive:
            archive.comment = _PACKED_BY_US
            for path in paths:
                entry = ZipInfo(path)  # of 1980, whenever it is made
                entry.create_system, entry.external_attr = 3, 0o100644 << 16  # on any system
                archive.writestr(entry, (folder / path).read_bytes(), ZIP_DEFLATED)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


class Sink:
    """Where the files of a build go, each path once. This one takes them nowhere, for a check."""

    def add(self, file: OutputFile, digest: str) -> None:
        """Take a file; ``digest`` is the SHA-256 of its data in hexadecimal."""

    def add_file(self, path: str, made: Path, digest: str) -> None:
        """Take a copy of the file ``made``."""

    def keep(self, path: str, digest: str) -> bool:
        """Whether there is a file with this SHA-256 at the path. If so it stays."""
        return True


class InMemory(Sink):
    """A sink for what is shown in place of the files in an output folder: ``files`` by their paths.
    ``digests`` are those of all files of the build, ``written`` of those in the folder."""

    def __init__(self, written: Mapping[str, str] = MappingProxyType({})) -> None:
        self._written = written
        self.digests: dict[str, str] = {}
        self.files: dict[str, bytes | None] = {}

    def add(self, file: OutputFile, digest: str) -> None:
        self.digests[file.path] = digest
        if self._written.get(file.path) != digest:
            self.files[file.path] = file.data

    def add_file(self, path: str, made: Path, digest: str) -> None:
        self.add(OutputFile(path, made.read_bytes()), digest)

    def keep(self, path: str, digest: str) -> bool:
        if kept := self._written.get(path) == digest:
            self.digests[path] = digest
        return kept


class Output(Sink):
    """The files of one build, handed over one by one in any order, each path once; ``commit``
    publishes them. All methods raise Refused, also if the disk fails."""

    def __init__(self, folder: LockedFolder, known: KnownFiles) -> None:
        self._folder = folder
        self._known = known
        self._listed = load_manifest(folder.path)
        self._damaged = self._listed is None and is_damaged(folder.path)
        if self._listed is None and not self._damaged:
            refuse_strangers(folder.path)
        # A killed build may have listed paths that are one file on some systems, or a file and its
        # folder. Which of them is there is not known before the stale one is removed.
        self._sure = {*(self._listed or ())}
        self._sure.difference_update(*(paths for paths, _ in path_problems(self._listed or ())))
        folder.tidy()
        self.digests: dict[str, str] = {}
        """The SHA-256 of each file so far, in hexadecimal, by its path."""
        self._unsure: set[str] = set()
        self._staged: dict[str, str] = {}

    def add(self, file: OutputFile, digest: str = "") -> None:
        """Write the file beside the old ones, unless it is there already. Its data is not kept;
        ``digest`` is its SHA-256, if that is known."""
        digest = digest or hashlib.sha256(file.data).hexdigest()
        with _disk_errors(self._folder.path, file.path):
            if not self._is_there(file.path, digest, len(file.data)):
                self._staged[file.path] = self._folder.stage(BytesIO(file.data))
            self.digests[file.path] = digest

    def add_file(self, path: str, made: Path, digest: str) -> None:
        """Add a copy of ``made``, a file of any size, which has this SHA-256."""
        with made.open("rb") as data, _disk_errors(self._folder.path, path):
            if not self._is_there(path, digest, made.stat().st_size):
                self._staged[path] = self._folder.stage(data)
            self.digests[path] = digest

    def keep(self, path: str, digest: str) -> bool:
        """Keep the file that an earlier build wrote to ``path``, if it has this SHA-256 (in
        hexadecimal). If False is returned it must be added, or is not in the output any more."""
        with _disk_errors(self._folder.path, path):
            if there := self._is_there(path, digest):
                self.digests[path] = digest
        return there

    def commit(self) -> WriteReport:
        """Put all files into their places, and remove the other files of earlier builds.

        Raises Refused, before anything is changed, for two paths that are one file on some
        systems, and for a path where there is a file that no build wrote.
        """
        if not self.digests.keys() <= self._sure:
            refuse_paths(self.digests)
        with _disk_errors(self._folder.path):
            return self._publish()

    def _is_there(self, path: str, digest: str, size: int | None = None) -> bool:
        """Whether the last build's file at ``path`` is known, or found, to have this SHA-256."""
        sure, again = path in self._sure, path in self.digests
        if again or not sure:
            refuse_paths([path, path] if again else [path])
        status = self._folder.status(path) if sure or self._damaged else None
        if status and not stat.S_ISREG(status.st_mode):
            status = None
        if status and self._known.get(path) == _state(status, digest):
            return True
        self._unsure.add(path)
        if status is None or self._folder.digest(path, size) != digest:
            return False
        self._known[path] = _state(status, digest)
        return True

    def _publish(self) -> WriteReport:
        new, folder = self.digests, self._folder
        # Without a list, only files at the paths of this build are taken for those of earlier ones.
        old = dict.fromkeys(new, "") if self._damaged else self._listed or {}
        strays = strays_beside(folder.path, new) if self._damaged else None
        refuse_foreign(folder.path, sorted(self._unsure & new.keys()), old)

        if self._listed is None or not old.keys() >= new.keys():
            self._write_manifest({**new, **old})
        stale = sorted(old.keys() - new.keys())
        in_the_way = _in_the_way(stale, new)
        removed = [path for path in in_the_way if folder.remove(path)]
        for path, name in sorted(self._staged.items()):
            folder.publish(name, path)
        removed += [path for path in stale if path not in in_the_way and folder.remove(path)]
        self._write_manifest(new)
        for path in self._known.keys() - new.keys():
            del self._known[path]
        for path in self._staged:
            if status := folder.status(path):
                self._known[path] = _state(status, new[path])
        changed, written = tuple(sorted([*self._staged, *removed])), len(self._staged)
        return WriteReport(written, len(new) - written, len(removed), changed, strays)

    def _write_manifest(self, digests: Mapping[str, str]) -> None:
        data = manifest_bytes(digests)
        if self._folder.digest(MANIFEST, len(data)) != hashlib.sha256(data).hexdigest():
            self._folder.publish(self._folder.stage(BytesIO(data), lasting=True), MANIFEST)


def _state(status: os.stat_result, digest: str) -> FileState:
    return stamp_of(status), bytes.fromhex(digest)


def _in_the_way(stale: Sequence[str], new: Iterable[str]) -> list[str]:
    """The stale files that must be removed before new ones can be written."""
    if not stale:
        return []
    files = {*map(same_file, new)}
    taken = files | {same_file(parent) for path in new for parent in parents_of(path)}

    def stands(path: str) -> bool:
        return same_file(path) in taken or not files.isdisjoint(map(same_file, parents_of(path)))

    return [*filter(stands, stale)]


@contextlib.contextmanager
def _disk_errors(folder: Path, path: str = "") -> Iterator[None]:
    """Turn what the disk refuses into Refused, which names ``path`` or what was refused."""
    try:
        yield
    except OSError as error:
        where = folder / (path or error.filename2 or error.filename or "")
        raise Refused(f"cannot write {where}: {error.strerror or error}") from error
