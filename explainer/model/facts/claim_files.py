"""Read a claim in a file of facts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.references.citation_syntax import (
    LONGEST_QUOTATION,
    SHORTEN,
    is_wordless,
    too_long,
    without_quotation_marks,
)
from explainer.model.facts.claim_values import UnreadValue, WrittenValue
from explainer.model.facts.claims import Claim, Evidence, Printing, Rank, Standing, Withdrawal
from explainer.model.facts.records import ClaimRecord
from explainer.model.shared.fields import squash
from explainer.model.shared.reading import Reader
from explainer.model.values.value import Unknown, ValueKind, fold_text

_LONGEST_PRINTING = 10
"""In words."""


def read_claim(
    reader: Reader,
    fact: Scalar,
    kind: ValueKind | None,
    unit: str | None,
    long_form: bool,
    complete: bool,
) -> Claim | None:
    """The claim in the reader's node, or None if its fields are invalid.

    ``fact`` is the key of the fact, ``kind`` and ``unit`` are the fact's. ``long_form`` claims are
    items of a list. Unless ``complete``, the sources may be under a misspelt key.
    """
    node = reader.node
    if not isinstance(node, Mapping):
        hint = "Begin it with - value: and indent the others below."
        reader.report("fact", node.start, "a claim has fields", hint)
        return None
    normal = reader.within(_with_long_sources(node))
    record = normal.record(ClaimRecord, also_known=("value",), key=None if long_form else fact)
    if record is None:
        return None
    first = node.items[0][0] if long_form and node.items else fact
    sources = reader.key("sources")
    is_derived = False
    try:
        claim = WrittenValue(reader, kind, unit, record).read()
    except UnreadValue:
        claim = Claim(value=None, offset=node.start)
    else:
        is_derived = claim.expression is not None
        if claim.value is None and long_form:
            hint = 'Write value: and what is claimed, or "unknown".'
            reader.report("missing-key", first, "this claim has no value", hint)
        if complete and not (record.sources or record.printed_in or is_derived):
            whose = "this claim" if long_form else f'"{fact.value}"'
            hint = "Add sources: [key], with the key of a source in content/sources/."
            reader.report("no-source", sources or first, f"{whose} names no source", hint)
    if sources and record.sources and is_derived:
        message = "a derived value has the sources of the facts it is made from"
        reader.report("derived-source", sources, message, "Delete this line.")
    _check_reasons(reader, record, isinstance(claim.value, Unknown))
    printed_in = tuple(_printings(reader, record, is_derived))
    evidence = tuple(_evidence(normal, record)) or tuple(each.evidence for each in printed_in)
    return replace(
        claim,
        what=reader.inline("what"),
        by=record.by or "",
        as_of=reader.edtf_date("as_of"),
        standing=record.standing,
        rank=record.rank,
        why=reader.inline("why"),
        evidence=evidence,
        withdrawn=_withdrawal(reader, record, is_derived),
        printed_in=printed_in,
        waived=reader.waivers(),
    )


def _check_reasons(reader: Reader, record: ClaimRecord, is_unknown: bool) -> None:
    rank, standing, value = (reader.scalar(name) for name in ("rank", "standing", "value"))
    if rank and record.rank is not Rank.NORMAL and not (record.why or record.withdrawn):
        hint = "Say under why: what decides it."
        reader.report("rank-without-why", rank, f'rank "{record.rank}" needs a reason', hint)
    if standing and record.standing is Standing.ASSERTED and not record.by:
        hint = "Name under by: who says so."
        reader.report("no-speaker", standing, "an asserted claim needs its speaker", hint)
    if value and is_unknown and not record.why:
        hint = "Say under why: whether it was not published or is not known."
        reader.report("unknown-without-why", value, "an unknown value needs a reason", hint)


def _withdrawal(reader: Reader, record: ClaimRecord, is_derived: bool) -> Withdrawal | None:
    """The claim's withdrawal. One of what only this site says, or beside a rank, is reported."""
    written, on, rank = record.withdrawn, reader.edtf_date("withdrawn", "on"), reader.scalar("rank")
    day, by, source = (reader.scalar("withdrawn", name) for name in ("on", "by", "source"))
    if not (written and on and day and by and source):
        return None
    if is_derived:
        message = "a derived value falls with the facts that it is made from"
        reader.report("withdrawal", by, message, "Withdraw a claim of one of those.")
    elif "us" in (fold_text(written.by), fold_text(record.by or "")):
        message = "what this site itself says or takes back is set aside, not withdrawn"
        hint = "Write rank: deprecated and why: instead of withdrawn:."
        reader.report("withdrawal", by, message, hint)
    elif rank and record.rank is not Rank.NORMAL:
        message = "a claim that was withdrawn has no rank"
        reader.report("withdrawal", rank, message, "Delete rank:. A why: may stay.")
    offset = reader.name(source).offset
    quote = _quote(reader, reader.scalar("withdrawn", "quote"))
    evidence = Evidence(written.source, offset, written.at or "", quote)
    return Withdrawal(squash(written.by), on, evidence, reader.name(day).offset)


def _printings(reader: Reader, record: ClaimRecord, is_derived: bool) -> Iterator[Printing]:
    """The texts that printed the claim. Those of a claim that is live are reported."""
    key = reader.key("printed_in")
    if key and record.printed_in and is_derived:
        message, hint = "a derived value is made here, and printed nowhere else", "Delete it."
        reader.report("printed-in", key, message, hint)
    elif key and record.printed_in and not (record.withdrawn or record.rank is Rank.DEPRECATED):
        message = "this claim stands, and what a text prints of it is no error"
        hint = "Write rank: deprecated and why:, or name the text under sources:."
        reader.report("printed-in", key, message, hint)
    named: set[tuple[str, str | None]] = set()
    for written, each in zip(record.printed_in, reader.each("printed_in"), strict=True):
        source = child(each.node, ["source"])
        assert isinstance(source, Scalar), "the record's type lets a text alone stand here"
        if (written.source, written.at) in named:
            hint = "Delete it, or say under at: where in the text this is."
            reader.report("printed-in", each.name(source), "this text is listed twice", hint)
        named.add((written.source, written.at))
        words = _quote(each, each.scalar("as"), _LONGEST_PRINTING)
        evidence = Evidence(written.source, each.name(source).offset, written.at or "", words)
        yield Printing(evidence, written.how, each.edtf_date("seen"))


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


def _evidence(reader: Reader, record: ClaimRecord) -> Iterator[Evidence]:
    for index, each in enumerate(record.sources or ()):
        key = child(reader.node, ["sources", index, "source"])
        assert isinstance(key, Scalar), "the record's type lets a text alone stand here"
        offset = reader.name(key).offset
        passages = reader.scalars("sources", index, "quote")
        for quote in [_quote(reader, passage) for passage in passages] or [""]:
            yield Evidence(each.source, offset, each.at or "", quote)


def _quote(reader: Reader, quoted: Scalar | None, most: int = LONGEST_QUOTATION) -> str:
    """The words of a passage. One that is too long, or holds none, is reported."""
    if quoted is None:
        return ""
    if is_wordless(quoted.value):
        hint = "Quote words of the source: what stands in brackets is yours."
        reader.report("empty", quoted, "the quotation holds no word of its source", hint)
    if message := too_long(quoted.value, most):
        reader.report("long-quotation", quoted, message, SHORTEN)
    return without_quotation_marks(quoted.value)
