"""Read the value of a claim, as it is written in a file of facts."""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

from msgspec import Struct

from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child, value_offsets
from explainer.model.facts.claims import Claim
from explainer.model.facts.records import ClaimRecord
from explainer.model.shared.fields import wrong_length
from explainer.model.shared.reading import Reader
from explainer.model.values.expressions import FormulaError, word_length
from explainer.model.values.formulas import parse_formula
from explainer.model.values.value import Formula, Items, Quantity, ValueKind
from explainer.model.values.written_values import ValueProblem, read_number, read_value


class UnreadValue(Exception):
    """The value cannot be read, which has been reported."""


class WrittenValue(Struct, frozen=True):
    """The value in the claim that ``reader`` reads; ``kind`` and ``unit`` are the fact's.

    Methods return a claim of which only the value is known. They raise ``UnreadValue``.
    """

    reader: Reader
    kind: ValueKind | None
    unit: str | None
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
            value = read_value(written.value, written.style == "", self.kind)
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
        if self.kind not in {None, "list"}:
            message = f"this is a list, and the fact is a {self.kind}"
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
        below = number is not None and least is not None and number < least
        above = number is not None and most is not None and number > most
        if below or above:
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
        quantity = Quantity(number, self.unit, record.about, least, most, record.open)
        return Claim(value=quantity, offset=offset)

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
        raise UnreadValue
