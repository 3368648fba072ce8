"""How much carries a source, and how easily it is read: tables below the findings of `check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor
from typing import TYPE_CHECKING

from explainer.checks.reading import HIGHEST_ANSWER_GRADE, HIGHEST_GRADE, LONGEST_MEAN

if TYPE_CHECKING:
    from explainer.checks.evidence.coverage import Coverage, FileCoverage, Share
    from explainer.checks.reading import Ease, PageReading


def coverage_lines(coverage: Coverage | None) -> Iterator[str]:
    """A line a file and one for the site; nothing where nothing was measured."""
    if coverage is None or not coverage.files:
        return
    rows = [["With a source", "answers", "figures in prose", "quotations verified"]]
    rows += [_coverage_row(each.path, each) for each in coverage.files]
    rows += [_coverage_row("the whole site", coverage.site)]
    yield from _table(rows)


def lacks(coverage: Coverage | None, percent: float) -> list[str]:
    """What of the site is covered less than ``percent``, in words."""
    if coverage is None:
        return []
    shares = {"answers": coverage.site.answers, "figures in prose": coverage.site.figures}
    return [
        f"{_rounded(share.percent)} of the {name} have a source, less than {percent:g} %"
        for name, share in shares.items()
        if share.percent < percent
    ]


def reading_lines(pages: Sequence[PageReading]) -> Iterator[str]:
    """A line a page: grades where they can be told, words a sentence; ``!`` is over the mark."""
    if not pages:
        return
    rows = [["Reading grade", "short answer", "first sentences", "page", "words a sentence"]]
    marks = (HIGHEST_ANSWER_GRADE, HIGHEST_ANSWER_GRADE, HIGHEST_GRADE, LONGEST_MEAN)
    rows += [["aimed at, at most", *(f"{mark:g}" for mark in marks)]]
    rows += [
        [
            each.path,
            _grade(each.short_answer, HIGHEST_ANSWER_GRADE),
            _grade(each.answers, HIGHEST_ANSWER_GRADE),
            _grade(each.page, HIGHEST_GRADE),
            _marked(each.page.mean if each.page else None, LONGEST_MEAN),
        ]
        for each in pages
    ]
    yield from _table(rows)


def _coverage_row(name: str, coverage: FileCoverage) -> list[str]:
    return [name, *map(_share, (coverage.answers, coverage.figures, coverage.passages))]


def _share(share: Share) -> str:
    if not share.total:
        return "-"
    return f"{share.covered:,} of {share.total:,}, {_rounded(share.percent):>7}"


def _rounded(percent: float) -> str:
    """Rounded down, so that 100 % is all of it."""
    return f"{floor(percent * 10) / 10:.1f} %"


def _grade(ease: Ease | None, highest: float) -> str:
    return _marked(ease.grade if ease else None, highest)


def _marked(number: float | None, highest: float) -> str:
    if number is None:
        return "-"
    shown = round(number, 1)
    return f"{'! ' if shown > highest else ''}{shown:.1f}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right; an empty line behind."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"{first:<{widths[0]}}", *cells])
    yield ""
