"""Say what is wrong with the site and what it is warned of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import CONTENT_ERRORS, DONE
from explainer.cli.request import Options, Request
from explainer.cli.terminal import print_diagnostics, say, shown

if TYPE_CHECKING:
    from explainer.pipeline import CheckReport

SUMMARY = "say what a build would refuse and what an editor should look at; writes nothing"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--strict", action="store_true", help="fail on warnings that nothing waives"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        help="for people (default), for programs, or as annotations of a GitHub workflow",
    )


def run(request: Request) -> int:
    from explainer import pipeline

    report = pipeline.check(request.config)
    _print(request, report)
    return CONTENT_ERRORS if _fails(report, request.options) else DONE


def _print(request: Request, report: CheckReport) -> None:
    from explainer.reports.check import check_lines
    from explainer.reports.check_formats import check_json, github_lines

    config = request.config
    if request.options.format == "json":
        say(check_json(report, config.as_of))
        return
    if request.options.format == "github":
        lines = github_lines(report, Path(shown(config.site)))
    else:
        print_diagnostics(report.diagnostics)
        lines = check_lines(report)
    for line in lines:
        say(line)


def _fails(report: CheckReport, options: Options) -> bool:
    return any(d.is_error for d in report.diagnostics) or (
        options.strict and bool(report.diagnostics)
    )
