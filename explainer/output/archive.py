"""Pack the files of a build into one ZIP file, whose bytes depend on theirs alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from explainer.output.manifest import load_manifest
from explainer.output.paths import OWN_PREFIX
from explainer.output.refusals import OutputRefused
from explainer.output.writing import Output, disk_errors, writing

_MARK = b"made by explainer"
"""The comment of such a file, which tells that a build may replace it."""
_A_FILE = 0o100644 << 16


@contextmanager
def packing(file: Path) -> Iterator[Output]:
    """A folder of its own for the files of one build, which are packed into ``file`` when they are
    committed. Raises OutputRefused for a file that no build made; also if the disk fails."""
    with disk_errors(file.parent, file.name):
        _refuse_others(file)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with writing(folder) as output:
            yield output
        if paths := load_manifest(folder):
            with disk_errors(file.parent, file.name):
                _pack(folder, sorted(paths), file)


def _refuse_others(file: Path) -> None:
    if not os.path.lexists(file):
        return
    try:
        with ZipFile(file) as archive:
            ours = archive.comment == _MARK and not file.is_symlink()
    except (BadZipFile, IsADirectoryError):
        ours = False
    if not ours:
        raise OutputRefused(f"{file} was not made by a build; move it away or choose another name")


def _pack(folder: Path, paths: list[str], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{OWN_PREFIX}unfinished-{file.name}")
    try:
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
            archive.comment = _MARK
            for path in paths:
                entry = ZipInfo(path)  # of 1980, whenever it is made
                entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
                entry.external_attr = _A_FILE
                archive.writestr(entry, (folder / path).read_bytes())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
