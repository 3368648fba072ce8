"""Prose from a few words of Markdown, for tests that read sentences."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.checks.prose.blocks import Block, read_blocks
from explainer.checks.prose.prose import Sentence, make_sentences
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_body
from explainer.documents.references.kinds import FactReference, TermReference


def words(reference: FactReference | TermReference) -> str:
    """A fact's value is its id with spaces for dots, a term what is shown."""
    if isinstance(reference, FactReference):
        return reference.fact_id.replace(".", " ")
    return reference.shown or reference.term


def blocks_of(markdown: str, language: str = "en") -> Sequence[Block]:
    body, problems = parse_body(SourceText("text.md", markdown), 0)
    assert problems == ()
    return read_blocks(body.introduction, words, language)[0]


def sentences_of(markdown: str, language: str = "en") -> tuple[Sentence, ...]:
    return make_sentences(blocks_of(markdown, language), language)
