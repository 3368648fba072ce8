"""Make what the search page searches with: Pagefind's engine, and an index for each language."""

from __future__ import annotations

import gzip
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from markupsafe import escape

from explainer.renderers.files import OutputFile
from explainer.resolve.dataset.dataset import with_plain_spaces
from explainer.resolve.makers.linked_pages import Passage

FOLDER = "search/pagefind"
_ENTRY = "pagefind-entry.json"
_PUBLISHED = ("pagefind.js", _ENTRY, "*.pf_meta", "wasm.*.pagefind", "*/*.pf_*")
"""What a search reads. The rest is Pagefind's own interface, and a second engine for workers."""


def search_files(found: Sequence[tuple[str, Passage]]) -> Iterator[OutputFile]:
    """The engine and the index to passages, each with the code of its language. Raises
    CalledProcessError if Pagefind fails."""
    from pagefind_bin import get_executable

    own = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}  # for Windows; nobody's settings
    with TemporaryDirectory() as name:
        read, made = Path(name, "read"), Path(name, "made")
        kinds = {f"/{_path(passage.address)}": passage.kind for _, passage in found}
        for language, passage in found:
            path = read / _path(passage.address)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_extract(language, passage), encoding="utf-8")
        command = [get_executable(), "--silent", "--site", read, "--output-path", made]
        subprocess.run(command, cwd=name, env=own, check=True, stdout=subprocess.DEVNULL)
        # its languages are in another order each time
        entry = msgspec.json.decode((made / _ENTRY).read_bytes())
        (made / _ENTRY).write_bytes(msgspec.json.encode(entry, order="sorted"))
        if all(each["wasm"] for each in entry["languages"].values()):
            (made / "wasm.unknown.pagefind").unlink()  # for languages whose endings it knows not
        yield OutputFile(f"{FOLDER}/groups.json", _groups(made, kinds))
        for path in sorted({path for pattern in _PUBLISHED for path in made.glob(pattern)}):
            yield OutputFile(f"{FOLDER}/{path.relative_to(made).as_posix()}", path.read_bytes())


def _groups(made: Path, kinds: Mapping[str, str]) -> bytes:
    """The names that Pagefind gave to what it found, by their kinds in the order of these: so
    search.js need not load all to show some of each. Its own filters have other bytes each time."""
    groups: dict[str, list[str]] = {kind: [] for kind in kinds.values()}
    for path in sorted(made.glob("fragment/*")):
        told = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        groups[kinds[msgspec.json.decode(told)["url"]]].append(path.stem)
    return msgspec.json.encode(groups)


def _path(address: str) -> str:
    """A file for the passage at ``address``, from which search.js makes the address again: unlike
    what is told beside the words, Pagefind does not search it."""
    page, _, anchor = address.partition("#")
    return f"{page}@{anchor}.html"


def _extract(language: str, passage: Passage) -> str:
    """A page for Pagefind, which reads the words of its title and text, and keeps the rest."""
    kept = {"title": passage.title, "states": "; ".join(passage.states), "page": passage.page}
    tag = '<i data-pagefind-meta="{}[title]" title="{}"></i>'
    values = "".join(tag.format(name, escape(value)) for name, value in kept.items() if value)
    return with_plain_spaces(
        f'<!DOCTYPE html><html lang="{language}"><body data-pagefind-body>'
        f"{values}{escape(passage.text or passage.title)}"
    )
