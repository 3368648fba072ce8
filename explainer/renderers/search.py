"""Make what the search page searches with: Pagefind's engine, and an index for each language."""

from __future__ import annotations

import gzip
import os
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import PurePosixPath
from subprocess import PIPE, Popen
from typing import Any

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
_MOST_AT_ONCE = 1_000_000
"""Bytes of an answer that are taken at once."""


class SearchFailed(Exception):
    """Pagefind did not do what it was asked for."""


def search_files(
    found: Sequence[tuple[str, Passage]], languages: Sequence[str]
) -> Iterator[OutputFile]:
    """The engine and the index to passages, each with the code of its language, which is one of
    the site's ``languages``. Raises SearchFailed if Pagefind does."""
    made = _indexed(_extract(language, passage) for language, passage in found)
    entry = msgspec.json.decode(made[_ENTRY])
    made[_ENTRY] = msgspec.json.encode(entry, order="sorted")  # its languages are in any order
    if all(each["wasm"] for each in entry["languages"].values()):
        del made["wasm.unknown.pagefind"]  # for languages whose endings it knows not
    yield from _bundles(made, found, languages)
    for path in sorted(made):
        if any(fnmatchcase(path, pattern) for pattern in _PUBLISHED):
            yield OutputFile(f"{FOLDER}/{path}", made[path])


def _indexed(pages: Iterable[str]) -> dict[str, bytes]:
    """The files of an index to pages, whose addresses there are their numbers. Pagefind takes them
    in their order; of a folder it would read them in that of the file system, and near numbers
    take less room."""
    from pagefind_bin import get_executable

    own = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}  # for Windows; nobody's settings
    with Popen([get_executable(), "--service"], env=own, stdin=PIPE, stdout=PIPE) as service:
        _ask(service, type="NewIndex", config={})
        for number, page in enumerate(pages):
            _ask(service, type="AddFile", index_id=0, url=str(number), file_contents=page)
        files = _ask(service, type="GetFiles", index_id=0)["files"]
    return {each["path"]: b64decode(each["content"]) for each in files}


def _ask(service: Popen[bytes], **request: object) -> dict[str, Any]:
    """What Pagefind answers: messages either way are JSON in base64, with a comma behind each, as
    its own packages for other languages write them."""
    assert service.stdin
    assert service.stdout
    message = msgspec.json.encode({"message_id": 1, "payload": request})
    service.stdin.write(b64encode(message) + b",")
    service.stdin.flush()
    answer = b""
    while not answer.endswith(b","):
        if not (piece := os.read(service.stdout.fileno(), _MOST_AT_ONCE)):
            raise SearchFailed("Pagefind ended before it answered")
        answer += piece
    payload: dict[str, Any] = msgspec.json.decode(b64decode(answer))["payload"]
    if payload["type"] == "Error":
        raise SearchFailed(payload["message"])
    return payload


def _bundles(
    made: Mapping[str, bytes], found: Sequence[tuple[str, Passage]], languages: Sequence[str]
) -> Iterator[OutputFile]:
    """The passages as search.js shows them, in bundles of one language and kind; and for each
    language, also if nothing stands in it, the names that Pagefind gave them, by kind and by bundle
    in the order there: so not all is read to show some of each kind. Pagefind's own filters have
    other bytes each time."""
    read = {}
    for path, packed in made.items():
        if path.startswith("fragment/"):
            data = gzip.decompress(packed).removeprefix(b"pagefind_dcd")
            fragment = msgspec.json.decode(data)
            # its name without the language; its text, of which Pagefind counts the words
            name = PurePosixPath(path).stem.rpartition("_")[2]
            read[fragment["url"]] = name, fragment["content"]
    bundles: dict[tuple[str, str, int], list[tuple[str, object]]] = {}
    sizes = Counter[tuple[str, str]]()
    for number, (language, each) in enumerate(found):
        name, text = read[str(number)]
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


def _extract(language: str, passage: Passage) -> str:
    """A page for Pagefind, which reads the words of its title and text, and of the rest."""
    kept = {"title": passage.title, "states": "; ".join(passage.states), "page": passage.page}
    tag = '<i data-pagefind-meta="{}[title]" title="{}"></i>'
    values = "".join(tag.format(name, escape(value)) for name, value in kept.items() if value)
    return with_plain_spaces(
        f'<!DOCTYPE html><html lang="{language}"><body data-pagefind-body>'
        f"{values}{escape(passage.text or passage.title)}"
    )
