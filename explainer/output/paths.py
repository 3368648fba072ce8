"""Paths of output files: which are safe on any system, which are the same file on some, and which
are refused before anything is written; and the manifest, a list of the files that a build wrote,
kept in the output folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import MsgspecError, Struct, json

from explainer.addresses import same_file
from explainer.config import Refused, find_generator_root

OWN_PREFIX = ".explainer-"
"""The prefix of files that this package needs itself, at the top of the output folder."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')


def is_safe_path(path: str) -> bool:
    """Whether ``path`` is relative, stays below its folder and means one file on any system."""
    parts = path.split("/")
    return (
        not _FORBIDDEN.search(path)
        and not parts[0].startswith(OWN_PREFIX)
        and all(part and part[-1] not in ". " for part in parts)
    )


def parents_of(path: str) -> list[str]:
    """The folders above ``path``, nearest first, without the output folder itself."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]


def path_problems(paths: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What keeps files from being written beside one another: the paths that it is about, and
    the reason."""
    spellings: dict[str, str] = {}
    found: dict[str, None] = {}
    for path in paths:
        if not is_safe_path(path):
            yield (path,), f"{path!r} is not a path that can be written safely"
        same = spellings.setdefault(same_file(path), path)
        if path in found:
            yield (path,), f"two files are to be written to {path}"
        elif same != path:
            yield (same, path), f"{same} and {path} are one file where case does not count"
        found[path] = None
    folders: dict[str, str] = {}
    for path in found:
        for parent in parents_of(path):
            folded = same_file(parent)
            if there := spellings.get(folded):
                yield (there, path), f"{there} cannot be a file and the folder of {path}"
            same = folders.setdefault(folded, parent)
            if same != parent:
                reason = f"{same} and {parent} are one folder where case does not count"
                yield (path,), reason


MANIFEST = f"{OWN_PREFIX}manifest.json"
_VERSION = 1


class _Manifest(Struct):
    version: int
    files: dict[str, str]


def load_manifest(folder: Path) -> dict[str, str] | None:
    """The SHA-256 of each path that the last build listed; None without a valid manifest."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file():
            return None
        manifest = json.decode(path.read_bytes(), type=_Manifest)
    except (OSError, MsgspecError, RecursionError):
        return None
    sound = manifest.version == _VERSION and all(map(is_safe_path, manifest.files))
    return manifest.files if sound else None


def manifest_bytes(hashes: Mapping[str, str]) -> bytes:
    """The manifest that lists ``hashes``, the SHA-256 of each path, with one path per line."""
    manifest = {"version": _VERSION, "files": {**hashes}}
    return json.format(json.encode(manifest, order="sorted"), indent=1) + b"\n"


def check_output_folder(folder: Path, site: Path) -> None:
    """Refuse a folder where writing would mix with what the site is made of.

    Raises Refused for the site's root or a folder around it, and for any place inside
    the content, templates or assets of the site or of the generator.
    """
    target = folder.resolve()
    for root in dict.fromkeys((site.resolve(), find_generator_root())):
        if root.is_relative_to(target):
            raise Refused(f"{folder} holds the site itself; choose a folder inside or beside it")
        for name in ("content", "templates", "assets"):
            if target.is_relative_to(root / name):
                raise Refused(
                    f"{folder} lies inside {name}/, which is read, not written; choose another"
                )


def refuse_paths(paths: Iterable[str]) -> None:
    """Refuse paths that are unsafe, or cannot be written beside one another."""
    for _, reason in path_problems(paths):
        raise Refused(reason)


def refuse_strangers(folder: Path) -> None:
    """Refuse a folder that holds files, except names that begin with a dot (.gitkeep, .git)."""
    strangers = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    if not strangers:
        return
    link = (folder / MANIFEST).is_symlink()
    reason = f"its {MANIFEST} is a link" if link else f"no build wrote it ({strangers[0]})"
    raise Refused(f"{folder} is not empty and {reason}; empty it or choose another folder")


def is_damaged(folder: Path) -> bool:
    """Whether a manifest is there that cannot be loaded (a power cut, a full disk): a build wrote
    to the folder nevertheless."""
    return stat.S_ISREG(mode_of(folder / MANIFEST))


def strays_beside(folder: Path, new: Container[str]) -> tuple[str, ...]:
    """The files in the folder that are not of this build."""
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return tuple(sorted(path for path in files if path not in new and not path.startswith(".")))


def refuse_foreign(folder: Path, new: Iterable[str], old: Mapping[str, str]) -> None:
    """Refuse to overwrite, or to write through, what no build wrote."""
    for parent in sorted({parent for path in new for parent in parents_of(path)}):
        mode = mode_of(folder / parent)
        if mode and not stat.S_ISDIR(mode) and parent not in old:
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "a file"
            raise Refused(f"{folder / parent} is {kind} that no build wrote; move it away")
    for path in new:
        if not _may_stand_there(folder, path, old):
            raise Refused(
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
    alike = [folder / other for other in old if same_file(path) == same_file(other)]
    return any(mode_of(each) and os.path.samestat(each.lstat(), target.lstat()) for each in alike)


def _holds_only(inside: Path, folder: Path, old: Mapping[str, str]) -> bool:
    """Whether the folder ``inside`` goes when the files listed in ``old`` are removed."""
    return all(
        (folders or names)
        and not any((Path(root) / name).is_symlink() for name in folders)
        and all((Path(root) / name).relative_to(folder).as_posix() in old for name in names)
        for root, folders, names in os.walk(inside)
    )


def mode_of(path: Path) -> int:
    """The type and mode of what is at ``path``, without following a link; 0 for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
