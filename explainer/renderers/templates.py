"""Templates as a value: they travel with a job, by their text, to wherever it is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from explainer.diagnostics import Diagnosed, Diagnostic, Location
from explainer.renderers.folders import merged_files

FOLDER = "templates/"
"""How a template's path begins in a finding, whichever folder it came from."""


Filters: TypeAlias = tuple[tuple[str, Callable[..., object]], ...]
"""What a site adds to Jinja's filters, by the names that templates use. They pickle, and two that
are equal do the same."""


class TemplateProblem(Diagnosed):
    """A template that cannot be read or rendered."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Names and texts, sorted by name; two with the same fingerprint have the same. ``filters``
    are those of the site."""

    sources: tuple[tuple[str, str], ...] = field(compare=False, repr=False)
    fingerprint: str
    filters: Filters = ()


def load_templates(folders: Sequence[Path], filters: Filters = ()) -> Templates:
    """Read every template of the folders, earlier ones winning file by file.

    Raises FolderProblem for a link that leads out of its folder, TemplateProblem for a file
    that is not UTF-8.
    """
    sources = tuple((name, _text(name, path)) for name, path in merged_files(folders).items())
    return Templates(sources, _fingerprint(sources), filters)


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
