"""Read the content files of a site: those that were parsed before are taken over."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from explainer.config import find_content
from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, discover, load
from explainer.making.memory import Memory
from explainer.making.work import parser
from explainer.making.workers import Workers
from explainer.model.site.assembly import ParsedFiles
from explainer.model.site.content_files import ParsedFile, gather, parse_file
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
    texts: dict[ContentFile, bytes] = {}
    for file in discovered.files:
        if file.folder != "images":
            data, problems = load(file)
            diagnostics += problems
            if data is None:
                unread.append(file.path)
            else:
                texts[file] = data
    digests = {
        file.path: memory.key(file.path.encode(), blake2b(data, digest_size=16).digest())
        for file, data in texts.items()
    }
    files = _parse(texts, digests, memory, workers, progress)
    images = [file.name for file in discovered.files if file.folder == "images"]
    parsed = gather([files[path] for path in digests], images, unread)
    diagnostics = [*_with_settings(parsed, diagnostics)]
    found = (*diagnostics, *(d for path in digests for d in files[path].diagnostics))
    return Reading(parsed, found, digests)


def _parse(
    texts: Mapping[ContentFile, bytes],
    digests: Mapping[str, bytes],
    memory: Memory,
    workers: Workers,
    progress: Progress,
) -> dict[str, ParsedFile]:
    """The files, by their paths."""
    if not memory.remembers and not workers.spread(len(texts)):
        found: dict[str, ParsedFile] = {}
        for number, (file, data) in enumerate(texts.items()):
            progress(Stage.READING, number, len(texts))
            found[file.path] = parse_file(file, data)
        return found
    found = memory.find_parsed(digests)
    due = [(file, data) for file, data in texts.items() if file.path not in found]
    parsed = workers.run(parser, None, due)
    for (file, _), data in zip(due, parsed, strict=True):
        progress(Stage.READING, len(found), len(texts))
        found[file.path] = memory.keep_parsed(file.path, digests[file.path], data)
    return found


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
