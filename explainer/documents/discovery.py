"""What lies in ``content/``: a sorted walk that stays inside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explainer.diagnostics import Diagnostic, Location, Severity, did_you_mean

FOLDERS = {
    "explainers": (".md",),
    "pages": (".md",),
    "facts": (".yaml", ".yml"),
    "sources": (".yaml", ".yml", ".json"),
    "images": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"),
}
SINGLE_FILES = ("site.yaml", "glossary.yaml", "people.yaml", "places.yaml", "units.yaml")
LARGEST_TEXT = 8_000_000
LARGEST_IMAGE = 50_000_000
_CONTENT_SUFFIXES = (".md", ".markdown", ".yaml", ".yml", ".json")
_UNDRAWN = (".svg", ".tif", ".tiff", ".bmp", ".heic", ".pdf")


@dataclass(frozen=True, slots=True)
class ContentFile:
    """``path`` is relative to the site, written with ``/``; ``folder`` is empty at the top of ``content/``."""

    path: str
    folder: str
    file: Path

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Discovered:
    files: tuple[ContentFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def discover(content: Path) -> Discovered:
    """Every file that the site is made of, by path, and what does not belong there.

    Hidden files and editors' backups are passed over. Nothing outside ``content`` is
    opened: a link that leads out of it is an error, whatever it leads to.
    """
    files: list[ContentFile] = []
    diagnostics: list[Diagnostic] = []
    root = content.resolve()
    for path in _walk(content, root, diagnostics):
        relative = path.relative_to(content).as_posix()
        folder, _, name = relative.rpartition("/")
        shown = f"content/{relative}"
        if problem := _misfit(shown, folder, name):
            diagnostics.append(problem)
        elif (folder in FOLDERS and name.lower().endswith(FOLDERS[folder])) or (
            not folder and name in SINGLE_FILES
        ):
            files.append(ContentFile(shown, folder, path))
    files.sort(key=lambda each: each.path)
    return Discovered(tuple(files), tuple(diagnostics))


def load(file: ContentFile) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The file's bytes, or why they cannot be had."""
    limit = LARGEST_IMAGE if file.folder == "images" else LARGEST_TEXT
    try:
        with file.file.open("rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                return None, (
                    _whole(file.path, "unreadable", "this is no ordinary file", "Delete it."),
                )
            data = opened.read(limit + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return None, (
            _whole(
                file.path,
                "unreadable",
                f"this file cannot be read: {reason}",
                "Check its permissions.",
            ),
        )
    if len(data) > limit:
        return None, (
            _whole(
                file.path,
                "too-large",
                f"this file is larger than {limit // 1_000_000} MB",
                "Divide it.",
            ),
        )
    return data, ()


def _walk(content: Path, root: Path, diagnostics: list[Diagnostic]) -> Iterator[Path]:
    folders = [content]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            shown = f"content/{folder.relative_to(content).as_posix()}".removesuffix("/.")
            diagnostics.append(
                _whole(
                    shown,
                    "unreadable",
                    f"this folder cannot be read: {error.strerror}",
                    "Check its permissions.",
                )
            )
            continue
        for entry in entries:
            if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
                continue
            path = Path(entry.path)
            if entry.is_symlink() and not _stays(path, root, diagnostics, content):
                continue
            if entry.is_dir():
                if not entry.is_symlink():
                    folders.append(path)
            elif entry.is_file():
                yield path
            elif entry.is_symlink():
                diagnostics.append(
                    _whole(
                        f"content/{path.relative_to(content).as_posix()}",
                        "unreadable",
                        "this link leads nowhere",
                        "Delete it, or put the file in its place.",
                    )
                )


def _stays(path: Path, root: Path, diagnostics: list[Diagnostic], content: Path) -> bool:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        target = None
    if target is not None and target.is_relative_to(root):
        return True
    shown = f"content/{path.relative_to(content).as_posix()}"
    diagnostics.append(
        _whole(
            shown,
            "leaves-site",
            "this link leads out of content/",
            "Put the file itself in its place.",
        )
    )
    return False


def _misfit(shown: str, folder: str, name: str) -> Diagnostic | None:
    """A file that looks like content and that nothing reads."""
    lower = name.lower()
    if lower.startswith(("readme", "license", "licence")):
        return None
    if folder == "images" and lower.endswith(_UNDRAWN):
        return _whole(
            shown,
            "image-kind",
            f"{name} is no image that pages show",
            f"Save it as {', '.join(s[1:] for s in FOLDERS['images'])}.",
        )
    if folder in FOLDERS:
        if lower.endswith(_CONTENT_SUFFIXES) and not lower.endswith(FOLDERS[folder]):
            hint = f"Files in content/{folder}/ end in {' or '.join(FOLDERS[folder])}."
            return _whole(
                shown, "misplaced-file", "nothing reads this file", hint, Severity.WARNING
            )
        return None
    if not lower.endswith(_CONTENT_SUFFIXES) or (not folder and name in SINGLE_FILES):
        return None
    known = [*FOLDERS] if folder else [*SINGLE_FILES]
    close = did_you_mean(folder or name, known)
    hint = (
        close
        or f"content/ has the folders {', '.join(FOLDERS)} and the files {', '.join(SINGLE_FILES)}."
    )
    return _whole(shown, "misplaced-file", "nothing reads this file", hint, Severity.WARNING)


def _whole(
    path: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(
        code, Location(path.encode("utf-8", "backslashreplace").decode()), message, hint, severity
    )
