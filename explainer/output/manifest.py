"""The manifest: a list of the files that a build wrote, kept in the output folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from explainer.output.paths import OWN_PREFIX, is_safe_path

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
