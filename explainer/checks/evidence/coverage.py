"""Measure how much of a site has a source, as coverage tools measure how much code tests run."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from explainer.checks.evidence.passages import Passage, Verdict
from explainer.checks.prose.prose import Prose
from explainer.model.pages.page import Page


class Share(Struct, frozen=True):
    """``covered`` of ``total``."""

    covered: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.covered + other.covered, self.total + other.total)

    @property
    def percent(self) -> float:
        """From 0 to 100; 100 if ``total`` is 0."""
        return 100 * self.covered / self.total if self.total else 100.0


class FileCoverage(Struct, frozen=True):
    """How many of a file's answers have a source, how many of the figures in its prose, and how
    many of its quoted passages were found. Each value of a fact is one of the figures."""

    path: str
    answers: Share = Share()
    figures: Share = Share()
    passages: Share = Share()

    def __add__(self, other: FileCoverage) -> FileCoverage:
        return FileCoverage(
            self.path,
            self.answers + other.answers,
            self.figures + other.figures,
            self.passages + other.passages,
        )


class Coverage(Struct, frozen=True):
    """The coverage of the files that have an answer, a figure or a passage, in order of path."""

    files: tuple[FileCoverage, ...] = ()

    @property
    def site(self) -> FileCoverage:
        """All files together, under an empty path."""
        return sum(self.files, start=FileCoverage(""))


def measure_coverage(site: Iterable[Prose], quoted: Iterable[Passage]) -> Coverage:
    parts = [FileCoverage(prose.path, _answers(prose), _figures(prose)) for prose in site]
    for passage in quoted:
        verified = passage.verdict in (Verdict.FOUND, Verdict.ALMOST)
        parts.append(FileCoverage(passage.cited.path, passages=Share(int(verified), 1)))
    files: dict[str, FileCoverage] = {}
    for part in parts:
        files[part.path] = files.get(part.path, FileCoverage(part.path)) + part
    found = (files[path] for path in sorted(files))
    return Coverage(
        tuple(f for f in found if f.answers.total or f.figures.total or f.passages.total)
    )


def sourced_questions(prose: Prose) -> frozenset[str]:
    """The ids of the questions whose answer has a note, or a figure drawn from facts."""
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
    for sentence in (each for stretch in prose.sayings for each in stretch.sentences):
        if sentence.kind != "heading":
            values, own = len(sentence.values), len(sentence.figures)
            covered += values + (own if sentence.noted else 0)
            total += values + own
    return Share(covered, total)
