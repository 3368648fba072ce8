"""A figure's fence, read: its title, the facts that it names, its note."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.diagnostics import Diagnostic, closest
from explainer.documents.data.nodes import Node, Scalar, Sequence, child
from explainer.documents.data.scalar_positions import value_offsets
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.model.site.site import Site
from explainer.model.values.expressions import matches_pattern

_FIELDS = ("title", "facts", "note")


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """``facts`` are ids in the order named, each with the offset of what named it."""

    kind: str
    title: ParsedText
    facts: tuple[tuple[str, int], ...]
    note: ParsedText = ParsedText()


def read_figure(
    source: SourceText, figure: FigureReference, site: Site
) -> tuple[FigureSpec | None, tuple[Diagnostic, ...]]:
    """``facts: tag x``, a list of ids and patterns such as ``contingent.*``, or one of them."""
    diagnostics: list[Diagnostic] = []
    for key, _ in figure.node.items:
        if key.value not in _FIELDS:
            close = closest(key.value, _FIELDS)
            hint = f'Did you mean "{close}"?' if close else f"A figure has {', '.join(_FIELDS)}."
            diagnostics.append(
                source.diagnostic(
                    "unknown-key",
                    key.start,
                    f'a figure has no "{key.value}"',
                    hint,
                    length=len(key.value),
                )
            )
    if not figure.title and not diagnostics:
        diagnostics.append(
            source.diagnostic(
                "figure",
                figure.offset,
                "this figure has no title",
                "Write title: and what it shows.",
                length=len(figure.kind),
            )
        )
    facts = _facts(source, figure, child(figure.node, ["facts"]), site, diagnostics)
    if diagnostics:
        return None, tuple(diagnostics)
    title, note = figure.title or ParsedText(), figure.note or ParsedText()
    return FigureSpec(figure.kind, title, facts, note), ()


def _facts(
    source: SourceText,
    figure: FigureReference,
    node: Node | None,
    site: Site,
    diagnostics: list[Diagnostic],
) -> tuple[tuple[str, int], ...]:
    items: list[Scalar] = []
    if isinstance(node, Scalar) and node.value.strip():
        items = [node]
    elif isinstance(node, Sequence):
        items = [item for item in node.items if isinstance(item, Scalar)]
    written = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    for item in written:
        if not isinstance(item, Scalar):
            hint = "Write ids of facts, patterns such as contingent.*, or tag name."
            message = "a figure names its facts in a list of words"
            diagnostics.append(source.diagnostic("figure", item.start, message, hint))
    if not items and not diagnostics:
        diagnostics.append(
            source.diagnostic(
                "figure",
                figure.offset,
                "this figure names no facts",
                "Write facts: [id, id] or facts: tag name.",
                length=len(figure.kind),
            )
        )
    named: dict[str, int] = {}
    for item in items:
        words = item.value.split()
        offsets = value_offsets(source, item)
        if words[:1] == ["tag"] and len(words) == 2:
            word = words[1]
            at = offsets[item.value.rindex(word)]
            found = [f.id for f in site.facts.values() if word in f.tags]
            empty, mend = f'no fact has the tag "{word}"', "Mend it, or give facts that tag."
        elif "*" in item.value:
            word, at = item.value, offsets[0]
            found = sorted(i for i in site.facts if matches_pattern(word, i))
            empty, mend = f'no fact is named "{word}"', "Mend the pattern: * is a part of an id."
        else:
            named.setdefault(item.value, offsets[0])
            continue
        if not found and not site.incomplete.facts and not site.incomplete.fact_ids:
            diagnostics.append(source.diagnostic("figure", at, empty, mend, length=len(word)))
        for fact_id in found:
            named.setdefault(fact_id, at)
    return tuple(named.items())
