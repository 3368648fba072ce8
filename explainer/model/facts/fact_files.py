"""The fact ledger: ``content/facts/*.yaml`` to facts with their claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from explainer.diagnostics import Diagnostic, closest
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child, value_offset
from explainer.documents.data.validation import split_translations, validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.claim_files import FactReader, read_claim
from explainer.model.facts.claims import (
    Claim,
    Rank,
    tied_claim,
)
from explainer.model.facts.fact import Fact
from explainer.model.facts.records import CLAIM_FIELDS, FactRecord
from explainer.model.shared.dates import read_day
from explainer.model.shared.waivers import read_waivers
from explainer.model.values.value import Quantity, Text, Unknown, ValueKind
from explainer.model.values.written_numbers import is_number

_ID = re.compile(r"[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class ParsedFacts:
    """The facts of one file. ``broken`` are ids whose record has errors."""

    source: SourceText
    facts: tuple[Fact, ...] = ()
    broken: frozenset[str] = frozenset()
    readable: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_facts(source: SourceText) -> ParsedFacts:
    """A file of facts, a mapping from ids; a pure function of the file's text."""
    node, diagnostics = parse_yaml(source)
    if any(d.code != "duplicate-key" for d in diagnostics):
        return ParsedFacts(source, readable=False, diagnostics=diagnostics)
    if node is None:
        return ParsedFacts(source)
    if not isinstance(node, Mapping):
        hint = (
            "Write an id and a colon on a line of its own, and the fact's fields indented below it."
        )
        problem = source.diagnostic("facts", node.start, "a file of facts maps ids to facts", hint)
        return ParsedFacts(source, readable=False, diagnostics=(problem,))
    reader = FactReader(source, list(diagnostics))
    facts: list[Fact] = []
    broken: set[str] = set()
    for key, value in node.items:
        before = len(reader.diagnostics)
        fact = _read_fact(reader, key, value)
        if fact is None or len(reader.diagnostics) > before:
            broken.add(key.value)
        else:
            facts.append(fact)
    # Nobody can tell what an id that cannot be one was meant to be, nor what a second key hid.
    readable = not diagnostics and all(_ID.fullmatch(key.value) for key, _ in node.items)
    return ParsedFacts(source, tuple(facts), frozenset(broken), readable, tuple(reader.diagnostics))


def _read_fact(reader: FactReader, key: Scalar, node: Node) -> Fact | None:
    source, before = reader.source, len(reader.diagnostics)
    if not _ID.fullmatch(key.value):
        hint = "Use a to z, digits, hyphens and underscores, with single dots between parts."
        reader.report(
            "fact-id", key.start, f'"{key.value}" is no id for a fact', hint, len(key.value)
        )
    if not isinstance(node, Mapping):
        hint = "Write its fields indented below it: label, statement, value, sources."
        reader.report("fact", key.start, f'"{key.value}" has no fields', hint, len(key.value))
        return None
    own, translations = split_translations(node, FactRecord.translated)
    short = [item for item in own.items if item[0].value in CLAIM_FIELDS]
    claims_node = child(own, ["claims"])
    record, problems = validate(
        source, own, FactRecord, also_known=(*CLAIM_FIELDS, "claims"), key=key
    )
    reader.diagnostics += problems
    if claims_node is not None and short:
        reader.report(
            "fact",
            short[0][0].start,
            f'"{short[0][0].value}" stands beside "claims"',
            "Move it into the claim that it belongs to.",
            len(short[0][0].value),
        )
        return None
    if claims_node is None:
        nodes: list[Node] = [Mapping(node.start, node.end, tuple(short))]
    elif isinstance(claims_node, Sequence) and claims_node.items:
        nodes = list(claims_node.items)
    else:
        reader.report(
            "fact", claims_node.start, '"claims" is a list', "Begin each claim with a hyphen."
        )
        return None
    kind: ValueKind | None = record.kind if record else None
    unit = record.unit if record else None
    long_form = claims_node is not None
    known = (*CLAIM_FIELDS, *FactRecord.__struct_fields__)
    # a misspelt key is reported already
    complete = not any(
        closest(name.value, ["sources"]) for name, _ in own.items if name.value not in known
    )
    claims = [read_claim(reader, each, key, kind, unit, long_form, complete) for each in nodes]
    if record is None or any(c is None for c in claims):
        return None
    whole = tuple(c for c in claims if c is not None)
    is_silent = not record.statement and all(c.value is None for c in whole)
    if is_silent and len(reader.diagnostics) == before:
        reader.report(
            "fact",
            key.start,
            f'"{key.value}" says nothing',
            "Give it a value or a statement.",
            len(key.value),
        )
    _check_ranks(reader, own, whole, long_form, before)
    _check_unit(reader, own, record, whole)
    return Fact(
        id=key.value,
        path=source.path,
        offset=key.start,
        label=record.label or _label(key.value),
        claims=whole,
        statement=record.statement or "",
        unit=record.unit or "",
        unit_offset=value_offset(own, ["unit"]),
        tags=tuple(record.tags),
        review_by=_day(reader, own, "review_by"),
        review_every=record.review_every or "",
        checked=_day(reader, own, "checked"),
        translations=tuple(
            (name, language, text.value)
            for name, found in sorted(translations.items())
            for language, text in sorted(found.items())
        ),
        waived=read_waivers(source, child(own, ["waive"])),
    )


def _label(fact_id: str) -> str:
    return fact_id.replace(".", " ").replace("-", " ").replace("_", " ").capitalize()


def _day(reader: FactReader, node: Mapping, name: str) -> date | None:
    scalar = child(node, [name])
    if not isinstance(scalar, Scalar) or scalar.is_empty:
        return None
    day, problems = read_day(reader.source, scalar, name)
    reader.diagnostics += problems
    return day


def _check_ranks(
    reader: FactReader, node: Mapping, claims: tuple[Claim, ...], long_form: bool, before: int
) -> None:
    """``before`` is how many findings there were before this fact's own: after one, what decides
    between its claims may be what could not be read."""
    preferred: set[str] = set()
    for index, claim in enumerate(claims):
        if claim.rank is not Rank.PREFERRED:
            continue
        if claim.subject in preferred:
            at = value_offset(node, ["claims", index, "rank"] if long_form else ["rank"])
            reader.report(
                "preferred-twice",
                at,
                "a second claim about the same thing is preferred",
                "Prefer one of them, and give the other rank normal or deprecated.",
                len("preferred"),
            )
        preferred.add(claim.subject)
    tied = tied_claim(claims)
    if tied and len(reader.diagnostics) == before:
        reader.report(
            "tie",
            tied.offset,
            "this claim is as new as another that says otherwise",
            "Give one of them rank: preferred with a why:, or say what: each of them counts.",
        )


def _check_unit(
    reader: FactReader, node: Mapping, record: FactRecord, claims: tuple[Claim, ...]
) -> None:
    if not record.unit:
        return
    for claim in claims:
        if (
            claim.value is not None
            and not isinstance(claim.value, Quantity | Unknown)
            and claim.expression is None
        ):
            is_text = isinstance(claim.value, Text) and is_number(claim.value.text)
            hint = (
                "Write the number without quotation marks."
                if is_text
                else "Delete unit:, or give a number."
            )
            reader.report(
                "unit-without-number", claim.offset, "a value with a unit is a number", hint
            )
