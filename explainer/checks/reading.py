"""How easily a page is read: the length of its sentences and, in English, its reading grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explainer.checks.prose.prose import Prose, Stretch, explainers
from explainer.checks.prose.sentences import Sentence
from explainer.languages.locales import is_english

HIGHEST_GRADE = 11.0
"""Flesch-Kincaid grade, the years of schooling that a text asks for, of a page."""
HIGHEST_ANSWER_GRADE = 9.0
"""That of its short answer, and of its answers' first paragraphs."""
LONGEST_MEAN = 18.0
"""Words a sentence, over the page."""


@dataclass(frozen=True, slots=True)
class Ease:
    """``grade`` is the Flesch-Kincaid grade level, None but in English."""

    sentences: int
    words: int
    grade: float | None = None

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences


@dataclass(frozen=True, slots=True)
class PageReading:
    """An explainer's ease: of all its prose, of its short answer, and of its answers' first
    paragraphs together; None for what it does not have."""

    path: str
    page: Ease | None
    short_answer: Ease | None
    answers: Ease | None


def measure_reading(site: Iterable[Prose]) -> tuple[PageReading, ...]:
    """The explainers in order of path."""
    found = [
        PageReading(
            prose.path,
            _ease(prose.sayings, prose.language),
            _ease(prose.of("short_answer"), prose.language),
            _ease(prose.of("answer"), prose.language),
        )
        for prose, _ in explainers(site)
    ]
    return tuple(sorted(found, key=lambda each: each.path))


def _ease(stretches: Iterable[Stretch], language: str) -> Ease | None:
    """Table cells are left out: they are no sentences."""
    sentences = [
        sentence
        for stretch in stretches
        for sentence in stretch.sentences
        if sentence.kind in ("paragraph", "item") and sentence.words
    ]
    if not sentences:
        return None
    words = sum(len(sentence.words) for sentence in sentences)
    grade = reading_grade(sentences) if is_english(language) else None
    return Ease(len(sentences), words, grade)


def reading_grade(sentences: Sequence[Sentence]) -> float:
    """The Flesch-Kincaid grade level of English sentences. A number is read as one syllable."""
    from syllapy import count

    words = [word.replace("’", "'") for sentence in sentences for word in sentence.words]
    if not words:
        return 0.0
    syllables = sum(max(1, count(word)) for word in words)
    grade: float = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade
