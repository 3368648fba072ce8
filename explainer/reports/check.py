"""The report of `check`: the text below its findings, and two formats for programs, which
docs/checks.md describes; that for GitHub is also that of a build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from msgspec import to_builtins

from explainer.checks.applying import WaivedFindings
from explainer.checks.evidence.coverage import FileCoverage
from explainer.checks.evidence.measures import MEASURES
from explainer.checks.reading import Ease
from explainer.diagnostics import Diagnostic, format_diagnostic
from explainer.inspection import CheckReport
from explainer.languages.locales import language_name
from explainer.languages.words import join_words
from explainer.reports import count
from explainer.reports.coverage import coverage_lines, reading_lines

_VERSION = 1
_IN_FINDINGS = ("code", "severity", "path", "line", "column", "length", "message", "hint")
_MOST_ANNOTATIONS = 10
"""GitHub shows no more of a step."""
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def check_lines(report: CheckReport, program: str) -> Iterator[str]:
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


def check_json(report: CheckReport, as_of: date) -> str:
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
