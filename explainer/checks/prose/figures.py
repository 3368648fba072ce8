"""The figures in prose: which of them there are, and which have a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.prose import Prose, Stretch
from explainer.checks.prose.sentences import Sentence
from explainer.documents.markdown.marked_text import Span


@dataclass(frozen=True, slots=True)
class SentenceFigures:
    """A sentence that has figures: those in its own words, as offsets in its text, beside the
    values of facts."""

    stretch: Stretch
    sentence: Sentence
    spans: tuple[Span, ...]

    @property
    def naked(self) -> bool:
        """Whether its own figures have no source: no note stands in it, and none covers it."""
        return bool(self.spans) and not self.sentence.noted

    @property
    def place(self) -> tuple[int, int]:
        """The block in which its own first figure stands, and where in it."""
        return self.sentence.block, self.sentence.start + self.spans[0][0]

    @property
    def texts(self) -> list[str]:
        return [self.sentence.text[start:end] for start, end in self.spans]


def figures_in_prose(prose: Prose) -> Iterator[SentenceFigures]:
    """The sentences with figures, but for titles, headings and the heads of tables: they name
    what the text below them says."""
    for stretch in prose.sayings:
        for sentence in stretch.sentences:
            if sentence.kind == "heading":
                continue
            hidden = (*sentence.values, *sentence.names)
            spans = find_figures(sentence.text, prose.language, hidden)
            if spans or sentence.values:
                yield SentenceFigures(stretch, sentence, spans)
