"""Files of the site, as values, made or to be made; and the site as outputs are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from explainer.model.site.site import Site
    from explainer.renderers.folders import AssetBundle
    from explainer.renderers.templates import Templates
    from explainer.resolve.resolved_site import ResolvedSite


class OutputFile(Struct, frozen=True):
    """A file of the site: its path below the output folder, written with ``/``, and its bytes."""

    path: str
    data: bytes


class FileJob(Struct, frozen=True):
    """A file that is made unless it is there already. ``inputs`` is the digest of all that its
    bytes depend on besides the generator and its libraries; what is slow to make is kept.
    ``write`` writes it to a path where no file is, and raises OSError if it cannot."""

    path: str
    inputs: bytes
    write: Callable[[Path], object]
    slow: bool = False


def written(make: Callable[[], bytes]) -> Callable[[Path], object]:
    """The ``write`` of a job for a file that is small enough to be made as a whole."""
    return lambda path: path.write_bytes(make())


class FolderJob(Struct, frozen=True):
    """The same for all files below ``path``, whose names are known when they are made."""

    path: str
    inputs: bytes
    make: Callable[[], Iterable[OutputFile]]


class LinkedSite(Struct, frozen=True):
    """A site that is checked and linked, with the assets and templates for its pages.

    ``folder`` holds ``content/``; ``site`` is the parsed content; ``resolved`` is the pages and the
    open data. ``assets`` or ``templates`` is None if it has errors, which are in ``diagnostics``;
    the site is then not sound.
    """

    folder: Path
    site: Site
    resolved: ResolvedSite
    assets: AssetBundle | None
    templates: Templates | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether there are no errors, so that outputs can be made."""
        return not any(d.is_error for d in self.diagnostics)
