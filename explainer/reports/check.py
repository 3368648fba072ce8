"""The text that `check` prints below its findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explainer.languages.lists import join_words
from explainer.languages.names import language_name
from explainer.reports.coverage import coverage_lines, reading_lines
from explainer.reports.words import count

if TYPE_CHECKING:
    from explainer.checks.applying import WaivedFindings
    from explainer.inspection import CheckReport


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
