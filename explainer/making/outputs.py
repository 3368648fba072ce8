"""Make the outputs of a linked site, and compare the paths of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.extensions import LinkedSite, Made, Output
from explainer.extensions.guards import GuardedOutput
from explainer.making.files import Making, Reporting
from explainer.making.work import Work
from explainer.output.paths import path_problems
from explainer.progress import Progress, Stage
from explainer.renderers.files import FileJob, FolderJob, OutputFile


class MadeOutput(Struct, frozen=True):
    """The paths of an output's files, and how many are pages, without redirects."""

    paths: tuple[str, ...]
    pages: int


def paths_of_outputs(
    paths: frozenset[str], made: Mapping[str, MadeOutput], names: Set[str]
) -> dict[str, frozenset[str]]:
    """Which of the paths each of the outputs with these names may have, as far as it was made:
    those that none had may now be a page of any."""
    had = {name: frozenset(made[name].paths) for name in made.keys() & names}
    new = paths.difference(*had.values())
    return {name: paths & had[name] | (new if made[name].pages else set()) for name in had}


def make_outputs(
    making: Making,
    site: LinkedSite,
    outputs: Sequence[Output],
    put_off: Mapping[str, Set[str]],
    progress: Progress,
) -> dict[str, MadeOutput]:
    """What is made of each output, by its name. Of those in ``put_off`` only the files with these
    paths are made, and they are left out, unless another has an error: then all errors are reported
    together."""
    made: dict[str, MadeOutput] = {}
    for output in outputs:
        only = None if making.failed else put_off.get(output.name)
        if only is not None and not only:
            continue
        files, pages = len(making.paths), making.pages
        report = partial(progress, Stage.RECORDING if output.can_wait else Stage.RENDERING)
        making.make_output(_chosen(output, site, only, report), report)
        if only is None:
            made[output.name] = MadeOutput(tuple(making.paths[files:]), making.pages - pages)
    making.finish()
    return made


def _chosen(
    output: Output, site: LinkedSite, only: Set[str] | None, report: Reporting
) -> Iterator[Made]:
    """What an output makes, or ``only`` what has one of these paths, whole folders, and what is
    wrong. ``report`` is called for each."""
    for number, each in enumerate(output.make(site)):
        report(0, number + 1)
        if only is None or isinstance(each, Diagnostic | FolderJob):
            yield each
        elif isinstance(each, OutputFile | FileJob):
            if each.path in only:
                yield each
        elif Work(each).path in only:
            yield each


def clashes(outputs: Sequence[Output], made: Mapping[str, MadeOutput]) -> tuple[Diagnostic, ...]:
    """An error for each path of a site's own output that cannot be written beside the others.
    The paths of the generator's outputs are checked where they are written."""
    guards = {each.name: each.make for each in outputs if isinstance(each.make, GuardedOutput)}
    if not guards:
        return ()
    makers: dict[str, list[str]] = {}
    for name, each in made.items():
        for path in each.paths:
            makers.setdefault(path, []).append(name)
    found: list[Diagnostic] = []
    for paths, reason in path_problems(path for each in made.values() for path in each.paths):
        names = dict.fromkeys(name for path in paths for name in makers[path])
        for name in [name for name in names if name in guards][-1:]:
            others = "".join(
                f'; the other is of the output "{other}"' for other in names if other != name
            )
            found.append(guards[name].clash(reason + others))
    return tuple(found)
