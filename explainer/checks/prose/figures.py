"""Find the figures in prose, and which of them have a source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.prose import Prose, Stretch
from explainer.checks.prose.sentences import Sentence
from explainer.documents.markdown.parsed_text import Span


class SentenceFigures(Struct, frozen=True):
    """A sentence with figures; ``spans`` are those in its own words, without values of facts."""

    stretch: Stretch
    sentence: Sentence
    spans: tuple[Span, ...]

    @property
    def naked(self) -> bool:
        """Whether it has figures without a source: no note stands in it or counts for it."""
        return bool(self.spans) and not self.sentence.noted

    @property
    def place(self) -> tuple[int, int]:
        """The number of its block, and the offset of its first own figure there."""
        return self.sentence.block, self.sentence.start + self.spans[0][0]

    @property
    def texts(self) -> list[str]:
        return [self.sentence.text[start:end] for start, end in self.spans]


def figures_in_prose(prose: Prose) -> Iterator[SentenceFigures]:
    """The sentences with figures, except titles, headings and heads of tables."""
    for stretch in prose.sayings:
        for sentence in stretch.sentences:
            if sentence.kind == "heading":
                continue
            hidden = (*sentence.values, *sentence.names)
            spans = find_figures(sentence.text, prose.language, hidden)
            if spans or sentence.values:
                yield SentenceFigures(stretch, sentence, spans)
