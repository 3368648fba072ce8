"""Read a YAML scalar as a value."""

from __future__ import annotations

import re

from explainer.diagnostics import shortened
from explainer.edtf import EdtfDate, EdtfError, looks_like_edtf, parse_edtf
from explainer.model.values.functions import FUNCTIONS
from explainer.model.values.near_dates import nearly_a_date, suggest_date
from explainer.model.values.value import (
    DateValue,
    Formula,
    Quantity,
    Text,
    Unknown,
    Value,
    ValueKind,
)
from explainer.model.values.written_numbers import (
    ValueProblem,
    is_number,
    nearly_a_number,
    read_number,
)

_FORMULA_IN_TYPOGRAPHIC_QUOTES = re.compile("[“”„«‘’]\\s*=\\s*(.+?)\\s*[“”»‘’]?")
_NO_VALUES = "n/a n.a. tbd tba tbc"
_PLACEHOLDERS = frozenset(_NO_VALUES.split())
_CALL = re.compile(rf"(?:{'|'.join(FUNCTIONS)})\(.*\)")


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
            return DateValue(_read_date(text))
        case "quantity":
            return Quantity(read_number(text, plain))
        case None:
            return _read_by_shape(text, plain)


def _read_by_shape(text: str, plain: bool) -> Value:
    if looks_like_edtf(text):
        return DateValue(_read_date(text))
    if problem := _nearly_a_formula(text):
        raise problem
    return _read_plain(text) if plain else Text(text)


def _nearly_a_formula(text: str) -> ValueProblem | None:
    """The problem with a formula that would be read as text, because it has no ``=`` or is in
    quotation marks that YAML does not know."""
    if match := _FORMULA_IN_TYPOGRAPHIC_QUOTES.fullmatch(text):
        message = "YAML knows straight quotation marks only"
        return ValueProblem("formula", message, f'Write "= {match[1]}".')
    if _CALL.fullmatch(text):
        hint = f'Write "= {text}", or kind: text if it is meant as text.'
        return ValueProblem("formula", "a formula begins with =", hint)
    return None


def _read_date(text: str) -> EdtfDate:
    try:
        return parse_edtf(text)
    except EdtfError as error:
        near = suggest_date(text)
        usual = f"Write {near}." if near else "Write year-month-day, as in 2022-01-05."
        hint = error.hint or usual
        raise ValueProblem("value-date", error.message, hint, error.offset) from None


def _read_plain(text: str) -> Value:
    """A number or a text. Raises ``ValueProblem`` for what is nearly a number or a date."""
    if is_number(text):
        return Quantity(read_number(text))
    problem = nearly_a_date(text) or nearly_a_number(text)
    if problem:
        raise problem
    return Text(text)
