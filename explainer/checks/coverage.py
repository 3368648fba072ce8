"""How much of a site carries a source, as a test suite tells how much of a program it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.checks.prose import Prose
from explainer.checks.prose_figures import figures_in_prose
from explainer.model.pages import Page


@dataclass(frozen=True, slots=True)
class Share:
    """``covered`` of ``total``; of nothing, all is covered."""

    covered: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total)

    @property
    def percent(self) -> float:
        return 100 * self.covered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """The file at ``path``: answers with a source among its answers, and figures with a source
    among the figures in its prose, where each value of a fact is one of them."""

    path: str
    answers: Share = Share()
    figures: Share = Share()


@dataclass(frozen=True, slots=True)
class Coverage:
    """``files`` are those with an answer or a figure, in order of path."""

    files: tuple[FileCoverage, ...] = ()

    @property
    def answers(self) -> Share:
        return sum((each.answers for each in self.files), Share())

    @property
    def figures(self) -> Share:
        return sum((each.figures for each in self.files), Share())


def measure_coverage(site: Iterable[Prose]) -> Coverage:
    answers: dict[str, Share] = {}
    figures: dict[str, Share] = {}
    for prose in site:
        answers[prose.path] = answers.get(prose.path, Share()) + _answers(prose)
        figures[prose.path] = figures.get(prose.path, Share()) + _figures(prose)
    found = (FileCoverage(path, answers[path], figures[path]) for path in sorted(answers))
    return Coverage(tuple(each for each in found if each.answers.total or each.figures.total))


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
