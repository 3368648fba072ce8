"""Write the site to the output folder."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.cli.progress import ShownProgress
from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import complain, shown
from explainer.diagnostics import Diagnostic, printable
from explainer.reports.words import count

if TYPE_CHECKING:
    from explainer.model.pages.page import Page

SUMMARY = "write the site to the output folder"
_MOST_STRAYS = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    """Nothing: ``build`` has only the shared options."""


def run(request: Request) -> int:
    from explainer import pipeline

    config = request.config
    began = request.clock()
    with ShownProgress(request.clock, quiet=request.options.quiet) as progress:
        report = pipeline.build(config, progress)
    print_findings(request, report.diagnostics)
    if report.write is None:
        return CONTENT_ERRORS
    seconds = request.clock() - began
    folder, index = shown(config.output), shown(config.output / "index.html")
    request.remark(
        f"Built {count(report.pages, 'page')} in {seconds:.1f} s into {folder}{os.sep} "
        f"({count(report.write.changed, 'file')} changed). "
        f"Look at it: {request.naming('serve')}, or open {index}"
    )
    if report.write.strays is not None:
        request.remark(_damage(folder, report.write.strays))
    remark_held_back(request, report.held_back)
    return DONE


def remark_held_back(request: Request, pages: Sequence[Page]) -> None:
    """Say which pages are left out, and why, if there are any."""
    from explainer.reports.held_back import not_shown

    if line := not_shown(pages, request.config.as_of):
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
