"""Print the errors and the warnings of the site."""

from __future__ import annotations

from collections.abc import Mapping

from explainer import inspection
from explainer.cli.caching import cache
from explainer.cli.progress import ShownProgress
from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import complain, say
from explainer.drilling import drill
from explainer.external_links import Answer
from explainer.external_links.checking import AskWeb, answer_all
from explainer.external_links.rules import external_links
from explainer.inspection import CheckReport
from explainer.model.site.site import Site
from explainer.progress import Progress
from explainer.reports.check import check_json, check_lines
from explainer.reports.coverage import drill_json, drill_lines, lacks


def run(request: Request) -> int:
    options = request.options
    if options.drill:
        return _drill(request)
    if options.seed is not None:
        return request.refuse("--seed says which errors --drill plants: add --drill N")
    with ShownProgress(request.clock, quiet=options.quiet) as progress:
        ask_web = _web(request, progress) if options.external else None
        report = inspection.check(request.config, progress, ask_web, thorough=options.thorough)
    _print(request, report)
    lacking = lacks(report.coverage, options.min_coverage)
    complain(*(f"error: {line}" for line in lacking))
    failing = (d for d in report.diagnostics if d.is_error or options.strict)
    return CONTENT_ERRORS if lacking or any(failing) else DONE


def _drill(request: Request) -> int:
    config, options = request.config, request.options
    unused = {
        "--strict": options.strict,
        "--external": options.external,
        "--min-coverage": bool(options.min_coverage),
        "--format github": options.format == "github",
    }
    for name in filter(unused.get, unused):
        return request.refuse(f"--drill takes no {name}")
    seed = options.seed or 0
    with ShownProgress(request.clock, quiet=options.quiet) as progress:
        planted, errors = drill(config, options.drill, seed, progress, thorough=options.thorough)
    if errors:
        _print(request, CheckReport(diagnostics=errors))
        return CONTENT_ERRORS
    if options.format == "json":
        say(drill_json(planted, seed, config.as_of))
    else:
        say(*drill_lines(planted, seed))
    return DONE


def _web(request: Request, progress: Progress) -> AskWeb:
    from explainer.external_links.asking import Visitor

    def ask_web(site: Site) -> Mapping[str, Answer]:
        urls = [link.url for link in external_links(site)]
        ask = Visitor(site.settings.url).ask
        with cache(request) as store:
            return answer_all(urls, ask, store, request.config.as_of, progress)

    return ask_web


def _print(request: Request, report: CheckReport) -> None:
    if request.options.format == "json":
        say(check_json(report, request.config.as_of))
        return
    request.print_findings(report.diagnostics, check_lines(report, request.program))
    request.remark_held_back(report.held_back)
