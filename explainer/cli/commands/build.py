"""Write the site to the output folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from explainer.addresses import output_path
from explainer.cli.caching import cache
from explainer.cli.request import Request, Unsound, not_shown
from explainer.cli.terminal import count, say, shown, shown_progress
from explainer.config import Refused
from explainer.diagnostics import printable
from explainer.kept.last_build import LastBuild, Told

if TYPE_CHECKING:
    from explainer.kept.store import Store

_MOST_STRAYS = 5


def run(request: Request) -> None:
    if request.options.offline and request.options.output:
        raise Refused("--offline says where to write; leave --output away.")
    began = request.clock()
    with cache(request) as store:
        last = None if request.options.no_cache else LastBuild(request.config, store, time_ns())
        if last and (told := last.unchanged()):
            request.print_build_findings(told.diagnostics)
            _remark_built(request, told.pages, 0, began)
            request.remark(told.held_back)
            if path := _asked_about(request):
                reason = "not made again: nothing that a build reads has changed"
                _say_why(path, reason if last.wrote(path) else "")
            return
        _build(request, began, last, store)


def _build(request: Request, began: float, last: LastBuild | None, store: Store) -> None:
    # Late: a build that has nothing to do needs none of it.
    from explainer import pipeline
    from explainer.making.memory import Memory

    config, path = request.config, _asked_about(request)
    memory = Memory(store, last.code, last.inputs) if last else None
    known = last.known_files() if last else None
    with shown_progress(request.clock, quiet=request.options.quiet) as progress:
        report = pipeline.build(config, progress, memory, request.workers(), known, path)
    store.save()
    request.print_build_findings(report.diagnostics)
    if report.write is None:
        raise Unsound
    if last:
        held_back = not_shown(report.held_back, config.as_of)
        last.save(Told(report.diagnostics, report.pages, held_back), time_ns())
    _remark_built(request, report.pages, report.write.changed, began)
    if report.write.strays is not None:
        request.remark(_damage(shown(config.output), report.write.strays))
    request.remark_held_back(report.held_back, report.write.changed_paths)
    if path:
        _say_why(path, report.reason)


def _asked_about(request: Request) -> str:
    """The path in the output folder that ``--why`` names: as a path there, as one from here, or as
    an address; empty if it is not given."""
    written, output = request.options.why, request.config.output
    if not written:
        return ""
    file = Path(written).absolute()
    if file.is_relative_to(output.absolute()):
        return file.relative_to(output.absolute()).as_posix()
    address = written.lstrip("/")
    return output_path(f"{address}/" if (output / address).is_dir() else address).replace("//", "/")


def _say_why(path: str, reason: str) -> None:
    say(f"{path}: {reason or 'no file of the site has this path; write it as in the output'}.")


def _remark_built(request: Request, pages: int, changed: int, began: float) -> None:
    config, seconds = request.config, request.clock() - began
    look = f"Look at it: {request.naming('serve')}"
    request.remark(
        f"Built {count(pages, 'page')} in {seconds:.1f} s into {shown(config.output)}"
        f"{'' if config.packed else os.sep} ({count(changed, 'file')} changed). "
        f"{'Open its index.html.' if config.offline else look}"
    )


def _damage(folder: str, strays: Sequence[str]) -> str:
    told = f"The list of files in {folder}{os.sep} was damaged, and is made anew."
    if not strays:
        return told
    some = ", ".join(map(printable, strays[:_MOST_STRAYS]))
    others = f" and {len(strays) - _MOST_STRAYS} more" if len(strays) > _MOST_STRAYS else ""
    return f"{told} No page makes these any more, or never did; they stay: {some}{others}."
