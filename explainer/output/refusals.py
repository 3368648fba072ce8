"""Refuse unsafe paths and folders before anything is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from explainer.addresses import same_file
from explainer.config import Refused, find_generator_root
from explainer.output.paths import MANIFEST, parents_of, path_problems

_SITE_FOLDERS = ("content", "templates", "assets")


class OutputRefused(Refused):
    """Nothing was written, or writing stopped; the message says where and why."""


def check_output_folder(folder: Path, site: Path) -> None:
    """Refuse a folder where writing would mix with what the site is made of.

    Raises OutputRefused for the site's root or a folder around it, and for any place inside
    the content, templates or assets of the site or of the generator.
    """
    target = folder.resolve()
    for root in dict.fromkeys((site.resolve(), find_generator_root())):
        if root.is_relative_to(target):
            raise OutputRefused(
                f"{folder} holds the site itself; choose a folder inside or beside it"
            )
        for name in _SITE_FOLDERS:
            if target.is_relative_to(root / name):
                raise OutputRefused(
                    f"{folder} lies inside {name}/, which is read, not written; choose another"
                )


def refuse_paths(paths: Iterable[str]) -> None:
    """Refuse paths that are unsafe, or cannot be written beside one another."""
    for _, reason in path_problems(paths):
        raise OutputRefused(reason)


def refuse_strangers(folder: Path) -> None:
    """Refuse a folder that holds files, except names that begin with a dot (.gitkeep, .git)."""
    strangers = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    if not strangers:
        return
    link = (folder / MANIFEST).is_symlink()
    reason = f"its {MANIFEST} is a link" if link else f"no build wrote it ({strangers[0]})"
    raise OutputRefused(f"{folder} is not empty and {reason}; empty it or choose another folder")


def is_damaged(folder: Path) -> bool:
    """Whether a manifest is there that cannot be loaded (a power cut, a full disk): a build wrote
    to the folder nevertheless."""
    return stat.S_ISREG(mode_of(folder / MANIFEST))


def strays_beside(folder: Path, new: Container[str]) -> tuple[str, ...]:
    """The files in the folder that are not of this build."""
    found = (
        (Path(root) / name).relative_to(folder).as_posix()
        for root, _, names in os.walk(folder)
        for name in names
    )
    return tuple(sorted(path for path in found if path not in new and not path.startswith(".")))


def refuse_foreign(folder: Path, new: Iterable[str], old: Mapping[str, str]) -> None:
    """Refuse to overwrite, or to write through, what no build wrote."""
    for parent in sorted({parent for path in new for parent in parents_of(path)}):
        mode = mode_of(folder / parent)
        if mode and not stat.S_ISDIR(mode) and parent not in old:
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "a file"
            raise OutputRefused(f"{folder / parent} is {kind} that no build wrote; move it away")
    for path in new:
        if not _may_stand_there(folder, path, old):
            raise OutputRefused(
                f"{folder / path} was not written by a build; move it away or rename the page"
            )


def _may_stand_there(folder: Path, path: str, old: Mapping[str, str]) -> bool:
    """Whether nothing is at ``path``, or only what an earlier build wrote."""
    target = folder / path
    mode = mode_of(target)
    if stat.S_ISDIR(mode):
        return _holds_only(target, folder, old)
    if not mode or path in old:
        return True
    # On a file system that ignores case, a page renamed in case only is still ours.
    return any(
        same_file(path) == same_file(other) and _same(target, folder / other) for other in old
    )


def _holds_only(inside: Path, folder: Path, old: Mapping[str, str]) -> bool:
    """Whether the folder ``inside`` goes when the files listed in ``old`` are removed."""
    for root, folders, names in os.walk(inside):
        here = Path(root)
        if not folders and not names:
            return False
        if any((here / name).is_symlink() for name in folders):
            return False
        if any((here / name).relative_to(folder).as_posix() not in old for name in names):
            return False
    return True


def mode_of(path: Path) -> int:
    """The type and mode of what is at ``path``, without following a link; 0 for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False
