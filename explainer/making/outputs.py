"""Make the outputs of a linked site, and compare the paths of their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import partial

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.extensions import LinkedSite, Output
from explainer.extensions.guards import GuardedOutput
from explainer.making.files import Making
from explainer.output.paths import path_problems
from explainer.progress import Progress, Stage


class MadeOutput(Struct, frozen=True):
    """The paths of an output's files, and how many are pages, without redirects."""

    paths: tuple[str, ...]
    pages: int


def make_outputs(
    making: Making,
    site: LinkedSite,
    outputs: Sequence[Output],
    waiting: Set[str],
    progress: Progress,
) -> dict[str, MadeOutput]:
    """What is made of each output, by its name. Those named in ``waiting`` are made only if another
    has an error: then all errors are reported together."""
    made: dict[str, MadeOutput] = {}
    for output in outputs:
        if output.name in waiting and not making.failed:
            continue
        files, pages = len(making.paths), making.pages
        stage = Stage.RECORDING if output.can_wait else Stage.RENDERING
        making.make_output(output, site, partial(progress, stage))
        made[output.name] = MadeOutput(tuple(making.paths[files:]), making.pages - pages)
    return made


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
