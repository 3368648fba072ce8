"""The tables that `check` prints below its findings: coverage by sources, reading grades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor
from typing import TYPE_CHECKING

from explainer.checks.reading import HIGHEST_ANSWER_GRADE, HIGHEST_GRADE, LONGEST_MEAN

if TYPE_CHECKING:
    from explainer.checks.evidence.coverage import Coverage, FileCoverage, Share
    from explainer.checks.reading import PageReading


def coverage_lines(coverage: Coverage | None) -> Iterator[str]:
    """A table with a line per file and one for the site; empty if nothing was measured."""
    if coverage is None or not coverage.files:
        return
    rows = [["With a source", "answers", "figures in prose", "quotations verified"]]
    rows += [_coverage_row(each.path, each) for each in coverage.files]
    rows += [_coverage_row("the whole site", coverage.site)]
    yield from table(rows)


def lacks(coverage: Coverage | None, percent: float) -> list[str]:
    """Sentences that say which shares of the site are below ``percent``."""
    if coverage is None:
        return []
    shares = {"answers": coverage.site.answers, "figures in prose": coverage.site.figures}
    return [
        f"{_rounded(share.percent)} of the {name} have a source, less than {percent:g} %"
        for name, share in shares.items()
        if share.percent < percent
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


def _coverage_row(name: str, coverage: FileCoverage) -> list[str]:
    return [name, *map(share_of, (coverage.answers, coverage.figures, coverage.passages))]


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


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table and an empty one: the first column left-aligned, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"{first:<{widths[0]}}", *cells])
    yield ""
