"""Make what the search page searches with: Pagefind's engine, and an index for each language."""

from __future__ import annotations

import gzip
import os
import subprocess
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from markupsafe import escape

from explainer.renderers.files import OutputFile
from explainer.resolve.dataset.dataset import with_plain_spaces
from explainer.resolve.makers.linked_pages import Passage

FOLDER = "search/pagefind"
_ENTRY = "pagefind-entry.json"
_PUBLISHED = ("pagefind.js", _ENTRY, "*.pf_meta", "wasm.*.pagefind", "index/*.pf_index")
"""What a search reads. The rest is Pagefind's own interface, a second engine for workers, and a
file for each passage, of which there would be too many: we bundle them."""
_BUNDLE = 8000
"""Code points of titles and texts in a bundle: larger ones take less room on the host, smaller ones
less time for a reader, who is shown a few passages of each kind."""


def search_files(
    found: Sequence[tuple[str, Passage]], languages: Sequence[str]
) -> Iterator[OutputFile]:
    """The engine and the index to passages, each with the code of its language, which is one of
    the site's ``languages``. Raises CalledProcessError if Pagefind fails."""
    from pagefind_bin import get_executable

    own = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}  # for Windows; nobody's settings
    with TemporaryDirectory() as name:
        read, made = Path(name, "read"), Path(name, "made")
        for number, (language, passage) in enumerate(found):
            path = read / _file(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_extract(language, passage), encoding="utf-8")
        command = [get_executable(), "--silent", "--site", read, "--output-path", made]
        subprocess.run(command, cwd=name, env=own, check=True, stdout=subprocess.DEVNULL)
        # its languages are in another order each time
        entry = msgspec.json.decode((made / _ENTRY).read_bytes())
        (made / _ENTRY).write_bytes(msgspec.json.encode(entry, order="sorted"))
        if all(each["wasm"] for each in entry["languages"].values()):
            (made / "wasm.unknown.pagefind").unlink()  # for languages whose endings it knows not
        yield from _bundles(made, found, languages)
        for path in sorted({path for pattern in _PUBLISHED for path in made.glob(pattern)}):
            yield OutputFile(f"{FOLDER}/{path.relative_to(made).as_posix()}", path.read_bytes())


def _bundles(
    made: Path, found: Sequence[tuple[str, Passage]], languages: Sequence[str]
) -> Iterator[OutputFile]:
    """The passages as search.js shows them, in bundles of one language and kind; and for each
    language, also if nothing stands in it, the names that Pagefind gave them, by kind and by bundle
    in the order there: so not all is read to show some of each kind. Pagefind's own filters have
    other bytes each time."""
    read = {}
    for path in made.glob("fragment/*"):
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = msgspec.json.decode(data)
        # its name without the language; its text, of which Pagefind counts the words
        read[fragment["url"]] = path.stem.rpartition("_")[2], fragment["content"]
    bundles: dict[tuple[str, str, int], list[tuple[str, object]]] = {}
    sizes = Counter[tuple[str, str]]()
    for number, (language, each) in enumerate(found):
        name, text = read[f"/{_file(number)}"]
        row = (each.address, each.title, text if each.text else "", each.states, each.page)
        place = language, each.kind, sizes[language, each.kind] // _BUNDLE
        bundles.setdefault(place, []).append((name, row))
        sizes[language, each.kind] += len(each.title) + len(each.text)
    tables: dict[str, dict[str, dict[str, str]]] = {each: {} for each in languages}
    for (language, kind, _), bundle in bundles.items():
        data = msgspec.json.encode([row for _, row in bundle])
        digest = sha256(data).hexdigest()[:10]
        names = " ".join(name for name, _ in bundle)
        tables[language].setdefault(kind, {})[digest] = names
        yield _deflated(f"{language}/{digest}", data)
    for language, table in tables.items():
        yield _deflated(language, msgspec.json.encode(table))


def _deflated(name: str, data: bytes) -> OutputFile:
    """Not by gzip, whose head says on which system it was made."""
    return OutputFile(f"{FOLDER}/bundles/{name}.deflate", zlib.compress(data, 9))


def _file(number: int) -> str:
    """A few in a folder: Pagefind numbers them by folders, and near numbers take less room."""
    return f"{number // 32}/{number}.html"


def _extract(language: str, passage: Passage) -> str:
    """A page for Pagefind, which reads the words of its title and text, and of the rest."""
    kept = {"title": passage.title, "states": "; ".join(passage.states), "page": passage.page}
    tag = '<i data-pagefind-meta="{}[title]" title="{}"></i>'
    values = "".join(tag.format(name, escape(value)) for name, value in kept.items() if value)
    return with_plain_spaces(
        f'<!DOCTYPE html><html lang="{language}"><body data-pagefind-body>'
        f"{values}{escape(passage.text or passage.title)}"
    )
