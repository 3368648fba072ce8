"""Collect style sheets, scripts, fonts and images; join them, and name them by their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from explainer.renderers.files import OutputFile
from explainer.renderers.folders import load_file, merged_files

_BOM = b"\xef\xbb\xbf"


class AssetBundle(Struct, frozen=True):
    """The files to write, and the addresses that every page links to, empty if there is no such
    file."""

    files: tuple[OutputFile, ...]
    stylesheet: str
    script: str


def asset_files(folders: Sequence[Path]) -> AssetBundle:
    """Read the folders, earlier ones winning file by file.

    ``css/*.css`` are joined and minified to ``assets/style.<hash>.css``, and ``js/*.js`` joined to
    ``assets/notes.<hash>.js``, in the order of their file names. Every other file is copied under
    its own name. Raises FolderProblem for a link that leads out of its folder
    and for a file that is too large.
    """
    found = merged_files(folders)
    styles = [name for name in found if _lies_in(name, "css", ".css")]
    scripts = [name for name in found if _lies_in(name, "js", ".js")]
    others = [name for name in found if name not in {*styles, *scripts}]

    def load(name: str) -> bytes:
        return load_file(f"assets/{name}", found[name])

    files = [OutputFile(f"assets/{name}", load(name)) for name in others]
    stylesheet = _named("style", ".css", _minified(_joined(map(load, styles))))
    script = _named("notes", ".js", _joined(map(load, scripts)))
    files += [file for file in (stylesheet, script) if file]
    return AssetBundle(
        files=tuple(sorted(files, key=lambda file: file.path)),
        stylesheet=stylesheet.path if stylesheet else "",
        script=script.path if script else "",
    )


def _lies_in(name: str, folder: str, suffix: str) -> bool:
    return name.startswith(f"{folder}/") and name.count("/") == 1 and name.endswith(suffix)


def _joined(texts: Iterable[bytes]) -> bytes:
    return b"\n".join(text.removeprefix(_BOM) for text in texts)


def _minified(styles: bytes) -> bytes:
    """The style sheets without comments and white space."""
    import rcssmin

    small: bytes = rcssmin.cssmin(styles)
    return small


def _named(stem: str, suffix: str, data: bytes) -> OutputFile | None:
    """A file whose name depends only on its bytes; None if it is empty."""
    if not data:
        return None
    fingerprint = hashlib.sha256(data).hexdigest()[:8]
    return OutputFile(f"assets/{stem}.{fingerprint}{suffix}", data)
