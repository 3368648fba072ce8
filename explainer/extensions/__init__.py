"""What a build is extended with: outputs, rules and filters.

The generator's own outputs and rules are the same values as those of a site. A site's stand in
modules beside its ``build.py``, which names them to ``main``; see docs/extending.md::

    extensions=Extensions(
        outputs=("site_extras:word_counts",),
        rules=("site_extras:capitals",),
        filters=("site_extras:in_capitals",),
    )

``reads`` are files that the functions of an extension read, beside their own module: paths from
the site's folder on. What they make is made again when one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from explainer.checks.rule import Finding, FindProblems, Rule, Subject
from explainer.config import Extensions
from explainer.diagnostics import Diagnostic
from explainer.renderers.files import OutputFile
from explainer.renderers.linked_site import LinkedSite

if TYPE_CHECKING:
    from explainer.renderers.html import RenderJob

__all__ = [
    "Diagnostic",
    "Extensions",
    "Filter",
    "FilterValue",
    "FindProblems",
    "Finding",
    "LinkedSite",
    "MakeFiles",
    "Output",
    "OutputFile",
    "Rule",
    "Subject",
]


class MakeFiles(Protocol):
    """From a site without errors to files, to jobs that render a page each, or to errors.

    It is a pure function: the same site gives the same files. A path is relative to the output
    folder, written with ``/``, and no other output's; data are bytes. Whatever it raises is an
    error that names it.
    """

    def __call__(self, site: LinkedSite, /) -> Iterable[OutputFile | RenderJob | Diagnostic]: ...


class FilterValue(Protocol):
    """From a value in a template, with what stands in brackets behind the filter's name, to
    another value: ``{{ page.citation | in_capitals }}``.

    It is a pure function. What it returns is escaped, unless it is ``markupsafe.Markup``.
    Whatever it raises is an error that names it and the template.
    """

    def __call__(self, value: Any, /, *arguments: Any, **options: Any) -> object: ...


@dataclass(frozen=True, slots=True)
class Output:
    """Files of a site, made by ``make``. What can wait is made a moment after the rest in the
    preview."""

    name: str
    make: MakeFiles
    can_wait: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter for templates, by its name there."""

    name: str
    apply: FilterValue
    reads: tuple[str, ...] = ()
