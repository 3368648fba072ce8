"""Read numbers as editors write them, and recognize what is nearly a number."""

from __future__ import annotations

import re
from decimal import Decimal

from explainer.diagnostics import shortened
from explainer.model.values.near_numbers import near_number

MOST_DIGITS = 40
LARGEST_EXPONENT = 30
QUOTE_FOR_TEXT = "Put it in quotation marks if it is meant as text."

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NO_DECIMALS = (
    (re.compile(r"[-+]?0[xXoObB][0-9A-Fa-f_]+"), "is not a decimal number"),
    (re.compile(r"(?:[0-9.]+\s*[×x*·]\s*)?10\s*(?:\^\s*-?[0-9]+|[⁰-⁹]+)"), "is a power, as in 5e6"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "is not a finite number"),
)


class ValueProblem(ValueError):
    """Why a scalar is not a value; ``offset`` is counted in code points from its start."""

    def __init__(self, code: str, message: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.offset = offset


def read_number(text: str, plain: bool = True) -> Decimal:
    """The number in ``text``, with its decimals as written; ``plain`` if it was not quoted. Raises
    ``ValueProblem`` for anything else, including numbers in another notation or in quotes."""
    if not is_number(text):
        raise nearly_a_number(text) or _problem(
            f'"{shortened(text)}" is not a number', "Write digits alone, as in 2030."
        )
    if not plain:
        raise _problem("a quoted number is text", "Take the quotation marks off.")
    digits, _, exponent = text.lower().partition("e")
    if sum(character.isdigit() for character in digits) > MOST_DIGITS:
        raise _problem(f"a number has at most {MOST_DIGITS} digits", "Round it.")
    if len(exponent.lstrip("+-0")) > 2 or abs(int(exponent or 0)) > LARGEST_EXPONENT:
        message = f"an exponent is at most {LARGEST_EXPONENT}"
        raise _problem(message, "Take a larger unit.", len(digits) + 1)
    if re.match("[-+]?0[0-9]", text):
        hint = f"Write {_without_zeros(text)}. {QUOTE_FOR_TEXT}"
        raise _problem(f'"{text}" begins with a zero', hint)
    return Decimal(text)


def is_number(text: str) -> bool:
    """Whether YAML would read the plain scalar as a number, of any size."""
    return _NUMBER.fullmatch(text) is not None


def nearly_a_number(text: str) -> ValueProblem | None:
    """The problem with a text like ``1,234``, ``0x1f``, ``about 2500`` or ``24 m``; None for a text
    that nobody would take for a number."""
    for shape, what in _NO_DECIMALS:
        if shape.fullmatch(text):
            return _problem(
                f'"{shortened(text)}" {what}', f"Write an ordinary number. {QUOTE_FOR_TEXT}"
            )
    if found := near_number(text):
        what, hint = found
        return _problem(f'"{shortened(text)}" {what}', f"{hint} {QUOTE_FOR_TEXT}")
    return None


def _without_zeros(text: str) -> str:
    return re.sub(r"^([-+]?)0+(?=[0-9])", r"\1", text)


def _problem(message: str, hint: str = "", offset: int = 0) -> ValueProblem:
    return ValueProblem("value-number", message, hint, offset)
