"""Write the site to the output folder."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from explainer.addresses import output_path
from explainer.cli.caching import cache
from explainer.cli.progress import ShownProgress
from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import complain, say, shown
from explainer.diagnostics import Diagnostic, printable
from explainer.reports.lists import count

if TYPE_CHECKING:
    from explainer.kept.last_build import LastBuild
    from explainer.kept.store import Store
    from explainer.making.workers import Workers
    from explainer.model.pages.page import Page

SUMMARY = "write the site to the output folder"
_MOST_STRAYS = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--why", metavar="PATH", help="say why this file of the output was made again, or was not"
    )
    parser.add_argument(
        "--format",
        choices=("text", "github"),
        help="for people (default), or with annotations of a GitHub workflow",
    )
    parser.add_argument(
        "--offline",
        type=Path,
        metavar="PATH",
        help="write an edition that opens without a server, to this folder or .zip file",
    )


def run(request: Request) -> int:
    from explainer.kept.last_build import LastBuild

    if request.options.offline and request.options.output:
        return request.refuse("--offline says where to write; leave --output away.")
    began = request.clock()
    with cache(request) as store:
        last = None if request.options.no_cache else LastBuild(request.config, store, time_ns())
        if last and (told := last.unchanged()):
            print_findings(request, told.diagnostics)
            _remark_built(request, told.pages, 0, request.clock() - began)
            if told.held_back:
                request.remark(told.held_back)
            if path := _asked_about(request):
                reason = "not made again: nothing that a build reads has changed"
                _say_why(path, reason if last.wrote(path) else "")
            return DONE
        return _build(request, began, last, store)


def _build(request: Request, began: float, last: LastBuild | None, store: Store) -> int:
    from explainer import pipeline
    from explainer.kept.last_build import Told
    from explainer.making.memory import Memory
    from explainer.reports.lists import not_shown

    config = request.config
    memory = Memory(store, last.code, last.inputs) if last else None
    known = last.known_files() if last else None
    with ShownProgress(request.clock, quiet=request.options.quiet) as progress:
        path = _asked_about(request)
        report = pipeline.build(config, progress, memory, workers(request), known, path)
    store.save()
    print_findings(request, report.diagnostics)
    if report.write is None:
        return CONTENT_ERRORS
    if last:
        held_back = not_shown(report.held_back, config.as_of)
        last.save(Told(report.diagnostics, report.pages, held_back), time_ns())
    _remark_built(request, report.pages, report.write.changed, request.clock() - began)
    if report.write.strays is not None:
        request.remark(_damage(shown(config.output), report.write.strays))
    remark_held_back(request, report.held_back, report.write.changed_paths)
    if path:
        _say_why(path, report.reason)
    return DONE


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


def workers(request: Request) -> Workers:
    """What does the work of a command."""
    from explainer.making.workers import Workers

    return Workers(request.options.jobs or _cores(), request.executor)


def _cores() -> int:
    """The number of cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _remark_built(request: Request, pages: int, changed: int, seconds: float) -> None:
    output = request.config.output
    look = f"Look at it: {request.naming('serve')}"
    request.remark(
        f"Built {count(pages, 'page')} in {seconds:.1f} s into {shown(output)}"
        f"{'' if request.config.packed else os.sep} ({count(changed, 'file')} changed). "
        f"{'Open its index.html.' if request.config.offline else look}"
    )


def remark_held_back(request: Request, pages: Sequence[Page], changed: Sequence[str] = ()) -> None:
    """Say which pages are left out, and why, if there are any."""
    from explainer.reports.lists import not_shown

    if line := not_shown(pages, request.config.as_of, changed):
        request.remark(line)


def _damage(folder: str, strays: Sequence[str]) -> str:
    told = f"The list of files in {folder}{os.sep} was damaged, and is made anew."
    if not strays:
        return told
    some = ", ".join(map(printable, strays[:_MOST_STRAYS]))
    others = f" and {len(strays) - _MOST_STRAYS} more" if len(strays) > _MOST_STRAYS else ""
    return f"{told} No page makes these any more, or never did; they stay: {some}{others}."


def print_findings(request: Request, diagnostics: Sequence[Diagnostic]) -> None:
    """Print the diagnostics of a build and, if there are errors, that nothing was published."""
    request.print_findings(diagnostics)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    if errors:
        number = count(len(errors), "error")
        complain(f"{number}; nothing was published, the last output is unchanged.")
        complain(f"{request.program} explain {errors[0].code} says more.")
