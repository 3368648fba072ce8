"""A claim in a file of facts, from its nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    child,
    key_offset,
    value_offset,
)
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.data.validation import validate
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.facts.claim_values import read_claim_value
from explainer.model.facts.claims import (
    Claim,
    Evidence,
    Rank,
    Standing,
)
from explainer.model.facts.records import ClaimRecord
from explainer.model.shared.dates import read_date
from explainer.model.shared.fields import inline_field
from explainer.model.shared.waivers import read_waivers
from explainer.model.values.value import Unknown, ValueKind


@dataclass(slots=True)
class FactReader:
    """One file of facts under way, and what is wrong with it so far."""

    source: SourceText
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, offset: int, message: str, hint: str = "", length: int = 1) -> None:
        self.diagnostics.append(self.source.diagnostic(code, offset, message, hint, length=length))


def read_claim(
    reader: FactReader,
    node: Node,
    fact: Scalar,
    kind: ValueKind | None,
    unit: str | None,
    long_form: bool,
    complete: bool,
) -> Claim | None:
    source = reader.source
    if not isinstance(node, Mapping):
        reader.report(
            "fact",
            node.start,
            "a claim has fields",
            "Begin it with - value: and indent the others below.",
        )
        return None
    normal = _with_long_sources(node)
    record, problems = validate(
        source, normal, ClaimRecord, also_known=("value",), key=None if long_form else fact
    )
    reader.diagnostics += problems
    first = node.items[0][0].start if long_form and node.items else fact.start
    if record is None:
        return None
    read = read_claim_value(source, node, kind, unit, record)
    reader.diagnostics += read.diagnostics
    if read.value is None and not read.diagnostics and long_form:
        reader.report(
            "missing-key",
            first,
            "this claim has no value",
            'Write value: and what is claimed, or "unknown".',
            len(node.items[0][0].value) if node.items else 1,
        )
    if complete and not record.sources and read.expression is None and not read.diagnostics:
        word = "sources" if child(node, ["sources"]) else ""
        at = key_offset(node, ["sources"]) if word else first
        reader.report(
            "no-source",
            at,
            "this claim names no source" if long_form else f'"{fact.value}" names no source',
            "Add sources: [key], with the key of a source in content/sources/.",
            len(word or (node.items[0][0].value if long_form else fact.value)),
        )
    if record.sources and read.expression is not None:
        reader.report(
            "derived-source",
            key_offset(node, ["sources"]),
            "a derived value has the sources of the facts it is made from",
            "Delete this line.",
            len("sources"),
        )
    _check_claim(reader, node, record, read.value is not None and isinstance(read.value, Unknown))
    return Claim(
        value=read.value,
        offset=read.offset,
        what=_inline(reader, node, "what"),
        by=record.by or "",
        as_of=_as_of(reader, node),
        standing=record.standing,
        rank=record.rank,
        why=_inline(reader, node, "why"),
        evidence=tuple(_evidence(source, normal, record)),
        expression=read.expression,
        formula_at=read.formula_at,
        waived=read_waivers(source, child(node, ["waive"])),
    )


def _check_claim(reader: FactReader, node: Mapping, record: ClaimRecord, unknown: bool) -> None:
    if record.rank is not Rank.NORMAL and not record.why:
        reader.report(
            "rank-without-why",
            value_offset(node, ["rank"]),
            f'rank "{record.rank}" needs a reason',
            "Say under why: what decides it.",
            len(record.rank),
        )
    if record.standing is Standing.ASSERTED and not record.by:
        reader.report(
            "no-speaker",
            value_offset(node, ["standing"]),
            "an asserted claim needs its speaker",
            "Name under by: who says so.",
            len("asserted"),
        )
    if unknown and not record.why:
        reader.report(
            "unknown-without-why",
            value_offset(node, ["value"]),
            "an unknown value needs a reason",
            "Say under why: whether it was not published or is not known.",
            len("unknown"),
        )


def _with_long_sources(node: Mapping) -> Mapping:
    """The claim with each source in its long form, ``{source: key}``."""

    def lengthen(item: Node) -> Node:
        if isinstance(item, Scalar):
            return Mapping(item.start, item.end, ((Scalar(item.start, item.end, "source"), item),))
        return item

    def listed(sources: Node) -> Node:
        if isinstance(sources, Scalar) and not sources.is_empty:
            return Sequence(sources.start, sources.end, (lengthen(sources),))
        if isinstance(sources, Sequence):
            items = tuple(lengthen(item) for item in sources.items)
            return Sequence(sources.start, sources.end, items)
        return sources

    items = ((key, listed(value) if key.value == "sources" else value) for key, value in node.items)
    return Mapping(node.start, node.end, tuple(items))


def _evidence(source: SourceText, node: Mapping, record: ClaimRecord) -> Iterable[Evidence]:
    for index, each in enumerate(record.sources or ()):
        key = child(node, ["sources", index, "source"])
        assert isinstance(key, Scalar), "the record's type lets a text alone stand here"
        yield Evidence(each.source, offsets_of(source, key)(0), each.at or "", each.quote or "")


def _inline(reader: FactReader, node: Mapping, name: str) -> ParsedText:
    scalar = child(node, [name])
    if not isinstance(scalar, Scalar) or not scalar.value.strip():
        return ParsedText()
    text, problems = inline_field(reader.source, scalar)
    reader.diagnostics += problems
    return text


def _as_of(reader: FactReader, node: Mapping) -> Any:
    scalar = child(node, ["as_of"])
    if not isinstance(scalar, Scalar) or not scalar.value.strip():
        return None
    found, problems = read_date(reader.source, scalar)
    reader.diagnostics += problems
    return found
