"""Read the value of a claim: a number with its range, a date, a text, a list or a formula."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from explainer.documents.data.nodes import Mapping, Scalar, Sequence, child, value_offsets
from explainer.model.facts.records import ClaimRecord
from explainer.model.shared.fields import wrong_length
from explainer.model.shared.reading import Reader
from explainer.model.values.expressions import Expression, FormulaError, word_length
from explainer.model.values.formulas import parse_formula
from explainer.model.values.value import Formula, Items, Quantity, Value, ValueKind
from explainer.model.values.written_numbers import ValueProblem, read_number
from explainer.model.values.written_values import read_value


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
