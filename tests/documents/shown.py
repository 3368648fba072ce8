"""Parsed Markdown as text that a test can hold, with a word for each reference."""

from __future__ import annotations

import re

from explainer.diagnostics import Diagnostic
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.markup import parse_body, parse_inline_markdown
from explainer.documents.markdown.parsed_text import (
    AsideName,
    Body,
    FigureReference,
    LinkReference,
    OpeningTag,
    ParsedText,
    TextReference,
)
from explainer.documents.references.kinds import (
    Citation,
    FactReference,
    NoteReference,
    Suspect,
    TermReference,
)

RESERVED = re.compile("[\ue000-\ue0ff]")
"""Characters that stand for something while Markdown runs."""


def shown(text: ParsedText) -> str:
    """The HTML on one line, with ``⟦@key⟧``, ``⟦fact | filter⟧``, ``⟦[term]⟧``, ``⟦^n⟧``."""
    html = "".join(
        f"⟦{describe(piece)}⟧" if not isinstance(piece, str) else piece
        for part in text.parts
        for piece in (part.pieces if isinstance(part, OpeningTag) else (part,))
        if not isinstance(piece, Suspect)
    )
    return re.sub(r"\n+", " ", html)


def describe(reference: TextReference) -> str:
    match reference:
        case Citation():
            return "; ".join(
                ", ".join(
                    [f"@{s.key}", *filter(None, [s.locator]), *([f'"{s.quote}"'] * bool(s.quote))]
                )
                for s in reference.sources
            )
        case FactReference():
            return " | ".join([reference.fact_id, *reference.filters])
        case TermReference():
            return f"[{reference.term}{'|' * bool(reference.shown)}{reference.shown}]"
        case NoteReference():
            return f"^{reference.name}"
        case LinkReference():
            return f"{'image' if reference.image else 'link'} {reference.address}"
        case FigureReference():
            return f"figure {reference.kind}"
        case AsideName():
            return f"!{reference.kind}"
        case Suspect():
            return f"suspect {reference.name}"


def read(markdown: str) -> tuple[Body, tuple[Diagnostic, ...]]:
    return parse_body(SourceText("page.md", markdown), 0)


def html(markdown: str) -> str:
    """What a text without questions becomes; there must be nothing wrong with it."""
    body, diagnostics = read(markdown)
    assert [d.message for d in diagnostics] == []
    return shown(body.introduction)


def field(markdown: str) -> str:
    """What a field's inline Markdown becomes; there must be nothing wrong with it."""
    source = SourceText("facts.yaml", markdown)
    text, diagnostics = parse_inline_markdown(source, markdown, lambda i: i)
    assert [d.message for d in diagnostics] == []
    return shown(text)


def problems(markdown: str) -> list[str]:
    """What is wrong with a text, in its order: ``line:column code: message``."""
    found = sorted(read(markdown)[1], key=lambda d: d.location)
    return [f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in found]


def positions(markdown: str) -> list[str]:
    """Each reference of a text with the line and column it points at."""
    source = SourceText("page.md", markdown)
    references = parse_body(source, 0)[0].introduction.references
    places = [source.location(reference.offset) for reference in references]
    return [
        f"{place.line}:{place.column} {describe(reference)}"
        for place, reference in zip(places, references, strict=True)
    ]
