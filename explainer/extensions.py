"""What the generator is extended with: its own outputs, and those that a site adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from explainer.diagnostics import Diagnostic
from explainer.renderers.files import OutputFile
from explainer.renderers.html import RenderJob
from explainer.renderers.linked_site import LinkedSite


class MakeFiles(Protocol):
    """From a sound site to files, to jobs that render a page each, or to what is wrong with it.

    It is a pure function: the same site gives the same files. No two outputs make a file of the
    same path.
    """

    def __call__(self, site: LinkedSite, /) -> Iterable[OutputFile | RenderJob | Diagnostic]: ...


@dataclass(frozen=True, slots=True)
class Output:
    """Files of a site. What can wait is made a moment after the rest in the preview."""

    name: str
    make: MakeFiles
    can_wait: bool = False
