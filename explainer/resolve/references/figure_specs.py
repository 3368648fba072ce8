"""Read a figure's fence: its fields, and the facts that it names."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child, value_offsets
from explainer.documents.data.validation import validate
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.figures.figure import Chosen, FigureFields, Kind, Named, Plan
from explainer.figures.kinds import KINDS
from explainer.model.site.site import Site, Unread
from explainer.model.values.expressions import matches_pattern
from explainer.resolve.ledger import Ledger


class NamedFact(Struct, frozen=True, gc=False):
    """A fact that a figure names at an offset, under the name of a ``group`` or none."""

    id: str
    offset: int
    group: str = ""


class FigureSpec(Struct, frozen=True):
    """A fence that can be read; ``facts`` are in the order named."""

    reference: FigureReference
    fields: FigureFields
    facts: tuple[NamedFact, ...]

    @property
    def kind(self) -> Kind:
        return KINDS[self.reference.kind]

    @property
    def texts(self) -> tuple[ParsedText, ...]:
        written = (self.reference.title, self.reference.measure, self.reference.note)
        return tuple(text for text in written if text)


def read_figure(
    source: SourceText, figure: FigureReference, site: Site
) -> tuple[FigureSpec | None, tuple[Diagnostic, ...]]:
    """The figure, or None and diagnostics. ``facts`` may be ``tag x``, an id, a pattern such as
    ``tide.*``, or a list of these."""
    kind = KINDS[figure.kind]
    fields, found = validate(source, figure.node, kind.fields)
    if fields is None:
        return None, found
    diagnostics = list(found)
    named: dict[str, NamedFact] = {}
    for group, item in _selectors(figure.node, kind.groups):
        ids, problem = _select(source, item, site)
        diagnostics += [problem] if problem else []
        for fact_id, offset in ids:
            named.setdefault(fact_id, NamedFact(fact_id, offset, group))
    if not named and not diagnostics and kind.unnamed == "errors":
        erring = (f.id for f in site.facts.values() if any(c.printed_in for c in f.claims))
        named = {each: NamedFact(each, figure.offset) for each in sorted(erring)}
    elif not named and not diagnostics and kind.unnamed == "nothing":
        hint = "Write facts: [id, id] or facts: tag name."
        message, length = "this figure names no facts", len(figure.kind)
        wrong = source.diagnostic("figure", figure.offset, message, hint, length=length)
        diagnostics.append(wrong)
    if diagnostics:
        return None, tuple(diagnostics)
    return FigureSpec(figure, fields, tuple(named.values())), ()


def plan_figure(spec: FigureSpec, site: Site, ledger: Ledger) -> Plan:
    """The rows of a figure whose facts all have a standpoint."""

    def place_of(*path: str | int) -> int | None:
        found = child(spec.reference.node, path)
        return found.start if found else None

    facts = (Named(ledger.standpoints[f.id], f.offset, f.group) for f in spec.facts)
    chosen = Chosen(
        fields=spec.fields,
        facts=tuple(facts),
        entries=site.entries,
        unread=site.incomplete.entries,
        images=site.images,
        place_of=place_of,
        language=site.default,
    )
    return spec.kind.plan(chosen)


def _selectors(node: Mapping, groups: str) -> Iterator[tuple[str, Scalar]]:
    """What names facts, each with the group it stands in: the field ``groups`` has lists of such
    words by name."""
    found = [("", child(node, ["facts"]))]
    grouped = child(node, [groups]) if groups else None
    if isinstance(grouped, Mapping):
        found += [(key.value, value) for key, value in grouped.items]
    for group, written in found:
        yield from ((group, item) for item in _words(written) if item.value.strip())


def _words(node: Node | None) -> Iterator[Scalar]:
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar):
            yield item


def _select(
    source: SourceText, scalar: Scalar, site: Site
) -> tuple[list[tuple[str, int]], Diagnostic | None]:
    """The ids that a word stands for, each with its offset."""
    words, offsets = scalar.value.split(), value_offsets(source, scalar)
    if words[:1] == ["tag"] and len(words) == 2:
        word = words[1]
        at = offsets[scalar.value.rindex(word)]
        found = [fact.id for fact in site.facts.values() if word in fact.tags]
        empty, mend = f'no fact has the tag "{word}"', "Mend it, or give facts that tag."
    elif "*" in scalar.value:
        word, at = scalar.value, offsets[0]
        found = sorted(fact_id for fact_id in site.facts if matches_pattern(word, fact_id))
        empty, mend = f'no fact is named "{word}"', "Mend the pattern: * is a part of an id."
    else:
        return [(scalar.value, offsets[0])], None
    if not found and site.incomplete.facts == Unread():
        return [], source.diagnostic("figure", at, empty, mend, length=len(word))
    return [(fact_id, at) for fact_id in found], None
