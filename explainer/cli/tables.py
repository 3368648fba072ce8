"""The tables that `check` prints: coverage, reading grades, and which planted errors it notices;
these also for programs, as docs/checks.md describes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import floor

from msgspec import to_builtins

from explainer.checks.evidence.coverage import (
    HIGHEST_ANSWER_GRADE,
    HIGHEST_GRADE,
    LONGEST_MEAN,
    Coverage,
    FileCoverage,
    PageReading,
    Share,
)
from explainer.checks.evidence.measures import MEASURES, OF_CLAIMS, OF_TEXTS, PAIRS
from explainer.checks.planting import Kind, Where
from explainer.cli.terminal import count
from explainer.inspection import Planted
from explainer.model.shared.fields import squash

_VERSION = 1
_ATTESTED = "attestation-stale"
"""Tells any change of what was attested, a right one too, and so does not count."""


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
    return [name, *map(_share, map(coverage.of, measures))]


def _counts(name: str, coverage: FileCoverage, prefix: str = "") -> list[str]:
    shares = (coverage.of(f"{prefix}{measure}") for measure in OF_CLAIMS)
    return [name, *(f"{s.covered:,} of {s.total:,}" if s.total else "-" for s in shares)]


def _share(share: Share) -> str:
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


def drill_lines(planted: Sequence[Planted], seed: int) -> Iterator[str]:
    """What share was noticed, by kind and place; what noticed them; and which ones pass."""
    shares = _noticed_shares(planted)
    rows = [[kind, *map(_share, of_kind.values())] for kind, of_kind in shares.items()]
    yield from table([["Noticed", *Where, "in all"], *rows])
    codes = Counter(code for each in planted for code in each.noticed)
    if codes:
        yield f"By {', '.join(f'{code} ({times})' for code, times in codes.most_common())}."
        yield ""
    passing = [each for each in planted if not _is_noticed(each)]
    if passing:
        yield "Not noticed:"
        for each in passing:
            alone = f" ({_ATTESTED} alone)" if each.noticed else ""
            yield f'  {each.location}: {each.kind}: "{squash(each.was)}" -> "{each.now}"{alone}'
        yield ""
    noticed = len(planted) - len(passing)
    yield f"{count(len(planted), 'error')} planted with seed {seed}, {noticed:,} noticed."


def _is_noticed(planted: Planted) -> bool:
    return planted.noticed not in ((), (_ATTESTED,))


def drill_json(planted: Sequence[Planted], seed: int, as_of: date) -> str:
    """All of it as one JSON object."""
    data = {
        "version": _VERSION,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "shares": to_builtins(_noticed_shares(planted)),
        "planted": to_builtins(planted),
    }
    return json.dumps(data, indent=1, ensure_ascii=False)


def _noticed_shares(planted: Sequence[Planted]) -> dict[str, dict[str, Share]]:
    """How many were noticed of how many, by kind and by place."""
    shares = {
        kind: dict.fromkeys((*Where, "in all"), Share()) for kind in (*map(str, Kind), "in all")
    }
    for each in planted:
        for kind in (each.kind, "in all"):
            for where in (each.where, "in all"):
                shares[kind][where] += Share(int(_is_noticed(each)), 1)
    return {kind: found for kind, found in shares.items() if found["in all"].total}


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table and an empty one: the first column left-aligned, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"{first:<{widths[0]}}", *cells])
    yield ""
