"""Merge folders, so that a site's own files replace those of the generator file by file; and
collect style sheets, scripts, fonts and images from them: join them, name them by their bytes. The
rules that a site's theme adds to the style sheet are made here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from explainer.addresses import same_file, unportable
from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import read_file
from explainer.model.site.colours import COLOURS, palette
from explainer.model.site.records import ThemeRecord
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
            if path.is_symlink() and not (path.is_file() and path.resolve().is_relative_to(top)):
                message = f'"{name}" is a link that does not lead to a file inside {folder.name}/'
                hint = "Put a copy of the file in its place."
                refused.append(Diagnostic.of_file(f"{folder.name}/{name}", "link", message, hint))
            twin = spellings.setdefault(same_file(name), name)
            same = f"Windows and macOS take {twin} for the same file" if twin != name else ""
            if reason := same or next(filter(None, map(unportable, name.split("/"))), ""):
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


def load_file(name: str, path: Path) -> bytes:
    """The bytes of a file of such a folder. Raises FolderProblem if it is too large, OSError if it
    cannot be read; ``name`` is what the editor knows it by."""
    data = read_file(path.resolve() if path.is_symlink() else path, LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        message = f"this file is larger than {LARGEST_FILE // 1_000_000} MB"
        raise FolderProblem([Diagnostic.of_file(name, "too-large", message, "Save it smaller.")])
    return data


_BOM = b"\xef\xbb\xbf"
_BUNDLES = (("style", "css", ".css"), ("figures", "css/figures", ".css"), ("notes", "js", ".js"))
"""What files of a folder are joined to: its name, the folder, and how their names end."""
_LOGO = (
    ".brand img{display:inline-block;vertical-align:middle;height:2.5rem;width:auto;"
    "margin-inline-end:.5rem}"
)


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


def asset_files(folders: Sequence[Path], theme: bytes = b"") -> AssetBundle:
    """Read the folders, earlier ones winning file by file. ``theme`` are rules that stand behind
    the first style sheet, which holds what they change.

    ``css/*.css`` are joined and minified to ``assets/style.<hash>.css``, ``css/figures/*.css`` to
    ``assets/figures.<hash>.css``, and ``js/*.js`` likewise to ``assets/notes.<hash>.js``, in the
    order of their file names. Every other file is copied under
    its own name. Raises FolderProblem for a link that leads out of its folder
    and for a file that is too large.
    """
    import rcssmin
    import rjsmin

    found = merged_files(folders)
    others, bundles = dict.fromkeys(found), dict[str, OutputFile]()
    for stem, folder, suffix in _BUNDLES:
        names = [n for n in found if n.rpartition("/")[0] == folder and n.endswith(suffix)]
        texts = [load_file(f"assets/{name}", found[name]).removeprefix(_BOM) for name in names]
        if stem == "style" and theme:
            texts.insert(1, theme)
        minify = rjsmin.jsmin if suffix == ".js" else rcssmin.cssmin
        if data := minify(b"\n".join(texts)):
            fingerprint = hashlib.sha256(data).hexdigest()[:8]
            bundles[stem] = OutputFile(f"assets/{stem}.{fingerprint}{suffix}", data)
        others = {name: None for name in others if name not in names}
    files = [OutputFile(f"assets/{n}", load_file(f"assets/{n}", found[n])) for n in others]
    style, drawings, script = (
        bundles[stem].path if stem in bundles else "" for stem, _, _ in _BUNDLES
    )
    files = sorted((*files, *bundles.values()), key=lambda file: file.path)
    return AssetBundle(tuple(files), style, script, drawings)


def theme_styles(theme: ThemeRecord) -> bytes:
    """Custom properties for what the theme changes, and the logo's size; empty if it changes
    nothing. Names of typefaces have no quotation marks or other signs, by their grammar."""
    light, dark = (palette("light", theme.colours.light), palette("dark", theme.colours.dark))
    properties = {
        colour.token: f"light-dark({light[name]},{dark[name]})"
        for name, colour in COLOURS.items()
        if (light[name], dark[name]) != (colour.light, colour.dark)
    }
    for names, token, last in (
        (theme.fonts.text, "serif", "serif"),
        (theme.fonts.headings, "display", "serif"),
        (theme.fonts.labels, "sans", "sans-serif"),
    ):
        if names:
            quoted = (name if name.islower() else f'"{name}"' for name in names)
            properties[token] = ",".join((*quoted, last))
    if theme.radius is not None:
        properties["radius"] = f"{theme.radius}px"
    root = ";".join(f"--{token}:{value}" for token, value in properties.items())
    return f"{root and f':root{{{root}}}'}{_LOGO if theme.logo else ''}".encode()
