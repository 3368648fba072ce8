"""The tables that `check` prints below its findings: coverage, reading grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import TYPE_CHECKING

from explainer.checks.evidence.measures import MEASURES, OF_CLAIMS, OF_TEXTS, PAIRS
from explainer.checks.reading import HIGHEST_ANSWER_GRADE, HIGHEST_GRADE, LONGEST_MEAN
from explainer.reports import table

if TYPE_CHECKING:
    from explainer.checks.evidence.coverage import Coverage, FileCoverage, Share
    from explainer.checks.reading import PageReading


def coverage_lines(coverage: Coverage | None) -> Iterator[str]:
    """Two tables, of texts and of claims, with a line per file and one for the site; empty if
    nothing was measured."""
    if coverage is None or not coverage.files:
        return
    rows = [["With a source", "answers", "figures in prose", "quotations verified"]]
    site, files = coverage.site, coverage.files
    rows += [_shares(f.path, f, OF_TEXTS) for f in files if any(f.of(n).total for n in OF_TEXTS)]
    yield from table([*rows, _shares("the whole site", site, OF_TEXTS)])
    if not site.of("sources").total:
        return
    rows = [["Live claims", "with source", "words", "in the copy", "hold the value", "attested"]]
    rows += [_counts(f.path, f) for f in files if f.of("sources").total]
    for name, prefix in (("the whole site", ""), ("with each source", PAIRS)):
        shares = (site.of(f"{prefix}{measure}") for measure in OF_CLAIMS)
        percents = (_rounded(share.percent) if share.total else "-" for share in shares)
        rows += [_counts(name, site, prefix), ["", *percents]]
    yield from table(rows)


def lacks(coverage: Coverage | None, least: Iterable[tuple[str, float]]) -> list[str]:
    """Sentences that say which shares of the site are below the percentages in ``least``, each of
    a measure; that without a name is of answers and of figures."""
    if coverage is None:
        return []
    site = coverage.site
    return [
        f"{_rounded(share.percent)} of the {MEASURES[name]}, less than {percent:g} %"
        for wanted, percent in least
        for name in ([wanted] if wanted else ["answers", "figures"])
        if (share := site.of(name)).percent < percent
    ]


def reading_lines(pages: Sequence[PageReading]) -> Iterator[str]:
    """A table with a line per page: grades where known, words per sentence; ``!`` is too high."""
    if not pages:
        return
    rows = [["Reading grade", "short answer", "first sentences", "page", "words a sentence"]]
    marks = (HIGHEST_ANSWER_GRADE, HIGHEST_ANSWER_GRADE, HIGHEST_GRADE, LONGEST_MEAN)
    rows += [["aimed at, at most", *(f"{mark:g}" for mark in marks)]]
    for each in pages:
        eases = (each.short_answer, each.answers, each.page)
        grades = (ease.grade if ease else None for ease in eases)
        numbers = (*grades, each.page.mean if each.page else None)
        rows += [[each.path, *map(_marked, numbers, marks)]]
    yield from table(rows)


def _shares(name: str, coverage: FileCoverage, measures: Iterable[str]) -> list[str]:
    return [name, *map(share_of, map(coverage.of, measures))]


def _counts(name: str, coverage: FileCoverage, prefix: str = "") -> list[str]:
    shares = (coverage.of(f"{prefix}{measure}") for measure in OF_CLAIMS)
    return [name, *(f"{s.covered:,} of {s.total:,}" if s.total else "-" for s in shares)]


def share_of(share: Share) -> str:
    if not share.total:
        return "-"
    return f"{share.covered:,} of {share.total:,}, {_rounded(share.percent):>7}"


def _rounded(percent: float) -> str:
    """Rounded down, so that only all of it is 100 %, and only nothing is 0 %."""
    places = 1
    while percent and not floor(percent * 10**places):
        places += 1
    return f"{floor(percent * 10**places) / 10**places:.{places}f} %"


def _marked(number: float | None, highest: float) -> str:
    if number is None:
        return "-"
    shown = round(number, 1)
    return f"{'! ' if shown > highest else ''}{shown:.1f}"
