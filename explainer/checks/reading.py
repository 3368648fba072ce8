"""Measure how easy pages are to read: sentence length and, in English, reading grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from explainer.checks.prose.prose import Prose, Stretch, explainers
from explainer.checks.prose.sentences import Sentence
from explainer.languages.locales import is_english

HIGHEST_GRADE = 11.0
"""The highest Flesch-Kincaid grade (years of schooling needed) that a page should have."""
HIGHEST_ANSWER_GRADE = 9.0
"""The same for its short answer, and for the first paragraphs of its answers."""
LONGEST_MEAN = 18.0
"""The most words per sentence that a page should have on average."""


class Ease(Struct, frozen=True):
    """The ease of a text; ``grade`` is its Flesch-Kincaid grade level, None outside English."""

    sentences: int
    words: int
    grade: float | None = None

    @property
    def mean(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences


class PageReading(Struct, frozen=True):
    """The ease of an explainer: of all its prose, of its short answer, and of the first paragraphs
    of its answers together; None for what it does not have."""

    path: str
    page: Ease | None
    short_answer: Ease | None
    answers: Ease | None


def measure_reading(site: Iterable[Prose]) -> tuple[PageReading, ...]:
    """The ease of each explainer, in order of path."""
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
    """The ease of paragraphs and list items; None if there are none."""
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
    """The Flesch-Kincaid grade level of English sentences. A number counts as one syllable."""
    from syllapy import count

    words = [word.replace("’", "'") for sentence in sentences for word in sentence.words]
    if not words:
        return 0.0
    syllables = sum(max(1, count(word)) for word in words)
    grade: float = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return grade
