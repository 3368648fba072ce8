"""The value of a claim, read from its nodes: number with its range, date, text, list or formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Scalar, Sequence, child, key_offset
from explainer.documents.data.scalar_positions import value_offsets
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import wrong_length
from explainer.model.values.expressions import Expression, FormulaError, word_length
from explainer.model.values.formulas import parse_formula
from explainer.model.values.value import Formula, Items, Quantity, Value, ValueKind
from explainer.model.values.written_numbers import ValueProblem, read_number
from explainer.model.values.written_values import read_value


@dataclass(frozen=True, slots=True)
class ReadValue:
    """``value`` is None where the claim has none, or where it could not be read, which
    ``diagnostics`` say."""

    value: Value | None
    offset: int
    expression: Expression | None = None
    formula_at: tuple[int, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_claim_value(
    source: SourceText,
    node: Mapping,
    kind: ValueKind | None,
    unit: str | None,
    about: bool,
    low: str | None,
    high: str | None,
) -> ReadValue:
    written = child(node, ["value"])
    if written is None:
        return _range_alone(source, node, unit, about, low, high)
    offset = written.start
    if isinstance(written, Mapping):
        hint = "Quote it if it is text."
        return _failed(source, offset, "value", "a value is one thing or a list", hint)
    if isinstance(written, Sequence):
        return _without_range(source, node, about, _items(source, written, kind))
    try:
        value = read_value(written.value, written.style == "", kind)
    except ValueProblem as problem:
        if written.is_empty:
            offset, length = key_offset(node, ["value"]), len("value")
        else:
            offset = value_offsets(source, written)[min(problem.offset, len(written.value))]
            length = wrong_length(written.value, problem.offset)
        return _failed(source, offset, problem.code, problem.message, problem.hint, length)
    if isinstance(value, Formula):
        return _without_range(source, node, about, _formula(source, written, value))
    if isinstance(value, Quantity):
        return _quantity(source, node, offset, value.number, unit, about, low, high)
    return _without_range(source, node, about, ReadValue(value, offset))


def _without_range(source: SourceText, node: Mapping, about: bool, read: ReadValue) -> ReadValue:
    """``read``, unless ``about``, ``low`` or ``high`` stands beside what is no number."""
    for name in ("about", "low", "high"):
        extra = child(node, [name])
        if extra is not None and (name != "about" or about) and not read.diagnostics:
            message = f'"{name}" goes with a number only'
            hint = "Delete it, or write the value as a number."
            if read.expression is not None:
                hint = "Delete it: a derived value is as certain as the facts it is made from."
            at = key_offset(node, [name])
            return _failed(source, at, "range", message, hint, len(name))
    return read


def _failed(
    source: SourceText, offset: int, code: str, message: str, hint: str, length: int = 1
) -> ReadValue:
    problem = source.diagnostic(code, offset, message, hint, length=length)
    return ReadValue(None, offset, diagnostics=(problem,))


def _items(source: SourceText, node: Sequence, kind: ValueKind | None) -> ReadValue:
    words: list[str] = []
    for item in node.items:
        if not isinstance(item, Scalar) or not item.value.strip():
            return _failed(
                source,
                item.start,
                "value-list",
                "a list holds words",
                "Write one word or name an item.",
            )
        words.append(item.value)
    if kind not in {None, "list"}:
        return _failed(
            source,
            node.start,
            "value-list",
            f"this is a list, and the fact is a {kind}",
            "Write one value.",
        )
    if not words:
        return _failed(
            source,
            node.start,
            "value-missing",
            "the list is empty",
            'Write what is in it, or "unknown".',
        )
    return ReadValue(Items(tuple(words)), node.start)


def _formula(source: SourceText, written: Scalar, value: Formula) -> ReadValue:
    at = tuple(value_offsets(source, written))
    try:
        return ReadValue(value, written.start, parse_formula(value.text), at)
    except FormulaError as error:
        offset = at[min(error.offset, len(at) - 1)]
        length = word_length(value.text, error.offset)
        return _failed(source, offset, "formula", error.message, error.hint, length)


def _range_alone(
    source: SourceText,
    node: Mapping,
    unit: str | None,
    about: bool,
    low: str | None,
    high: str | None,
) -> ReadValue:
    ends = child(node, ["low"]) or child(node, ["high"])
    if ends is None:
        return ReadValue(None, node.start)
    return _quantity(source, node, ends.start, None, unit, about, low, high)


def _quantity(
    source: SourceText,
    node: Mapping,
    offset: int,
    number: Decimal | None,
    unit: str | None,
    about: bool,
    low: str | None,
    high: str | None,
) -> ReadValue:
    ends: dict[str, Decimal | None] = {}
    for name, text in (("low", low), ("high", high)):
        scalar = child(node, [name])
        ends[name] = None
        if text is None or not isinstance(scalar, Scalar):
            continue
        try:
            ends[name] = read_number(scalar.value, scalar.style == "")
        except ValueProblem as problem:
            offset = value_offsets(source, scalar)[min(problem.offset, len(scalar.value))]
            length = wrong_length(scalar.value, problem.offset)
            return _failed(source, offset, problem.code, problem.message, problem.hint, length)
    least, most = ends["low"], ends["high"]
    if least is not None and most is not None and least > most:
        at = child(node, ["high"])
        return _failed(
            source,
            at.start if at else offset,
            "range",
            f"the range is upside down: {most} is less than {least}",
            "Exchange low and high.",
            at.end - at.start if at else 1,
        )
    if number is not None and (
        (least is not None and number < least) or (most is not None and number > most)
    ):
        return _failed(
            source,
            offset,
            "range",
            f"{number} lies outside its own range",
            "Mend the value, low or high.",
        )
    if number is not None and (least is None) != (most is None):
        only = child(node, ["low"]) or child(node, ["high"])
        return _failed(
            source,
            only.start if only else offset,
            "range",
            "a number goes with both ends of its range, or with none",
            "Give the other end too, or delete the number or this line.",
        )
    return ReadValue(Quantity(number, unit, about, least, most), offset)
