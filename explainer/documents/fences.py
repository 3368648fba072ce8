"""Fenced blocks: plain text, or a figure described in YAML."""

from __future__ import annotations

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.documents.candidates import Fence
from explainer.documents.marked_text import FigureReference
from explainer.documents.nodes import Mapping
from explainer.documents.source_text import SourceText
from explainer.documents.yaml_source import parse_yaml

FIGURE_KINDS = ("bar", "strip", "steps", "timeline", "membership", "locator", "claims", "table")


def read_fence(
    source: SourceText, fence: Fence
) -> tuple[FigureReference | None, tuple[Diagnostic, ...]]:
    """The figure that a fence describes, or nothing where it holds text."""
    word = fence.word
    if word in {"", "text"}:
        return None, ()
    if word not in FIGURE_KINDS:
        hint = (
            did_you_mean(word, [*FIGURE_KINDS, "text"])
            or f"Write text, or one of {', '.join(FIGURE_KINDS)}."
        )
        message = f'"{word}" is no kind of figure'
        return None, (
            source.diagnostic("figure-kind", fence.word_offset, message, hint, length=len(word)),
        )
    if not fence.at_margin:
        hint = "Move the whole block to the left margin."
        return None, (
            source.diagnostic(
                "figure-place", fence.word_offset, "a figure stands at the left margin", hint
            ),
        )
    node, diagnostics = parse_yaml(source, fence.content_offset, fence.content_end)
    if diagnostics:
        return None, diagnostics
    if not isinstance(node, Mapping):
        hint = "Write title: and facts: on lines of their own."
        return None, (
            source.diagnostic("figure", fence.word_offset, "this figure names no facts", hint),
        )
    return FigureReference(fence.word_offset, word, node), ()
