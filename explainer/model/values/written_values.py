"""Read a YAML scalar as a value, and numbers as editors write them."""

from __future__ import annotations

import re
from decimal import Decimal

from explainer.diagnostics import shortened
from explainer.edtf import EdtfError, looks_like_edtf, parse_edtf
from explainer.model.values.functions import FUNCTIONS
from explainer.model.values.near_values import near_date, near_number, suggest_date
from explainer.model.values.value import (
    DateValue,
    Formula,
    Quantity,
    Text,
    Unknown,
    Value,
    ValueKind,
)

MOST_DIGITS = 40
LARGEST_EXPONENT = 30
QUOTE_FOR_TEXT = "Put it in quotation marks if it is meant as text."

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NO_DECIMALS = (
    (re.compile(r"[-+]?0[xXoObB][0-9A-Fa-f_]+"), "is not a decimal number"),
    (re.compile(r"(?:[0-9.]+\s*[×x*·]\s*)?10\s*(?:\^\s*-?[0-9]+|[⁰-⁹]+)"), "is a power, as in 5e6"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "is not a finite number"),
)
_FORMULA_IN_TYPOGRAPHIC_QUOTES = re.compile("[“”„«‘’]\\s*=\\s*(.+?)\\s*[“”»‘’]?")
_PLACEHOLDERS = ("n/a", "n.a.", "tbd", "tba", "tbc")
_CALL = re.compile(rf"(?:{'|'.join(FUNCTIONS)})\(.*\)")


class ValueProblem(ValueError):
    """Why a scalar is not a value; ``offset`` is counted in code points from its start."""

    def __init__(self, code: str, message: str, hint: str, offset: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.offset = offset


def read_value(text: str, plain: bool, kind: ValueKind | None = None) -> Value:
    """The value of the scalar ``text``; ``plain`` if it was not quoted.

    ``kind`` is the fact's; without it the form of the scalar decides. A Quantity is returned
    without unit, ``about`` and range, which have separate fields. Raises ``ValueProblem`` with the
    code ``value-missing``, ``value-number``, ``value-date``, ``value-list`` or ``formula``.
    """
    if not text.strip() or (plain and text in ("~", "null", "Null", "NULL")):
        hint = 'Write one, or "unknown" and its reason under "why".'
        raise ValueProblem("value-missing", "there is no value", hint)
    if text.casefold() == "unknown":
        return Unknown()
    if text.casefold() in _PLACEHOLDERS and kind != "text":
        hint = 'Write "unknown" and its reason under "why".'
        raise ValueProblem("value-missing", f'"{text}" is no value', hint)
    if kind == "text":
        return Text(text)
    if text.startswith("="):
        return Formula(text)
    match kind:
        case "list":
            hint = f"Write [{shortened(text)}]."
            raise ValueProblem("value-list", "this is one value, and the fact is a list", hint)
        case "date":
            return _read_date(text)
        case "quantity":
            return Quantity(read_number(text, plain))
        case None:
            return _read_by_shape(text, plain)


def _read_by_shape(text: str, plain: bool) -> Value:
    if looks_like_edtf(text):
        return _read_date(text)
    if match := _FORMULA_IN_TYPOGRAPHIC_QUOTES.fullmatch(text):
        message = "YAML knows straight quotation marks only"
        raise ValueProblem("formula", message, f'Write "= {match[1]}".')
    if _CALL.fullmatch(text):
        hint = f'Write "= {text}", or kind: text if it is meant as text.'
        raise ValueProblem("formula", "a formula begins with =", hint)
    if not plain:
        return Text(text)
    if is_number(text):
        return Quantity(read_number(text))
    if date := near_date(text):
        message = f'"{shortened(text)}" is not written as a date'
        raise ValueProblem("value-date", message, f"{date} {QUOTE_FOR_TEXT}")
    if problem := _nearly_a_number(text):
        raise problem
    return Text(text)


def _read_date(text: str) -> DateValue:
    try:
        return DateValue(parse_edtf(text))
    except EdtfError as error:
        near = suggest_date(text)
        usual = f"Write {near}." if near else "Write year-month-day, as in 2022-01-05."
        hint = error.hint or usual
        raise ValueProblem("value-date", error.message, hint, error.offset) from None


def read_number(text: str, plain: bool = True) -> Decimal:
    """The number in ``text``, with its decimals as written; ``plain`` if it was not quoted. Raises
    ``ValueProblem`` for anything else, including numbers in another notation or in quotes."""
    if not is_number(text):
        hint = "Write digits alone, as in 2030."
        raise _nearly_a_number(text) or _problem(f'"{shortened(text)}" is not a number', hint)
    if not plain:
        raise _problem("a quoted number is text", "Take the quotation marks off.")
    digits, _, exponent = text.lower().partition("e")
    if sum(character.isdigit() for character in digits) > MOST_DIGITS:
        raise _problem(f"a number has at most {MOST_DIGITS} digits", "Round it.")
    if len(exponent.lstrip("+-0")) > 2 or abs(int(exponent or 0)) > LARGEST_EXPONENT:
        message = f"an exponent is at most {LARGEST_EXPONENT}"
        raise _problem(message, "Take a larger unit.", len(digits) + 1)
    if zeros := re.match("([-+]?)0+(?=[0-9])", text):
        hint = f"Write {zeros[1]}{text[zeros.end() :]}. {QUOTE_FOR_TEXT}"
        raise _problem(f'"{text}" begins with a zero', hint)
    return Decimal(text)


def is_number(text: str) -> bool:
    """Whether YAML would read the plain scalar as a number, of any size."""
    return _NUMBER.fullmatch(text) is not None


def _nearly_a_number(text: str) -> ValueProblem | None:
    """The problem with a text like ``1,234``, ``0x1f``, ``about 2500`` or ``24 m``; None for a text
    that nobody would take for a number."""
    shapes = [what for shape, what in _NO_DECIMALS if shape.fullmatch(text)]
    found = (shapes[0], "Write an ordinary number.") if shapes else near_number(text)
    if found is None:
        return None
    what, hint = found
    return _problem(f'"{shortened(text)}" {what}', f"{hint} {QUOTE_FOR_TEXT}")


def _problem(message: str, hint: str, offset: int = 0) -> ValueProblem:
    return ValueProblem("value-number", message, hint, offset)
