"""Where the files of a build go, other than into the output folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from explainer.renderers.files import OutputFile


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
