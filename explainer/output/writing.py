"""Write the output: add to the manifest, replace files as a whole, reduce the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from explainer.output.folder import LockedFolder, locked
from explainer.output.known_files import KnownFiles
from explainer.output.manifest import MANIFEST, load_manifest, manifest_bytes
from explainer.output.paths import fold, parents_of
from explainer.output.refusals import (
    OutputRefused,
    by_path,
    refuse_foreign,
    refuse_strangers,
    strays_after_damage,
)
from explainer.renderers.files import OutputFile


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
        with locked(folder) as held:
            return _write_all(held, new, known or KnownFiles())
    except OSError as error:
        where = error.filename or folder
        raise OutputRefused(f"cannot write {where}: {error.strerror or error}") from error


def _write_all(held: LockedFolder, new: Mapping[str, bytes], known: KnownFiles) -> WriteReport:
    held.tidy()
    folder, listed = held.path, load_manifest(held.path)
    strays = None
    if listed is None and (strays := strays_after_damage(folder, new)) is None:
        refuse_strangers(folder)
    # Without a list, only files at the paths of this build are taken for those of earlier ones.
    old = listed or (dict.fromkeys(new, "") if strays is not None else {})
    unsure = {path: data for path, data in new.items() if not known.holds(folder, path, data)}
    refuse_foreign(folder, unsure, old)

    hashes = {path: known.digest(path, data) for path, data in new.items()}
    if listed is None or not old.keys() >= new.keys():
        _write_changed(held, MANIFEST, manifest_bytes({**hashes, **old}), known)
    stale = sorted(old.keys() - new.keys())
    in_the_way = _in_the_way(stale, new)
    removed = [path for path in in_the_way if held.remove(path)]
    written = [path for path, data in unsure.items() if _write_changed(held, path, data, known)]
    removed += [path for path in stale if path not in in_the_way and held.remove(path)]
    _write_changed(held, MANIFEST, manifest_bytes(hashes), known)
    return WriteReport(
        written=len(written),
        unchanged=len(new) - len(written),
        removed=len(removed),
        changed_paths=tuple(sorted([*written, *removed])),
        strays=strays,
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


def _write_changed(folder: LockedFolder, path: str, data: bytes, known: KnownFiles) -> bool:
    """Write the file unless it holds ``data`` already; return whether it was written."""
    changed = not folder.holds(path, data)
    if changed:
        folder.replace(path, data, lasting=path == MANIFEST)
    if status := folder.status(path):
        known.note(path, status, data)
    return changed
