"""One output of a site: made, its pages rendered, its paths compared with those of all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from explainer.cache import Cache
from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.extensions import LinkedSite, Output, OutputFile
from explainer.extensions.guards import GuardedOutput
from explainer.output.paths import path_problems
from explainer.progress import Progress, Stage
from explainer.renderers.html import RenderJob
from explainer.resolve.published.pages import RedirectPage


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one output, what kept others from being made, and how many of the files are
    pages; an address that only leads to another does not count.

    ``waits`` says that they are those of an earlier build, until there is time to make them.
    """

    output: Output
    files: tuple[OutputFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    pages: int
    waits: bool = False


def make_output(output: Output, site: LinkedSite, cache: Cache, progress: Progress) -> Made:
    told = partial(progress, Stage.RECORDING if output.can_wait else Stage.RENDERING)
    files: list[OutputFile] = []
    found: list[Diagnostic] = []
    pages = 0
    made: tuple[OutputFile | RenderJob | Diagnostic, ...] = ()
    try:
        made = tuple(output.make(site))
    except Diagnosed as failed:
        found.append(failed.diagnostic)
    for number, each in enumerate(made):
        if isinstance(each, OutputFile):
            files.append(each)
        elif isinstance(each, RenderJob):
            told(number, len(made))
            pages += not isinstance(each.page, RedirectPage)
            try:
                files.append(cache.render(each))
            except Diagnosed as failed:
                found.append(failed.diagnostic)
        else:
            found.append(each)
    return Made(output, tuple(files), tuple(found), pages)


def without_clashes(outputs: Sequence[Made]) -> tuple[Made, ...]:
    """The outputs, with an error for each path of a site's own output that cannot be written
    beside all others. What is wrong with our own paths, writing refuses."""
    guards = {
        made.output.name: made.output.make
        for made in outputs
        if isinstance(made.output.make, GuardedOutput)
    }
    if not guards:
        return tuple(outputs)
    makers = {file.path: made.output.name for made in outputs for file in made.files}
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for paths, reason in path_problems(file.path for made in outputs for file in made.files):
        names = [name for path in paths if (name := makers[path]) in guards]
        for name in names[-1:]:
            found[name] = (*found.get(name, ()), guards[name].clash(reason))
    return tuple(
        replace(made, diagnostics=(*made.diagnostics, *found.get(made.output.name, ())))
        for made in outputs
    )
