"""Pack the files of a build into one ZIP file, whose bytes depend on theirs alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from explainer.output.manifest import load_manifest
from explainer.output.paths import OWN_PREFIX
from explainer.output.refusals import OutputRefused
from explainer.output.writing import Output, disk_errors, writing

_MARK = b"made by explainer"
"""The comment of such a file, which tells that a build may replace it."""


@contextmanager
def packing(file: Path) -> Iterator[Output]:
    """A folder of its own for the files of one build, which are packed into ``file`` when they are
    committed. Raises OutputRefused for a file that no build made; also if the disk fails."""
    with disk_errors(file.parent, file.name):
        ours = not file.exists()
        with suppress(FileNotFoundError, IsADirectoryError, BadZipFile), ZipFile(file) as archive:
            ours = archive.comment == _MARK
    if not ours:
        raise OutputRefused(f"{file} was not made by a build; move it away or choose another name")
    with TemporaryDirectory() as name:
        folder = Path(name)
        with writing(folder) as output:
            yield output
        if paths := load_manifest(folder):
            with disk_errors(file.parent, file.name):
                _pack(folder, sorted(paths), file)


def _pack(folder: Path, paths: list[str], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{OWN_PREFIX}unfinished-{file.name}")
    try:
        with ZipFile(unfinished, "w") as archive:
            archive.comment = _MARK
            for path in paths:
                entry = ZipInfo(path)  # of 1980, whenever it is made
                entry.create_system, entry.external_attr = 3, 0o100644 << 16  # on any system
                archive.writestr(entry, (folder / path).read_bytes(), ZIP_DEFLATED)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
