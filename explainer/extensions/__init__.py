"""The extensions of a build: outputs, rules and filters.

The generator's own outputs and rules are values of the same types. Those of a site are in modules
beside its ``build.py``, which passes their names to ``main``; see docs/extending.md::

    extensions=Extensions(
        outputs=("site_extras:word_counts",),
        rules=("site_extras:capitals",),
        filters=("site_extras:in_capitals",),
    )

``reads`` are the files, besides its own module, that the function of an extension reads: paths
relative to the site's folder. Its results are made again when one of them changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct

from explainer.checks.rule import Finding, FindProblems, Rule, Subject
from explainer.config import Extensions
from explainer.diagnostics import Diagnostic, Location
from explainer.renderers.files import FileJob, FolderJob, LinkedSite, OutputFile

if TYPE_CHECKING:
    from explainer.renderers.html import RenderJob
    from explainer.resolve.resolved_site import PageJob
else:

    def __getattr__(name: str) -> object:
        if name != "RenderJob":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from explainer.renderers.html import RenderJob  # late, since it loads all kinds of pages

        return RenderJob


__all__ = [
    "Diagnostic",
    "Extensions",
    "Filter",
    "FilterValue",
    "FindProblems",
    "Finding",
    "LinkedSite",
    "Location",
    "MakeFiles",
    "Output",
    "OutputFile",
    "RenderJob",
    "Rule",
    "Subject",
]


class MakeFiles(Protocol):
    """A pure function from a site without errors to files, jobs that each render a page, or errors.

    The paths of files are relative to the output folder, written with ``/``, and different from
    those of other outputs; their data are bytes. An exception is an error of the output.
    """

    def __call__(self, site: LinkedSite, /) -> Iterable[OutputFile | RenderJob | Diagnostic]: ...


Made: TypeAlias = "OutputFile | FileJob | FolderJob | RenderJob | PageJob | Diagnostic"
"""What an output of the generator makes, which knows more ways to say it."""


class FilterValue(Protocol):
    """A pure function from a value in a template, and the arguments in brackets after the filter's
    name, to another value: ``{{ page.citation | in_capitals }}``.

    The result is escaped, unless it is ``markupsafe.Markup``. An exception is reported as an error
    of the filter, with the place in the template.
    """

    def __call__(self, value: Any, /, *arguments: Any, **options: Any) -> object: ...


class Output(Struct, frozen=True):
    """Files of a site, made by ``make``. In the preview, an output that can wait is made a moment
    after the others."""

    name: str
    make: Callable[[LinkedSite], Iterable[Made]]
    can_wait: bool = False
    reads: tuple[str, ...] = ()


class Filter(Struct, frozen=True):
    """A filter, by its name in templates."""

    name: str
    apply: FilterValue
    reads: tuple[str, ...] = ()
