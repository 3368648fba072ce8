"""Print the errors and the warnings of the site."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from explainer.checks.evidence.measures import MEASURES
from explainer.cli.caching import cache
from explainer.cli.commands.build import remark_held_back
from explainer.cli.progress import ShownProgress
from explainer.cli.request import CONTENT_ERRORS, DONE, Options, Request
from explainer.cli.shared_options import whole
from explainer.cli.terminal import complain, say
from explainer.diagnostics import did_you_mean
from explainer.progress import Progress

if TYPE_CHECKING:
    from explainer.external_links import Answer
    from explainer.external_links.checking import AskWeb
    from explainer.inspection import CheckReport
    from explainer.model.site.site import Site

SUMMARY = "say what a build would refuse and what an editor should look at; writes nothing"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--strict", action="store_true", help="fail on warnings that nothing waives"
    )
    parser.add_argument(
        "--thorough", action="store_true", help="apply the rules too that are often wrong"
    )
    parser.add_argument(
        "--external", action="store_true", help="ask the web about the links that lead there too"
    )
    parser.add_argument(
        "--min-coverage",
        metavar="[NAME=]PERCENT",
        type=_least,
        action="append",
        help="fail where fewer of the site's answers, or of its figures in prose, have a source; "
        f"with a name, of that: {', '.join(MEASURES)}; again for another",
    )
    parser.add_argument(
        "--drill",
        metavar="N",
        type=whole("number of errors", 1, 999_999),
        help="plant N errors in memory, one at a time, and say which of them would be noticed",
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, help="which errors --drill plants; default: 0"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        help="for people (default), for programs, or with annotations of a GitHub workflow",
    )


def run(request: Request) -> int:
    from explainer import inspection
    from explainer.reports.coverage import lacks

    if request.options.drill:
        if unused := _unused_by_drill(request.options):
            return request.refuse(f"--drill takes no {unused}")
        return _drill(request)
    if request.options.seed is not None:
        return request.refuse("--seed says which errors --drill plants: add --drill N")
    with ShownProgress(request.clock, quiet=request.options.quiet) as progress:
        ask_web = _web(request, progress) if request.options.external else None
        report = inspection.check(
            request.config, progress, ask_web, thorough=request.options.thorough
        )
    _print(request, report)
    lacking = lacks(report.coverage, request.options.min_coverage)
    for line in lacking:
        complain(f"error: {line}")
    failing = (d for d in report.diagnostics if d.is_error or request.options.strict)
    return CONTENT_ERRORS if lacking or any(failing) else DONE


def _unused_by_drill(options: Options) -> str:
    """The first option given that says nothing about planted errors; else an empty string."""
    given = {
        "--strict": options.strict,
        "--external": options.external,
        "--min-coverage": bool(options.min_coverage),
        "--format github": options.format == "github",
    }
    return next((name for name, is_given in given.items() if is_given), "")


def _drill(request: Request) -> int:
    from explainer.inspection import CheckReport, drill
    from explainer.reports.drill import drill_json, drill_lines

    config, options = request.config, request.options
    seed = options.seed or 0
    with ShownProgress(request.clock, quiet=options.quiet) as progress:
        planted, errors = drill(config, options.drill, seed, progress, thorough=options.thorough)
    if errors:
        _print(request, CheckReport(diagnostics=errors))
        return CONTENT_ERRORS
    lines = drill_lines(planted, seed)
    if options.format == "json":
        lines = iter([drill_json(planted, seed, config.as_of)])
    for line in lines:
        say(line)
    return DONE


def _web(request: Request, progress: Progress) -> AskWeb:
    from explainer.external_links.asking import Visitor
    from explainer.external_links.checking import answer_all
    from explainer.external_links.rules import external_links

    def ask_web(site: Site) -> Mapping[str, Answer]:
        urls = [link.url for link in external_links(site)]
        ask = Visitor(site.settings.url).ask
        with cache(request) as store:
            return answer_all(urls, ask, store, request.config.as_of, progress)

    return ask_web


def _print(request: Request, report: CheckReport) -> None:
    from explainer.reports.check import check_json, check_lines

    if request.options.format == "json":
        say(check_json(report, request.config.as_of))
        return
    request.print_findings(report.diagnostics, check_lines(report, request.program))
    remark_held_back(request, report.held_back)


def _least(text: str) -> tuple[str, float]:
    name, is_named, percent = text.rpartition("=")
    if is_named and name not in MEASURES:
        hint = did_you_mean(name, MEASURES) or f"These are measured: {', '.join(MEASURES)}."
        raise argparse.ArgumentTypeError(f"nothing is called {name!r}. {hint}")
    try:
        number = float(percent.removesuffix("%"))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        hint = f": write {text}=85" if text in MEASURES else ""
        raise argparse.ArgumentTypeError(f"{percent!r} is no number from 0 to 100{hint}")
    return name, number
