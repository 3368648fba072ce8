"""Read the content files of a site: those that were parsed before are taken over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.msgpack import decode, encode

from explainer.config import find_content
from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, discover, load
from explainer.documents.files.pictures import Picture, read_picture
from explainer.making.memory import Memory
from explainer.making.workers import Workers
from explainer.model.site.content_files import (
    ParsedFile,
    ParsedFiles,
    encode_parsed,
    parse_file,
)
from explainer.progress import Progress, Stage


class Reading(Struct, frozen=True):
    """The parsed files of a site; ``digests`` tell what each was parsed from, by its path."""

    parsed: ParsedFiles
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[str, bytes]


def read_site(site: Path, memory: Memory, workers: Workers, progress: Progress) -> Reading:
    """The content files, each parsed by itself. Raises ``SiteNotFound``."""
    discovered = discover(find_content(site))
    diagnostics, unread = [*discovered.diagnostics], [*discovered.refused]
    root = os.path.realpath(site)
    seen = {file: memory.inputs.get(f"{root}/{file.path}") for file in discovered.files}
    texts = [file for file in seen if file.folder != "images"]
    known = {file.path: digest for file in texts if (digest := seen[file])}
    files = memory.find_parsed(known)  # of these nothing is read
    read: dict[ContentFile, bytes] = {}
    for file in texts:
        if file.path not in files:
            data, problems = load(file)
            diagnostics += problems
            if data is None:
                unread.append(file.path)
            else:
                read[file] = data
    digests = known | {file.path: sha256(data).digest() for file, data in read.items()}
    files |= _parse(read, digests, memory, workers, progress)
    images = {
        file.name: _look_at(file, seen[file], memory) for file in seen if file.folder == "images"
    }
    parsed = ParsedFiles(tuple(files[path] for path in sorted(files)), images, tuple(unread))
    found = (
        *_with_settings(parsed, diagnostics),
        *(d for f in parsed.files for d in f.diagnostics),
    )
    return Reading(parsed, found, digests)


def _parse(
    read: Mapping[ContentFile, bytes],
    digests: Mapping[str, bytes],
    memory: Memory,
    workers: Workers,
    progress: Progress,
) -> dict[str, ParsedFile]:
    """Files that were read, by their paths."""
    found: dict[str, ParsedFile] = {}
    if not memory.remembers and not workers.spread(len(read)):
        for file, data in read.items():
            progress(Stage.READING, len(found), len(read))
            found[file.path] = parse_file(file, data)
        return found
    found = memory.find_parsed({file.path: digests[file.path] for file in read})
    due = [(file, data) for file, data in read.items() if file.path not in found]
    for (file, _), made in zip(due, workers.run(_parser, None, due), strict=True):
        progress(Stage.READING, len(found), len(read))
        found[file.path] = memory.keep_parsed(file.path, digests[file.path], made)
    return found


def _parser(_: None) -> Callable[[tuple[ContentFile, bytes]], bytes]:
    """The function that parses a content file with its bytes, as ``decode_parsed`` reads it."""
    return _parse_one


def _parse_one(file: tuple[ContentFile, bytes]) -> bytes:
    return encode_parsed(parse_file(*file))


def _look_at(file: ContentFile, seen: bytes | None, memory: Memory) -> Picture:
    """What is in a file of ``content/images/``, of which ``seen`` is the digest, if it is known."""
    path = file.path.encode()
    known = memory.find_made(memory.key(path, seen)) if seen else None
    if known is None:
        data, problems = load(file)
        if data is None:
            return Picture(problem=problems[0])
        known = encode(read_picture(file.path, data))
        memory.keep_made(memory.key(path, sha256(data).digest()), known)
    return decode(known, type=Picture)


def _with_settings(parsed: ParsedFiles, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, with an error if there is no ``site.yaml``; one that has another name is
    reported with it."""
    if parsed.settings is not None or {"content", "content/site.yaml"} & {*parsed.unread}:
        return [*found]
    hint, others = "Write content/site.yaml with a line title: and the site's name.", []
    for each in found:
        path = each.location.path
        if each.code == "misplaced-file" and path.casefold().startswith("content/site."):
            hint = f"Rename {path} to site.yaml."
        else:
            others.append(each)
    message = "the site has no title"
    return [*others, Diagnostic.of_file("content/site.yaml", "no-site", message, hint)]
