"""Templates as a value: they travel with a job, by their text, to wherever it is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from explainer.diagnostics import Diagnostic, Location
from explainer.renderers.folders import merged_files

FOLDER = "templates/"
"""How a template's path begins in a finding, whichever folder it came from."""


class TemplateProblem(Exception):
    """A template that cannot be read or rendered; ``diagnostic`` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic

    def __reduce__(self) -> tuple[type[TemplateProblem], tuple[Diagnostic]]:
        return type(self), (self.diagnostic,)


@dataclass(frozen=True, slots=True)
class Templates:
    """Names and texts, sorted by name; two with the same fingerprint are the same."""

    sources: tuple[tuple[str, str], ...] = field(compare=False, repr=False)
    fingerprint: str


def load_templates(folders: Sequence[Path]) -> Templates:
    """Read every template of the folders, earlier ones winning file by file.

    Raises FolderProblem for a link that leads out of its folder, TemplateProblem for a file
    that is not UTF-8.
    """
    sources = tuple((name, _text(name, path)) for name, path in merged_files(folders).items())
    return Templates(sources, _fingerprint(sources))


def _text(name: str, path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateProblem(
            Diagnostic(
                code="template",
                location=Location(f"{FOLDER}{name}", data.count(b"\n", 0, error.start) + 1),
                message="this template is not UTF-8",
                hint="Save it as UTF-8.",
            )
        ) from None


def _fingerprint(sources: tuple[tuple[str, str], ...]) -> str:
    digest = hashlib.sha256()
    for part in (part for source in sources for part in source):
        data = part.encode()
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
