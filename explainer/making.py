"""Make the outputs of a site: render their pages, and compare their paths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from explainer.cache import Cache
from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.extensions import LinkedSite, Output, OutputFile
from explainer.extensions.guards import GuardedOutput
from explainer.output.paths import path_problems
from explainer.progress import Progress, Stage
from explainer.renderers.html import RenderJob
from explainer.resolve.published.pages import RedirectPage


class Made(Struct, frozen=True):
    """The files of an output, its errors, and how many of the files are pages, without redirects.

    ``waits`` says that the files are those of an earlier build, and are to be made later.
    """

    output: Output
    files: tuple[OutputFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    pages: int
    waits: bool = False


def make_output(output: Output, site: LinkedSite, cache: Cache, progress: Progress) -> Made:
    """The output with its pages rendered; ``progress`` is called for each of them."""
    report = partial(progress, Stage.RECORDING if output.can_wait else Stage.RENDERING)
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
            report(number, len(made))
            pages += not isinstance(each.page, RedirectPage)
            try:
                files.append(cache.render(each))
            except Diagnosed as failed:
                found.append(failed.diagnostic)
        else:
            found.append(each)
    return Made(output, tuple(files), tuple(found), pages)


def without_clashes(outputs: Sequence[Made]) -> tuple[Made, ...]:
    """The outputs, with an error for each path of a site's own output that cannot be written beside
    the others. ``write_output`` checks the paths of the generator's outputs."""
    functions = {made.output.name: made.output.make for made in outputs}
    guards = {name: make for name, make in functions.items() if isinstance(make, GuardedOutput)}
    if not guards:
        return tuple(outputs)
    makers: dict[str, list[str]] = {}
    for made in outputs:
        for file in made.files:
            makers.setdefault(file.path, []).append(made.output.name)
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for paths, reason in path_problems(file.path for made in outputs for file in made.files):
        names = dict.fromkeys(name for path in paths for name in makers[path])
        for name in [name for name in names if name in guards][-1:]:
            others = "".join(
                f'; the other is of the output "{other}"' for other in names if other != name
            )
            found[name] = (*found.get(name, ()), guards[name].clash(reason + others))
    return tuple(
        replace(made, diagnostics=(*made.diagnostics, *found.get(made.output.name, ())))
        for made in outputs
    )
