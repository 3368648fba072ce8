"""The report of `check` for programs, in two formats: docs/checks.md describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from explainer.checks.evidence.measures import MEASURES

if TYPE_CHECKING:
    from explainer.checks.evidence.coverage import Coverage, FileCoverage
    from explainer.checks.reading import Ease, PageReading
    from explainer.diagnostics import Diagnostic
    from explainer.inspection import CheckReport

_VERSION = 1
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def check_json(report: CheckReport, as_of: date) -> str:
    """All of the report as one JSON object."""
    errors = sum(diagnostic.is_error for diagnostic in report.diagnostics)
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
        "coverage": _coverage(report.coverage) if report.coverage else None,
        "reading": [_reading(page) for page in report.reading],
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        **to_builtins(diagnostic.location),
        "length": diagnostic.length,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    def shares(of: FileCoverage) -> dict[str, Any]:
        return {name: to_builtins(of.of(name)) for name in MEASURES}

    files = [{"path": each.path, **shares(each)} for each in coverage.files]
    return {**shares(coverage.site), "files": files}


def _reading(page: PageReading) -> dict[str, Any]:
    eases = {"page": page.page, "short_answer": page.short_answer, "answers": page.answers}
    return {"path": page.path, **{name: _ease(ease) for name, ease in eases.items()}}


def _ease(ease: Ease | None) -> dict[str, Any] | None:
    if ease is None:
        return None
    grade = None if ease.grade is None else round(ease.grade, 1)
    return {"grade": grade, "sentences": ease.sentences, "words": ease.words}


def github_lines(report: CheckReport, site: PurePath) -> Iterator[str]:
    """A workflow command for each finding. ``site`` is the folder of the site, relative to that
    of the repository."""
    for diagnostic in report.diagnostics:
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
        written = ",".join(f"{k}={str(v).translate(_IN_PROPERTY)}" for k, v in properties.items())
        message = f"{diagnostic.message}\n{diagnostic.hint}".strip().translate(_IN_MESSAGE)
        yield f"::{diagnostic.severity} {written}::{message}"
