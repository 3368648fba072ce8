"""Merge folders, so that a site's own files replace those of the generator file by file; and
collect style sheets, scripts, fonts and images from them: join them, name them by their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from explainer.addresses import same_file, unportable
from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import read_file
from explainer.renderers.files import OutputFile

LARGEST_FILE = 50_000_000


class FolderProblem(Exception):
    """Raised for files that are refused; ``diagnostics`` says which and why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[type[FolderProblem], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


def merged_files(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Every file of the folders by its name (a path with ``/``), sorted; earlier folders win.

    Dotfiles, backups (``name~``) and missing folders are ignored. Raises FolderProblem for a link
    that leads out of its folder, or to a folder, for a folder that is a link out of the site, and
    for a name that not every system can have.
    """
    found: dict[str, Path] = {}
    refused: list[Diagnostic] = []
    spellings: dict[str, str] = {}
    for folder in reversed(folders):
        top = folder.resolve()
        if folder.is_symlink() and not top.is_relative_to(folder.parent.resolve()):
            message = f"{folder.name}/ is a link that leads out of the site"
            hint = "Put the folder itself in its place."
            refused.append(Diagnostic.of_file(folder.name, "leaves-site", message, hint))
            continue
        for name, path in _files(folder, ""):
            if path.is_symlink() and not _stays(path, top):
                message = f'"{name}" is a link that does not lead to a file inside {folder.name}/'
                hint = "Put a copy of the file in its place."
                refused.append(Diagnostic.of_file(f"{folder.name}/{name}", "link", message, hint))
            twin = spellings.setdefault(same_file(name), name)
            reason = next(filter(None, map(unportable, name.split("/"))), "")
            if twin != name:
                reason = f"Windows and macOS take {twin} for the same file"
            if reason:
                hint = "Rename it: the site must fit on every system."
                refused.append(Diagnostic.of_file(f"{folder.name}/{name}", "name", reason, hint))
            found[name] = path
    if refused:
        raise FolderProblem(sorted(refused, key=lambda d: d.location))
    return dict(sorted(found.items()))


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            name = f"{prefix}{entry.name}"
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{name}/")
            elif entry.is_symlink() or entry.is_file():
                yield name, Path(entry.path)


def _stays(link: Path, top: Path) -> bool:
    """Whether a link leads to a file inside its own folder."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(top)


def load_file(name: str, path: Path) -> bytes:
    """The bytes of a file of such a folder. Raises FolderProblem if it is too large, OSError if it
    cannot be read; ``name`` is what the editor knows it by."""
    data = read_file(path.resolve() if path.is_symlink() else path, LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        message = f"this file is larger than {LARGEST_FILE // 1_000_000} MB"
        raise FolderProblem([Diagnostic.of_file(name, "too-large", message, "Save it smaller.")])
    return data


_BOM = b"\xef\xbb\xbf"


class AssetBundle(Struct, frozen=True):
    """The files to write, and the addresses that every page links to, empty if there is no such
    file."""

    files: tuple[OutputFile, ...]
    stylesheet: str
    script: str
    drawings: str = ""
    """The style sheet of pages with figures."""

    @property
    def fingerprinted(self) -> tuple[str, ...]:
        """The addresses that change with what they lead to."""
        return tuple(filter(None, (self.stylesheet, self.script, self.drawings)))


def asset_files(folders: Sequence[Path]) -> AssetBundle:
    """Read the folders, earlier ones winning file by file.

    ``css/*.css`` are joined and minified to ``assets/style.<hash>.css``, ``css/figures/*.css`` to
    ``assets/figures.<hash>.css``, and ``js/*.js`` likewise to ``assets/notes.<hash>.js``, in the
    order of their file names. Every other file is copied under
    its own name. Raises FolderProblem for a link that leads out of its folder
    and for a file that is too large.
    """
    found = merged_files(folders)
    styles = [name for name in found if _lies_in(name, "css", ".css")]
    scripts = [name for name in found if _lies_in(name, "js", ".js")]
    drawings = [name for name in found if _lies_in(name, "css/figures", ".css")]
    others = [name for name in found if name not in {*styles, *scripts, *drawings}]

    def load(name: str) -> bytes:
        return load_file(f"assets/{name}", found[name])

    files = [OutputFile(f"assets/{name}", load(name)) for name in others]
    stylesheet = _named("style", ".css", _minified(_joined(map(load, styles))))
    figures = _named("figures", ".css", _minified(_joined(map(load, drawings))))
    script = _named("notes", ".js", _minified_script(_joined(map(load, scripts))))
    files += [file for file in (stylesheet, script, figures) if file]
    return AssetBundle(
        files=tuple(sorted(files, key=lambda file: file.path)),
        stylesheet=stylesheet.path if stylesheet else "",
        script=script.path if script else "",
        drawings=figures.path if figures else "",
    )


def _lies_in(name: str, folder: str, suffix: str) -> bool:
    return name.rpartition("/")[0] == folder and name.endswith(suffix)


def _joined(texts: Iterable[bytes]) -> bytes:
    return b"\n".join(text.removeprefix(_BOM) for text in texts)


def _minified(styles: bytes) -> bytes:
    """The style sheets without comments and white space."""
    import rcssmin

    small: bytes = rcssmin.cssmin(styles)
    return small


def _minified_script(scripts: bytes) -> bytes:
    """The scripts without comments and white space."""
    import rjsmin

    small: bytes = rjsmin.jsmin(scripts)
    return small


def _named(stem: str, suffix: str, data: bytes) -> OutputFile | None:
    """A file whose name depends only on its bytes; None if it is empty."""
    if not data:
        return None
    fingerprint = hashlib.sha256(data).hexdigest()[:8]
    return OutputFile(f"assets/{stem}.{fingerprint}{suffix}", data)
