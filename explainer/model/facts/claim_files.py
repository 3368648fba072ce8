"""Read a claim in a file of facts, and its value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child, value_offsets
from explainer.documents.references.citation_syntax import (
    LONGEST_QUOTATION,
    SHORTEN,
    is_wordless,
    too_long,
    without_quotation_marks,
)
from explainer.model.facts.claims import Claim, Evidence, Printing, Rank, Standing, Withdrawal
from explainer.model.facts.records import ClaimRecord, FactRecord
from explainer.model.shared.fields import squash, wrong_length
from explainer.model.shared.reading import Reader
from explainer.model.values.expressions import FormulaError, word_length
from explainer.model.values.formulas import parse_formula
from explainer.model.values.value import Formula, Items, Quantity, Unknown, fold_text
from explainer.model.values.written_values import ValueProblem, read_number, read_value

_LONGEST_PRINTING = 10  # words


def read_claim(
    reader: Reader, key: Scalar, fact: FactRecord, long_form: bool, complete: bool
) -> Claim | None:
    """The claim in the reader's node, or None if its fields are invalid.

    ``key`` is that of the fact. ``long_form`` claims are items of a list. Unless ``complete``, the
    sources may be under a misspelt key.
    """
    node = reader.node
    if not isinstance(node, Mapping):
        hint = "Begin it with - value: and indent the others below."
        reader.report("fact", node.start, "a claim has fields", hint)
        return None
    normal = reader.within(_with_long_sources(node))
    record = normal.record(ClaimRecord, also_known=("value",), key=None if long_form else key)
    if record is None:
        return None
    first = node.items[0][0] if long_form and node.items else key
    sources = reader.key("sources")
    claim, is_read = Claim(value=None, offset=node.start), False
    with suppress(_UnreadValue):
        claim, is_read = _WrittenValue(reader, fact, record).read(), True
    is_derived = claim.expression is not None
    if is_read and claim.value is None and long_form:
        hint = 'Write value: and what is claimed, or "unknown".'
        reader.report("missing-key", first, "this claim has no value", hint)
    if is_read and complete and not (record.sources or record.printed_in or is_derived):
        whose = "this claim" if long_form else f'"{key.value}"'
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
    if (written := record.withdrawn) is None:
        return None
    on, rank = reader.edtf_date("withdrawn", "on"), reader.scalar("rank")
    day, by, source = (reader.scalar("withdrawn", name) for name in ("on", "by", "source"))
    if not (on and day and by and source):
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
        source = each.scalar("source")
        assert source is not None, "the record's type lets a text alone stand here"
        if (written.source, written.at) in named:
            hint = "Delete it, or say under at: where in the text this is."
            reader.report("printed-in", each.name(source), "this text is listed twice", hint)
        named.add((written.source, written.at))
        words = _quote(each, each.scalar("as"), _LONGEST_PRINTING)
        evidence = Evidence(written.source, each.name(source).offset, written.at or "", words)
        yield Printing(evidence, written.how, each.edtf_date("seen"))


def _with_long_sources(node: Mapping) -> Mapping:
    """The claim with each source in its long form, ``{source: key}``."""
    sources = child(node, ["sources"])
    if isinstance(sources, Scalar) and not sources.is_empty:
        sources = Sequence(sources.start, sources.end, (sources,))
    if not isinstance(sources, Sequence):
        return node
    items = list(sources.items)
    for at, each in enumerate(items):
        if isinstance(each, Scalar):
            key = Scalar(each.start, each.end, "source")
            items[at] = Mapping(each.start, each.end, ((key, each),))
    long = replace(sources, items=tuple(items))
    pairs = ((key, long if key.value == "sources" else value) for key, value in node.items)
    return Mapping(node.start, node.end, tuple(pairs))


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


class _UnreadValue(Exception):
    """The value cannot be read, which has been reported."""


class _WrittenValue(Struct, frozen=True):
    """The value in the claim that ``reader`` reads.

    Methods return a claim of which only the value is known. They raise ``_UnreadValue``.
    """

    reader: Reader
    fact: FactRecord
    record: ClaimRecord

    def read(self) -> Claim:
        node = self.reader.node
        written = child(node, ["value"])
        if written is None:
            end = child(node, ["low"]) or child(node, ["high"])
            return self._quantity(end.start) if end else Claim(value=None, offset=node.start)
        if isinstance(written, Mapping):
            message, hint = "a value is one thing or a list", "Quote it if it is text."
            self._fail(written.start, "value", message, hint)
        if isinstance(written, Sequence):
            return self._without_range(self._items(written))
        try:
            value = read_value(written.value, written.style == "", self.fact.kind)
        except ValueProblem as problem:
            if not written.is_empty:
                self._fail_within(written, problem)
            key = self.reader.key("value") or written
            self._fail(key, problem.code, problem.message, problem.hint)
        if isinstance(value, Formula):
            return self._without_range(self._formula(written, value))
        if isinstance(value, Quantity):
            return self._quantity(written.start, value.number)
        return self._without_range(Claim(value=value, offset=written.start))

    def _without_range(self, claim: Claim) -> Claim:
        """``claim``, in which ``about``, ``low``, ``high`` or ``open`` would stand beside no
        number."""
        for name in ("about", "low", "high", "open"):
            key = self.reader.key(name)
            if key and getattr(self.record, name) is not False:
                hint = "Delete it, or write the value as a number."
                if claim.expression is not None:
                    hint = "Delete it: a derived value is as certain as the facts it is made from."
                self._fail(key, "range", f'"{name}" goes with a number only', hint)
        return claim

    def _items(self, written: Sequence) -> Claim:
        words: list[str] = []
        for item in written.items:
            if not isinstance(item, Scalar) or not item.value.strip():
                message, hint = "a list holds words", "Write one word or name an item."
                self._fail(item.start, "value-list", message, hint)
            words.append(item.value)
        if self.fact.kind not in {None, "list"}:
            message = f"this is a list, and the fact is a {self.fact.kind}"
            self._fail(written.start, "value-list", message, "Write one value.")
        if not words:
            hint = 'Write what is in it, or "unknown".'
            self._fail(written.start, "value-missing", "the list is empty", hint)
        return Claim(value=Items(tuple(words)), offset=written.start)

    def _formula(self, written: Scalar, value: Formula) -> Claim:
        at = tuple(value_offsets(self.reader.source, written))
        try:
            tree = parse_formula(value.text)
        except FormulaError as error:
            offset = at[min(error.offset, len(at) - 1)]
            length = word_length(value.text, error.offset)
            self._fail(offset, "formula", error.message, error.hint, length)
        return Claim(value=value, offset=written.start, expression=tree, formula_at=at)

    def _quantity(self, offset: int, number: Decimal | None = None) -> Claim:
        node, record = self.reader.node, self.record
        low, high = child(node, ["low"]), child(node, ["high"])
        least, most = self._end(low, record.low), self._end(high, record.high)
        if least is not None and most is not None and least > most:
            at = high or node
            message = f"the range is upside down: {most} is less than {least}"
            self._fail(at.start, "range", message, "Exchange low and high.", at.end - at.start)
        stated = [end for end in (least, number, most) if end is not None]
        if stated != sorted(stated):
            message, hint = f"{number} lies outside its own range", "Mend the value, low or high."
            self._fail(offset, "range", message, hint)
        if number is not None and (least is None) != (most is None):
            at = low or high or node
            message = "a number goes with both ends of its range, or with none"
            hint = "Give the other end too, or delete the number or this line."
            self._fail(at.start, "range", message, hint)
        if record.open and (number is not None or None not in (least, most)):
            message, hint = '"open" goes with one end of a range only', "Delete it."
            self._fail((low or high or node).start, "range", message, hint)
        value = Quantity(number, self.fact.unit, record.about, least, most, record.open)
        return Claim(value=value, offset=offset)

    def _end(self, written: Node | None, text: str | None) -> Decimal | None:
        """The end of a range; ``text`` is None if what is written is blank."""
        if text is None or not isinstance(written, Scalar):
            return None
        try:
            return read_number(written.value, written.style == "")
        except ValueProblem as problem:
            self._fail_within(written, problem)

    def _fail_within(self, scalar: Scalar, problem: ValueProblem) -> NoReturn:
        offset = value_offsets(self.reader.source, scalar)[min(problem.offset, len(scalar.value))]
        length = wrong_length(scalar.value, problem.offset)
        self._fail(offset, problem.code, problem.message, problem.hint, length)

    def _fail(
        self, at: int | Scalar, code: str, message: str, hint: str, length: int = 1
    ) -> NoReturn:
        self.reader.report(code, at, message, hint, length)
        raise _UnreadValue
