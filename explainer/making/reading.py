"""Read the content files of a site: those that were parsed before are taken over."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.msgpack import decode, encode

from explainer.config import find_content
from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, discover, load
from explainer.documents.files.pictures import Picture, read_picture
from explainer.making.memory import Memory
from explainer.making.work import parser
from explainer.making.workers import Workers
from explainer.model.site.content_files import ParsedFile, ParsedFiles, parse_file
from explainer.progress import Progress, Stage


class Reading(Struct, frozen=True):
    """The parsed files of a site; ``digests`` tell what each was parsed from, by its path."""

    parsed: ParsedFiles
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[str, bytes]


def read_site(site: Path, memory: Memory, workers: Workers, progress: Progress) -> Reading:
    """The content files, each parsed by itself. Raises ``SiteNotFound``."""
    discovered = discover(find_content(site))
    diagnostics = list(discovered.diagnostics)
    unread = list(discovered.refused)
    texts = [file for file in discovered.files if file.folder != "images"]
    files = _take_over(site, texts, memory)
    read: dict[ContentFile, bytes] = {}
    for file in texts:
        if file.path not in files:
            data, problems = load(file)
            diagnostics += problems
            if data is None:
                unread.append(file.path)
            else:
                read[file] = data
    files |= _parse(read, memory, workers, progress)
    digests = {path: files[path][0] for path in sorted(files)}
    pictures = [file for file in discovered.files if file.folder == "images"]
    root = os.path.realpath(site)
    images = {f.name: _look_at(f, memory.inputs.get(f"{root}/{f.path}"), memory) for f in pictures}
    parsed = ParsedFiles(tuple(files[path][1] for path in digests), images, tuple(unread))
    diagnostics = [*_with_settings(parsed, diagnostics)]
    found = (*diagnostics, *(d for path in digests for d in files[path][1].diagnostics))
    return Reading(parsed, found, digests)


def _take_over(
    site: Path, files: Sequence[ContentFile], memory: Memory
) -> dict[str, tuple[bytes, ParsedFile]]:
    """The files that were parsed before and have not changed since, by their paths, each with the
    digest of what it was parsed from. They are not read."""
    root = os.path.realpath(site)
    known = ((file.path, memory.inputs.get(f"{root}/{file.path}")) for file in files)
    digests = {path: seen for path, seen in known if seen and _is_text(path)}
    found = memory.find_parsed(digests)
    return {path: (digests[path], parsed) for path, parsed in found.items()}


def _parse(
    read: Mapping[ContentFile, bytes], memory: Memory, workers: Workers, progress: Progress
) -> dict[str, tuple[bytes, ParsedFile]]:
    """Files that were read, by their paths, each with the digest of what it was parsed from."""
    found: dict[str, tuple[bytes, ParsedFile]] = {}
    keeps = memory.remembers or workers.spread(len(read))
    digests: dict[str, bytes] = {}
    for number, (file, data) in enumerate(read.items()):
        if keeps and _is_text(file.path):
            digests[file.path] = sha256(data).digest()
        else:
            progress(Stage.READING, number, len(read))
            found[file.path] = b"", parse_file(file, data)
    for path, kept in memory.find_parsed(digests).items():
        found[path] = digests[path], kept
    due = [(file, data) for file, data in read.items() if file.path not in found]
    for (file, _), made in zip(due, workers.run(parser, None, due), strict=True):
        progress(Stage.READING, len(found), len(read))
        digest = digests[file.path]
        found[file.path] = digest, memory.keep_parsed(file.path, digest, made)
    return found


def _look_at(file: ContentFile, seen: bytes | None, memory: Memory) -> Picture:
    """What is in a file of ``content/images/``, of which ``seen`` is the digest, if it is known."""
    path = os.fsencode(file.path)
    known = memory.find_made(memory.key(path, seen)) if seen else None
    if known is None:
        data, problems = load(file)
        if data is None:
            return Picture(problem=problems[0])
        known = encode(read_picture(file.path, data))
        memory.keep_made(memory.key(path, sha256(data).digest()), known)
    return decode(known, type=Picture)


def _is_text(path: str) -> bool:
    """Whether a path can be written in Unicode: not every name of a file can."""
    return path.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in path)


def _with_settings(parsed: ParsedFiles, found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics, with an error if there is no ``site.yaml``; one that has another name is
    reported with it."""
    if parsed.settings is not None or {"content", "content/site.yaml"} & {*parsed.unread}:
        return found
    hint = "Write content/site.yaml with a line title: and the site's name."
    misnamed = [
        each
        for each in found
        if each.code == "misplaced-file"
        and each.location.path.casefold().startswith("content/site.")
    ]
    if misnamed:
        hint = f"Rename {misnamed[-1].location.path} to site.yaml."
    message = "the site has no title"
    missing = Diagnostic.of_file("content/site.yaml", "no-site", message, hint)
    return [*(each for each in found if each not in misnamed), missing]
