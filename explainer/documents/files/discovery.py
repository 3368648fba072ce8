"""Find and load the files in ``content/``, without leaving it. Strangers may have put them there,
so none is read through a link or from a pipe."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import same_file, unportable
from explainer.diagnostics import Diagnostic, Severity, closest

FOLDERS = {
    "explainers": (".md",),
    "pages": (".md",),
    "facts": (".yaml", ".yml"),
    "sources": (".yaml", ".yml", ".json", ".bib", ".ris"),
    "words": (".po",),
    "images": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"),
}
SINGLE_FILES = (
    *("site.yaml", "topics.yaml", "glossary.yaml", "people.yaml", "places.yaml", "units.yaml"),
    *("attested.yaml", "changes.yaml"),
)
_TRANSLATION = re.compile(r"facts\.[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\.ya?ml")
LARGEST_TEXT = 8_000_000
LARGEST_IMAGE = 50_000_000
_FOR_READERS = ("readme", "license", "licence")
"""What notes to the readers of a folder begin with."""
_SYSTEM_FILES = ("thumbs.db", "desktop.ini")
_UNDRAWN = (".svg", ".tif", ".tiff", ".bmp", ".heic", ".pdf")

# Windows has neither; nor has it pipes among its files.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # or opening a pipe would wait for whoever writes to it
    | getattr(os, "O_BINARY", 0)
)


class ContentFile(Struct, frozen=True):
    """A file that the site is made of. ``path`` is relative to the site, ``folder`` to
    ``content/``, where it is empty for a file at the top; both are written with ``/``."""

    path: str
    folder: str
    file: str
    """Where it lies; a string, since a path is slow to make."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Discovered(Struct, frozen=True):
    """What was found; ``refused`` are the paths, as in ContentFile, that an error keeps out."""

    files: tuple[ContentFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[str, ...] = ()


def discover(content: Path) -> Discovered:
    """The files that the site is made of, sorted by path, and what does not belong there.

    Hidden files and editors' backups are skipped. Nothing outside ``content`` is opened: a
    symbolic link that leads out of it is an error.
    """
    files: list[ContentFile] = []
    diagnostics: list[Diagnostic] = []
    refused: list[str] = []
    if content.is_symlink() and not content.resolve().is_relative_to(content.parent.resolve()):
        hint = "Put the folder itself in its place, or build where it lies, with --site."
        message = "content/ is a link that leads out of the site"
        leaving = Diagnostic.of_file(content.name, "leaves-site", message, hint)
        return Discovered((), (leaving,), (content.name,))
    for shown, path in _walk(content, diagnostics, refused):
        folder, _, name = shown.removeprefix("content/").rpartition("/")
        if name.lower().startswith(_FOR_READERS) or name.lower() in _SYSTEM_FILES:
            continue
        if problem := _misfit(shown, folder, name):
            diagnostics.append(problem)
            refused += [shown] if problem.is_error else []
        else:
            files.append(ContentFile(shown, folder, path))
    files.sort(key=lambda each: each.path)
    return Discovered(tuple(files), (*diagnostics, *_twins(files)), tuple(refused))


def is_translation(name: str) -> bool:
    """Whether a file in ``content/`` itself holds translations of facts: ``facts.ru.yaml``."""
    return _TRANSLATION.fullmatch(name) is not None


def load(file: ContentFile) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The file's bytes, or None and a diagnostic if it cannot be read or is too large."""
    limit = LARGEST_IMAGE if file.folder == "images" else LARGEST_TEXT
    path = Path(file.file)
    content = path.parents[file.path.count("/") - 1]
    if path.is_symlink():  # it may have come since it was discovered
        if problem := _link_problem(path, content):
            return None, (Diagnostic.of_file(file.path, *problem),)
        path = path.resolve()
    try:
        data = read_file(path, limit)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        message = f"this file cannot be read: {reason}"
        return None, (
            Diagnostic.of_file(file.path, "unreadable", message, "Check its permissions."),
        )
    if len(data) > limit:
        message = f"this file is larger than {limit // 1_000_000} MB"
        hint = "Save it smaller." if file.folder == "images" else "Divide it."
        return None, (Diagnostic.of_file(file.path, "too-large", message, hint),)
    return data, ()


def _walk(
    content: Path, diagnostics: list[Diagnostic], refused: list[str]
) -> Iterator[tuple[str, str]]:
    """Every file under ``content``, including symbolic links to files inside it, as in
    ContentFile, and where it lies."""

    def refuse(shown: str, code: str, message: str, hint: str) -> None:
        refused.append(shown)
        diagnostics.append(Diagnostic.of_file(shown, code, message, hint))

    folders = [("content", str(content))]
    while folders:
        above, folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            message = f"this folder cannot be read: {error.strerror}"
            refuse(above, "unreadable", message, "Check its permissions.")
            continue
        for entry in entries:
            if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
                continue
            shown = f"{above}/{entry.name}"
            problem = _link_problem(Path(entry.path), content) if entry.is_symlink() else None
            if not entry.name.isprintable():
                message = "this name holds what cannot be read or seen"
                problem = ("name", message, "Rename it; letters, digits and hyphens are safe.")
            elif reason := unportable(entry.name):
                problem = ("name", reason, "Rename it, so that the site fits on every system.")
            if problem is None and entry.is_dir():
                folders.append((shown, entry.path))
            elif problem is None and entry.is_file():
                yield shown, entry.path
            else:
                refuse(
                    shown, *(problem or ("unreadable", "this is no ordinary file", "Delete it."))
                )


def _link_problem(path: Path, content: Path) -> tuple[str, str, str] | None:
    """Why a symbolic link is refused: (code, message, hint); None if it leads to a file inside."""
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        target = None  # a circle of links
    if target is not None and not target.is_relative_to(content.resolve()):
        return "leaves-site", "this link leads out of content/", "Put the file itself in its place."
    if target is None or not target.exists():
        return "unreadable", "this link leads nowhere", "Delete it, or put the file in its place."
    if target.is_dir():
        return "unreadable", "this is a link to a folder", "Put the folder itself in its place."
    return None


def _twins(files: Iterable[ContentFile]) -> Iterator[Diagnostic]:
    """Report files whose names differ in case only, or in how a letter is written: on some systems
    they are one file. Names of pages have no capitals, which is reported elsewhere."""
    first: dict[str, str] = {}
    for file in [each for each in files if FOLDERS.get(each.folder) != (".md",)]:
        other = first.setdefault(same_file(file.path), file.name)
        if other != file.name:
            message = f"{file.name} differs from {other} in case only"
            if other.casefold() != file.name.casefold():
                message = f"{file.name} differs from {other} in how a letter is stored only"
            hint = "Rename one of them: on Windows and macOS they are one file."
            yield Diagnostic.of_file(file.path, "duplicate-address", message, hint)


def _misfit(shown: str, folder: str, name: str) -> Diagnostic | None:
    """The diagnostic for a file that nothing reads."""
    lower = name.lower()
    fitting = [f for f in FOLDERS if lower.endswith(FOLDERS[f])]
    if folder == "images" and lower.endswith(_UNDRAWN):
        hint = f"Save it as {', '.join(s[1:] for s in FOLDERS['images'])}."
        return Diagnostic.of_file(shown, "image-kind", f"{name} is no image that pages show", hint)
    if folder in FOLDERS:
        suffixes = FOLDERS[folder]
        if lower.endswith(suffixes):
            return None
        hint = f"Files in content/{folder}/ end in {' or '.join(suffixes)}"
        known = next((s for s in suffixes if f"{s}." in lower or f"{s} " in lower), "")
        if lower.endswith(".markdown") or known:
            stem = name[: lower.index(known)] if known else name.rpartition(".")[0]
            hint += f": rename it to {stem}{known or suffixes[0]}, or delete it"
        elif fitting:
            hint += f". Does it belong into content/{'/ or content/'.join(fitting)}/?"
        return _unread(shown, hint if hint.endswith("?") else f"{hint}.")
    if name in SINGLE_FILES or is_translation(name):
        return _unread(shown, "Put it into content/ itself.") if folder else None
    stems = {each.partition(".")[0]: each for each in SINGLE_FILES}
    word = folder or name.partition(".")[0]
    hint = f"content/ has the folders {', '.join(FOLDERS)} and the files {', '.join(SINGLE_FILES)}."
    if file := closest(word, stems):
        one = f"What it holds belongs into content/{stems[file]}."
        hint = one if folder else f'Did you mean "{stems[file]}"?'
    elif close := closest(word, FOLDERS) or (fitting[0] if len(fitting) == 1 else None):
        hint = f"Put it into content/{close}/."
    return _unread(shown, hint)


def _unread(path: str, hint: str) -> Diagnostic:
    found = Diagnostic.of_file(path, "misplaced-file", "nothing reads this file", hint)
    return replace(found, severity=Severity.WARNING)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file; one byte more than ``limit`` if there are more.

    What is opened is looked at, not the path: it may be replaced in between. Raises OSError for
    what cannot be read, and for a link, a folder, a pipe or a device at the path itself.
    """
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", os.fspath(path))
        return opened.read(limit + 1)
