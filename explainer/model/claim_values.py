"""The value of a claim, read from its nodes: number with its range, date, text, list or formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from explainer.diagnostics import Diagnostic
from explainer.documents.nodes import Mapping, Scalar, Sequence, child
from explainer.documents.scalar_positions import value_offsets
from explainer.documents.source_text import SourceText
from explainer.model.expressions import Expression, FormulaError
from explainer.model.formulas import parse_formula
from explainer.model.values import (
    Formula,
    Items,
    Quantity,
    Value,
    ValueKind,
    ValueProblem,
    read_number,
    read_value,
)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """``value`` is None where the claim has none, or where it could not be read."""

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
    if written is None or (isinstance(written, Scalar) and written.is_empty):
        return _range_alone(source, node, unit, about, low, high)
    offset = written.start
    if isinstance(written, Mapping):
        return _failed(
            source, offset, "value", "a value is one thing or a list", "Quote it if it is text."
        )
    if isinstance(written, Sequence):
        return _items(source, written, kind)
    try:
        value = read_value(written.value, written.style == "", kind)
    except ValueProblem as problem:
        at = value_offsets(source, written)[min(problem.offset, len(written.value))]
        return _failed(source, at, problem.code, problem.message, problem.hint)
    if isinstance(value, Formula):
        return _formula(source, written, value)
    if isinstance(value, Quantity):
        return _quantity(source, node, offset, value.number, unit, about, low, high)
    for name in ("about", "low", "high"):
        extra = child(node, [name])
        if extra is not None and (name != "about" or about):
            return _failed(
                source,
                extra.start,
                "range",
                f'"{name}" goes with a number only',
                "Delete it, or write the value as a number.",
            )
    return ReadValue(value, offset)


def _failed(source: SourceText, offset: int, code: str, message: str, hint: str) -> ReadValue:
    return ReadValue(None, offset, diagnostics=(source.diagnostic(code, offset, message, hint),))


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
        return _failed(
            source, at[min(error.offset, len(at) - 1)], "formula", error.message, error.hint
        )


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
            return _failed(
                source, scalar.start + problem.offset, problem.code, problem.message, problem.hint
            )
    least, most = ends["low"], ends["high"]
    if least is not None and most is not None and least > most:
        at = child(node, ["high"])
        return _failed(
            source,
            at.start if at else offset,
            "range",
            f"the range is upside down: {most} is less than {least}",
            "Exchange low and high.",
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
    return ReadValue(Quantity(number, unit, about, least, most), offset)
