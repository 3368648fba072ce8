"""Print the errors and the warnings of the site, for programs too, as docs/checks.md describes; the
format for GitHub is also that of a build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from msgspec import to_builtins

from explainer import inspection
from explainer.checks.applying import WaivedFindings
from explainer.checks.evidence.coverage import Ease, FileCoverage
from explainer.checks.evidence.measures import MEASURES
from explainer.cli.caching import cache
from explainer.cli.request import Request, Unsound
from explainer.cli.tables import coverage_lines, drill_json, drill_lines, lacks, reading_lines
from explainer.cli.terminal import complain, count, say, shown_progress
from explainer.config import Refused
from explainer.diagnostics import Diagnostic, format_diagnostic
from explainer.external_links import Answer, checking
from explainer.external_links.rules import external_links
from explainer.inspection import CheckReport, drill
from explainer.languages.locales import language_name
from explainer.languages.words import join_words
from explainer.model.site.site import Site
from explainer.progress import Progress

_VERSION = 1
_IN_FINDINGS = ("code", "severity", "path", "line", "column", "length", "message", "hint")
_MOST_ANNOTATIONS = 10
"""GitHub shows no more of a step."""
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def run(request: Request) -> None:
    options = request.options
    if options.drill:
        _drill(request)
        return
    if options.seed is not None:
        raise Refused("--seed says which errors --drill plants: add --drill N")
    with shown_progress(request.clock, quiet=options.quiet) as progress:
        ask_web = _web(request, progress) if options.external else None
        report = inspection.check(request.config, progress, ask_web, thorough=options.thorough)
    _print(request, report)
    lacking = lacks(report.coverage, options.min_coverage)
    complain(*(f"error: {line}" for line in lacking))
    failing = (d for d in report.diagnostics if d.is_error or options.strict)
    if lacking or any(failing):
        raise Unsound


def _drill(request: Request) -> None:
    config, options = request.config, request.options
    unused = {
        "--strict": options.strict,
        "--external": options.external,
        "--min-coverage": bool(options.min_coverage),
        "--format github": options.format == "github",
    }
    for name in filter(unused.get, unused):
        raise Refused(f"--drill takes no {name}")
    seed = options.seed or 0
    with shown_progress(request.clock, quiet=options.quiet) as progress:
        planted, errors = drill(config, options.drill, seed, progress, thorough=options.thorough)
    if errors:
        _print(request, CheckReport(diagnostics=errors))
        raise Unsound
    if options.format == "json":
        say(drill_json(planted, seed, config.as_of))
    else:
        say(*drill_lines(planted, seed))


def _web(request: Request, progress: Progress) -> checking.AskWeb:
    from explainer.external_links.asking import Visitor

    def ask_web(site: Site) -> Mapping[str, Answer]:
        urls = [link.url for link in external_links(site)]
        ask = Visitor(site.settings.url).ask
        with cache(request) as store:
            return checking.answer_all(urls, ask, store, request.config.as_of, progress)

    return ask_web


def _print(request: Request, report: CheckReport) -> None:
    if request.options.format == "json":
        say(_json(report, request.config.as_of))
        return
    request.print_findings(report.diagnostics, _lines(report, request.program))
    request.remark_held_back(report.held_back)


def _lines(report: CheckReport, program: str) -> Iterator[str]:
    """The links that could not be checked, the waived findings, coverage, reading grades, and a
    summary. ``program`` is how the program was called."""
    if report.unchecked:
        yield "Could not be checked:"
        for link in report.unchecked:
            yield f"  {link.location}: {link.url}: {link.reason}"
        yield ""
    if report.waived:
        yield "Waived:"
        yield from map(_waived_line, report.waived)
        yield ""
    for codes, passed_over in (
        (report.unread, "Numbers in words are not read in quotations"),
        (report.wordless, "Rules that look for words pass over prose"),
    ):
        if codes:
            names = [language_name(each, "en") for each in codes]
            yield f"{passed_over} in {join_words(names, 'en')}."
            yield ""
    yield from coverage_lines(report.coverage)
    yield from reading_lines(report.reading)
    yield _summary(report)
    if report.diagnostics:
        yield f"{program} explain {report.diagnostics[0].code} says more."


def _waived_line(waived: WaivedFindings) -> str:
    number = len(waived.findings)
    times = f" ({number} times)" if number > 1 else ""
    words = f' "{waived.waiver.words}"' if waived.waiver.words else ""
    return f"  {waived.location}: {waived.waiver.code}{words}{times}: {waived.waiver.reason}"


def _summary(report: CheckReport) -> str:
    errors = sum(diagnostic.is_error for diagnostic in report.diagnostics)
    warnings = len(report.diagnostics) - errors
    if errors:
        behind = f" and {count(warnings, 'warning')}" if warnings else ""
        return f"{count(errors, 'error')}{behind}; the rules are applied to a site without errors."
    waived = sum(len(each.findings) for each in report.waived)
    behind = f", {waived:,} waived" if waived else ""
    return f"No errors, {count(warnings, 'warning')}{behind}."


def _json(report: CheckReport, as_of: date) -> str:
    """All of the report as one JSON object."""
    errors = sum(diagnostic.is_error for diagnostic in report.diagnostics)
    measured = report.coverage
    data = {
        "version": _VERSION,
        "as_of": as_of.isoformat(),
        "errors": errors,
        "warnings": len(report.diagnostics) - errors,
        "findings": [_finding(diagnostic) for diagnostic in report.diagnostics],
        "waived": [
            {
                "code": each.waiver.code,
                "words": each.waiver.words,
                "reason": each.waiver.reason,
                **to_builtins(each.location),
                "findings": [_finding(diagnostic) for diagnostic in each.findings],
            }
            for each in report.waived
        ],
        "unchecked": [
            {"url": link.url, "reason": link.reason, **to_builtins(link.location)}
            for link in report.unchecked
        ],
        "coverage": measured
        and {
            **_shares(measured.site),
            "files": [{"path": each.path, **_shares(each)} for each in measured.files],
        },
        "reading": [
            {
                "path": page.path,
                "page": _ease(page.page),
                "short_answer": _ease(page.short_answer),
                "answers": _ease(page.answers),
            }
            for page in report.reading
        ],
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    said = {**to_builtins(diagnostic), **to_builtins(diagnostic.location)}
    return {name: said[name] for name in _IN_FINDINGS}


def _shares(coverage: FileCoverage) -> dict[str, Any]:
    return {name: to_builtins(coverage.of(name)) for name in MEASURES}


def _ease(ease: Ease | None) -> dict[str, Any] | None:
    if ease is None:
        return None
    grade = None if ease.grade is None else round(ease.grade, 1)
    return {"grade": grade, "sentences": ease.sentences, "words": ease.words}


def github_lines(
    findings: Sequence[Diagnostic], below: Iterable[str], site: PurePath
) -> Iterator[str]:
    """The findings as a terminal shows them, the lines ``below``, and a workflow command for each
    of the most important findings, errors first. ``site`` is the folder of the site, relative to
    that of the repository."""
    text = [*(f"{format_diagnostic(each)}\n" for each in findings), *below]
    # Whatever stands between these two is no command, and no content can hold its own digest.
    token = sha256("\n".join(text).encode()).hexdigest()
    yield from (f"::stop-commands::{token}", *text, f"::{token}::")
    for diagnostic in sorted(findings, key=lambda each: not each.is_error)[:_MOST_ANNOTATIONS]:
        place = diagnostic.location
        end = place.column + max(1, diagnostic.length) - 1
        properties = {
            "file": (site / place.path).as_posix(),
            "line": place.line,
            "endLine": place.line,
            "col": place.column,
            "endColumn": end,
            "title": diagnostic.code,
        }
        message = f"{diagnostic.message}\n{diagnostic.hint}".strip()
        yield workflow_command(diagnostic.severity, properties, message)


def workflow_command(level: str, properties: Mapping[str, object], message: str) -> str:
    written = ",".join(f"{k}={str(v).translate(_IN_PROPERTY)}" for k, v in properties.items())
    return f"::{level} {written}::{message.translate(_IN_MESSAGE)}"
