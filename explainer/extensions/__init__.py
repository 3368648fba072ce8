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
from typing import TYPE_CHECKING, TypeAlias

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
    "FindProblems",
    "Finding",
    "LinkedSite",
    "Location",
    "Output",
    "OutputFile",
    "RenderJob",
    "Rule",
    "Subject",
]


Made: TypeAlias = "OutputFile | FileJob | FolderJob | RenderJob | PageJob | Diagnostic"
"""What an output of the generator makes, which knows more ways to say it."""


class Output(Struct, frozen=True):
    """Files of a site, made by ``make``: a pure function from a site without errors to files, jobs
    that each render a page, or errors. In the preview, an output that can wait is made a moment
    after the others.

    The paths of files are relative to the output folder, written with ``/``, and different from
    those of other outputs; their data are bytes. An exception is an error of the output.
    """

    name: str
    make: Callable[[LinkedSite], Iterable[Made]]
    can_wait: bool = False
    reads: tuple[str, ...] = ()


class Filter(Struct, frozen=True):
    """A filter, by its name in templates: ``{{ page.citation | in_capitals }}``.

    ``apply`` is a pure function from a value, and the arguments in brackets after the name, to
    another value, which is escaped, unless it is ``markupsafe.Markup``. An exception is reported as
    an error of the filter, with the place in the template.
    """

    name: str
    apply: Callable[..., object]
    reads: tuple[str, ...] = ()
