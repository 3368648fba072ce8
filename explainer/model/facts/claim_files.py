"""Read a claim in a file of facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.data.scalar_positions import value_offsets
from explainer.documents.references.quotations import (
    SHORTEN,
    is_wordless,
    too_long,
    without_quotation_marks,
)
from explainer.model.facts.claims import Claim, Evidence, Rank, Standing, Withdrawal
from explainer.model.facts.records import ClaimRecord
from explainer.model.shared.fields import squash, wrong_length
from explainer.model.shared.reading import Reader
from explainer.model.values.expressions import Expression, FormulaError, word_length
from explainer.model.values.formulas import parse_formula
from explainer.model.values.value import (
    Formula,
    Items,
    Quantity,
    Unknown,
    Value,
    ValueKind,
    fold_text,
)
from explainer.model.values.written_values import ValueProblem, read_number, read_value


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
    read = WrittenValue(reader, kind, unit, record).read()
    first = node.items[0][0] if long_form and node.items else fact
    if read.value is None and not read.failed and long_form:
        hint = 'Write value: and what is claimed, or "unknown".'
        reader.report("missing-key", first, "this claim has no value", hint)
    sources = reader.key("sources")
    is_derived = read.expression is not None
    if complete and not (record.sources or is_derived or read.failed):
        message = "this claim names no source" if long_form else f'"{fact.value}" names no source'
        hint = "Add sources: [key], with the key of a source in content/sources/."
        reader.report("no-source", sources or first, message, hint)
    if sources and record.sources and is_derived:
        message = "a derived value has the sources of the facts it is made from"
        reader.report("derived-source", sources, message, "Delete this line.")
    _check_reasons(reader, record, isinstance(read.value, Unknown))
    return Claim(
        value=read.value,
        offset=read.offset,
        what=reader.inline("what"),
        by=record.by or "",
        as_of=reader.edtf_date("as_of"),
        standing=record.standing,
        rank=record.rank,
        why=reader.inline("why"),
        evidence=tuple(_evidence(normal, record)),
        withdrawn=_withdrawal(reader, record, is_derived),
        expression=read.expression,
        formula_at=read.formula_at,
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


def _quote(reader: Reader, quoted: Scalar | None) -> str:
    """The words of a passage. One that is too long, or holds none, is reported."""
    if quoted is None:
        return ""
    if is_wordless(quoted.value):
        hint = "Quote words of the source: what stands in brackets is yours."
        reader.report("empty", quoted, "the quotation holds no word of its source", hint)
    if message := too_long(quoted.value):
        reader.report("long-quotation", quoted, message, SHORTEN)
    return without_quotation_marks(quoted.value)


class ReadValue(Struct, frozen=True):
    """The value of a claim; None if the claim has none or if reading it ``failed``.

    A derived value has an ``expression``; ``formula_at`` maps the offsets in its formula to
    those in the file.
    """

    value: Value | None
    offset: int
    expression: Expression | None = None
    formula_at: tuple[int, ...] = ()
    failed: bool = False


class WrittenValue(Struct, frozen=True):
    """The value in the claim that ``reader`` reads; ``kind`` and ``unit`` are the fact's."""

    reader: Reader
    kind: ValueKind | None
    unit: str | None
    record: ClaimRecord

    def read(self) -> ReadValue:
        node = self.reader.node
        written = child(node, ["value"])
        if written is None:
            end = child(node, ["low"]) or child(node, ["high"])
            return self._quantity(end.start, None) if end else ReadValue(None, node.start)
        if isinstance(written, Mapping):
            message, hint = "a value is one thing or a list", "Quote it if it is text."
            return self._failed(written.start, "value", message, hint)
        if isinstance(written, Sequence):
            return self._without_range(self._items(written))
        try:
            value = read_value(written.value, written.style == "", self.kind)
        except ValueProblem as problem:
            if not written.is_empty:
                return self._unreadable(written, problem)
            key = self.reader.key("value") or written
            return self._failed(key, problem.code, problem.message, problem.hint)
        if isinstance(value, Formula):
            return self._without_range(self._formula(written, value))
        if isinstance(value, Quantity):
            return self._quantity(written.start, value.number)
        return self._without_range(ReadValue(value, written.start))

    def _without_range(self, read: ReadValue) -> ReadValue:
        """``read``, unless it is not a number and ``about``, ``low`` or ``high`` is given."""
        for name in ("about", "low", "high"):
            key = self.reader.key(name)
            if key and not read.failed and (name != "about" or self.record.about):
                message = f'"{name}" goes with a number only'
                hint = "Delete it, or write the value as a number."
                if read.expression is not None:
                    hint = "Delete it: a derived value is as certain as the facts it is made from."
                return self._failed(key, "range", message, hint)
        return read

    def _items(self, written: Sequence) -> ReadValue:
        words: list[str] = []
        for item in written.items:
            if not isinstance(item, Scalar) or not item.value.strip():
                message, hint = "a list holds words", "Write one word or name an item."
                return self._failed(item.start, "value-list", message, hint)
            words.append(item.value)
        if self.kind not in {None, "list"}:
            message = f"this is a list, and the fact is a {self.kind}"
            return self._failed(written.start, "value-list", message, "Write one value.")
        if not words:
            hint = 'Write what is in it, or "unknown".'
            return self._failed(written.start, "value-missing", "the list is empty", hint)
        return ReadValue(Items(tuple(words)), written.start)

    def _formula(self, written: Scalar, value: Formula) -> ReadValue:
        at = tuple(value_offsets(self.reader.source, written))
        try:
            return ReadValue(value, written.start, parse_formula(value.text), at)
        except FormulaError as error:
            offset = at[min(error.offset, len(at) - 1)]
            length = word_length(value.text, error.offset)
            return self._failed(offset, "formula", error.message, error.hint, length)

    def _quantity(self, offset: int, number: Decimal | None) -> ReadValue:
        node = self.reader.node
        ends: list[Decimal | None] = []
        low, high = child(node, ["low"]), child(node, ["high"])
        for scalar, text in ((low, self.record.low), (high, self.record.high)):
            if text is None or not isinstance(scalar, Scalar):
                ends.append(None)
                continue
            try:
                ends.append(read_number(scalar.value, scalar.style == ""))
            except ValueProblem as problem:
                return self._unreadable(scalar, problem)
        least, most = ends
        if least is not None and most is not None and least > most:
            at = high or node
            message = f"the range is upside down: {most} is less than {least}"
            hint = "Exchange low and high."
            return self._failed(at.start, "range", message, hint, at.end - at.start)
        below = number is not None and least is not None and number < least
        above = number is not None and most is not None and number > most
        if below or above:
            message, hint = f"{number} lies outside its own range", "Mend the value, low or high."
            return self._failed(offset, "range", message, hint)
        if number is not None and (least is None) != (most is None):
            at = low or high or node
            message = "a number goes with both ends of its range, or with none"
            hint = "Give the other end too, or delete the number or this line."
            return self._failed(at.start, "range", message, hint)
        return ReadValue(Quantity(number, self.unit, self.record.about, least, most), offset)

    def _unreadable(self, scalar: Scalar, problem: ValueProblem) -> ReadValue:
        offset = value_offsets(self.reader.source, scalar)[min(problem.offset, len(scalar.value))]
        length = wrong_length(scalar.value, problem.offset)
        return self._failed(offset, problem.code, problem.message, problem.hint, length)

    def _failed(
        self, at: int | Scalar, code: str, message: str, hint: str, length: int = 1
    ) -> ReadValue:
        self.reader.report(code, at, message, hint, length)
        return ReadValue(None, at if isinstance(at, int) else at.start, failed=True)
