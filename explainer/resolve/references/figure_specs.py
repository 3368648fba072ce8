"""Read a figure's fence: its title, the facts it shows, its note."""

from __future__ import annotations

from msgspec import Struct

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.documents.data.nodes import Scalar, Sequence, child, value_offsets
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.model.site.site import Site, Unread
from explainer.model.values.expressions import matches_pattern

_FIELDS = ("title", "facts", "note")


class FigureSpec(Struct, frozen=True):
    """``facts`` are (id, offset of the words that name it), in the order named."""

    kind: str
    title: ParsedText
    facts: tuple[tuple[str, int], ...]
    note: ParsedText = ParsedText()


def read_figure(
    source: SourceText, figure: FigureReference, site: Site
) -> tuple[FigureSpec | None, tuple[Diagnostic, ...]]:
    """The figure, or None and diagnostics. ``facts`` may be ``tag x``, an id, a pattern such as
    ``contingent.*``, or a list of these."""
    diagnostics: list[Diagnostic] = []

    def report(code: str, offset: int, message: str, hint: str, length: int = 1) -> None:
        diagnostics.append(source.diagnostic(code, offset, message, hint, length=length))

    for key, _ in figure.node.items:
        if key.value not in _FIELDS:
            hint = did_you_mean(key.value, _FIELDS) or f"A figure has {', '.join(_FIELDS)}."
            message = f'a figure has no "{key.value}"'
            report("unknown-key", key.start, message, hint, len(key.value))
    if not figure.title and not diagnostics:
        hint = "Write title: and what it shows."
        report("figure", figure.offset, "this figure has no title", hint, len(figure.kind))
    node = child(figure.node, ["facts"])
    written = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    items = [item for item in written if isinstance(item, Scalar)]
    if isinstance(node, Scalar) and not node.value.strip():
        items = []
    for item in written:
        if not isinstance(item, Scalar):
            hint = "Write ids of facts, patterns such as contingent.*, or tag name."
            report("figure", item.start, "a figure names its facts in a list of words", hint)
    if not items and not diagnostics:
        hint = "Write facts: [id, id] or facts: tag name."
        report("figure", figure.offset, "this figure names no facts", hint, len(figure.kind))
    named: dict[str, int] = {}
    for scalar in items:
        words = scalar.value.split()
        offsets = value_offsets(source, scalar)
        if words[:1] == ["tag"] and len(words) == 2:
            word = words[1]
            at = offsets[scalar.value.rindex(word)]
            found = [f.id for f in site.facts.values() if word in f.tags]
            empty, mend = f'no fact has the tag "{word}"', "Mend it, or give facts that tag."
        elif "*" in scalar.value:
            word, at = scalar.value, offsets[0]
            found = sorted(i for i in site.facts if matches_pattern(word, i))
            empty, mend = f'no fact is named "{word}"', "Mend the pattern: * is a part of an id."
        else:
            named.setdefault(scalar.value, offsets[0])
            continue
        if not found and site.incomplete.facts == Unread():
            report("figure", at, empty, mend, len(word))
        for fact_id in found:
            named.setdefault(fact_id, at)
    if diagnostics:
        return None, tuple(diagnostics)
    title, note = figure.title or ParsedText(), figure.note or ParsedText()
    return FigureSpec(figure.kind, title, tuple(named.items()), note), ()
