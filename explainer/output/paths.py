"""Paths of output files: which are safe on any system, and which are the same file on some; and
the manifest, a list of the files that a build wrote, kept in the output folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from explainer.addresses import same_file

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
    parents = []
    while slash := path.rfind("/") + 1:
        path = path[: slash - 1]
        parents.append(path)
    return parents


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


def load_manifest(folder: Path) -> dict[str, str] | None:
    """The SHA-256 of each path that the last build listed; None without a valid manifest."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file():
            return None
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or manifest.get("version") != _VERSION:
        return None
    files = manifest.get("files")
    if not isinstance(files, dict):
        return None
    sound = all(isinstance(value, str) and is_safe_path(key) for key, value in files.items())
    return files if sound else None


def manifest_bytes(hashes: Mapping[str, str]) -> bytes:
    """The manifest that lists ``hashes``, the SHA-256 of each path, with one path per line."""
    manifest = {"version": _VERSION, "files": dict(hashes)}
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()
