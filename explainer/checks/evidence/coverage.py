"""How much of a site carries a source, as a test suite tells how much of a program it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from explainer.checks.evidence.passages import Passage, Verdict
from explainer.checks.prose.figures import figures_in_prose
from explainer.checks.prose.prose import Prose
from explainer.model.pages.page import Page


@dataclass(frozen=True, slots=True)
class Share:
    """``covered`` of ``total``."""

    covered: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total)

    @property
    def percent(self) -> float:
        """Of nothing, all is covered."""
        return 100 * self.covered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """The file at ``path``: answers with a source among its answers, figures with a source among
    the figures in its prose, where each value of a fact is one of them, and quoted passages that
    stand in the stored copy of their source among all that it quotes."""

    path: str
    answers: Share = Share()
    figures: Share = Share()
    passages: Share = Share()


@dataclass(frozen=True, slots=True)
class Coverage:
    """``files`` are those with an answer, a figure or a passage, in order of path."""

    files: tuple[FileCoverage, ...] = ()

    @property
    def site(self) -> FileCoverage:
        """All files together, under an empty path."""
        return reduce(_add, self.files, FileCoverage(""))


def measure_coverage(site: Iterable[Prose], quoted: Iterable[Passage]) -> Coverage:
    files: dict[str, FileCoverage] = {}
    parts = (FileCoverage(prose.path, _answers(prose), _figures(prose)) for prose in site)
    for part in (*parts, *map(_quotation, quoted)):
        files[part.path] = _add(files.get(part.path, FileCoverage(part.path)), part)
    found = (files[path] for path in sorted(files))
    return Coverage(
        tuple(f for f in found if f.answers.total or f.figures.total or f.passages.total)
    )


def _add(left: FileCoverage, right: FileCoverage) -> FileCoverage:
    return FileCoverage(
        left.path,
        left.answers + right.answers,
        left.figures + right.figures,
        left.passages + right.passages,
    )


def _quotation(passage: Passage) -> FileCoverage:
    verified = passage.verdict in (Verdict.FOUND, Verdict.ALMOST)
    return FileCoverage(passage.cited.path, passages=Share(int(verified), 1))


def sourced_questions(prose: Prose) -> frozenset[str]:
    """The ids of the questions whose answer has a note, or a figure that is drawn from facts."""
    return frozenset(
        stretch.question
        for stretch in prose.of("answer", "body", "figure")
        if stretch.figures or any(block.notes for block in stretch.blocks)
    )


def _answers(prose: Prose) -> Share:
    page = prose.subject
    if not isinstance(page, Page) or page.kind != "explainer":
        return Share()
    return Share(len(sourced_questions(prose)), len(page.body.questions))


def _figures(prose: Prose) -> Share:
    covered = total = 0
    for each in figures_in_prose(prose):
        values, own = len(each.sentence.values), len(each.spans)
        covered += values + (0 if each.naked else own)
        total += values + own
    return Share(covered, total)
