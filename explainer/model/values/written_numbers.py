"""Read numbers as editors write them, and recognize what is nearly a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

MOST_DIGITS = 40
LARGEST_EXPONENT = 30
QUOTE_FOR_TEXT = "Put it in quotation marks if it is meant as text."
_LONGEST_SHOWN = 40

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SPACES = " \u00a0\u2009\u202f"


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
            f'"{shown(text)}" is not a number', "Write digits alone, as in 2030."
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
    """The problem with a text like ``1,234``, ``2 030``, ``0x1f``, ``~2500`` or ``50%``; None for a
    text that nobody would take for a number."""
    if len(text) > 2 * MOST_DIGITS:
        return None
    for shape, what, hint in _NEARLY:
        if match := shape.fullmatch(text):
            return _problem(f'"{shown(text)}" {what}', f"{hint(match)} {QUOTE_FOR_TEXT}")
    return None


def shown(text: str) -> str:
    """``text`` as messages show it: its beginning, if it is long."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _hint_ungrouped(match: re.Match[str]) -> str:
    whole = _without_zeros(re.sub("[^-0-9]", "", match["whole"]))
    return f"Write {whole}{(match['decimals'] or '').replace(',', '.')}."


def _hint_decimal_point(match: re.Match[str]) -> str:
    return f"Write {match[0].replace(',', '.')}."


def _hint_digits(match: re.Match[str]) -> str:
    return "Write an ordinary number."


def _hint_range(match: re.Match[str]) -> str:
    return f'Write "low: {match[1]}" and "high: {match[2]}" instead.'


def _hint_bound(match: re.Match[str]) -> str:
    bound = "high" if match[1] in ("<", "≤") else "low"
    return f'Write "{bound}: {match[2]}" instead.'


def _hint_about(match: re.Match[str]) -> str:
    return f'Write {match[1]}, and "about: true" under it.'


def _hint_unit(match: re.Match[str]) -> str:
    unit = {"%": "percent", "$": "USD", "€": "EUR", "£": "GBP"}[match["sign"] or match["after"]]
    return f'Write {match["number"]}, and "unit: {unit}" under it.'


_PLAIN = r"-?[0-9]+(?:\.[0-9]+)?"
_NEARLY: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(shape), what, hint)
    for shape, what, hint in (
        (
            rf"(?P<whole>[-+]?[0-9]{{1,3}}(?P<sep>[,.'’{_SPACES}])[0-9]{{3}}(?:(?P=sep)[0-9]{{3}})*)"
            r"(?P<decimals>[.,][0-9]+)?",
            "has separators between its digits",
            _hint_ungrouped,
        ),
        (
            r"(?P<whole>[-+]?[0-9]+(?:_[0-9]+)+)(?P<decimals>\.[0-9]+)?",
            "has separators between its digits",
            _hint_ungrouped,
        ),
        (r"[-+]?[0-9]+,[0-9]+", "has a decimal comma", _hint_decimal_point),
        (r"[-+]?0[xXoObB][0-9A-Fa-f_]+", "is not a decimal number", _hint_digits),
        (r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "is not a finite number", _hint_digits),
        (rf"({_PLAIN})\s*[-–—]\s*({_PLAIN})", "is a range", _hint_range),
        (rf"([<>≤≥])\s*({_PLAIN})", "is an end of a range", _hint_bound),
        (rf"({_PLAIN})()\+", "is an end of a range", lambda m: f'Write "low: {m[1]}" instead.'),
        (rf"[~≈]\s*({_PLAIN})", "is about a number", _hint_about),
        (
            rf"(?P<sign>[$€£])?\s?(?P<number>{_PLAIN})(?(sign)|\s?(?P<after>[%$€£]))",
            "is a number with its unit",
            _hint_unit,
        ),
    )
)


def _without_zeros(text: str) -> str:
    return re.sub(r"^([-+]?)0+(?=[0-9])", r"\1", text)


def _problem(message: str, hint: str = "", offset: int = 0) -> ValueProblem:
    return ValueProblem("value-number", message, hint, offset)
