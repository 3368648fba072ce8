"""The grammar of derived values: ``= percent(casualties.deaths, protest.people)``.

    formula   = ["="] sum
    sum       = product { ("+" | "-" | "−") product }
    product   = factor { ("*" | "×" | "/" | "÷") factor }
    factor    = number | fact | function "(" argument { "," argument } ")" | "(" sum ")"
    argument  = sum | fact with a wildcard
    fact      = segment { "." segment }, a segment being letters, digits, "-" and "_"
    wildcard  = "*" for a whole segment

A fact's id may hold hyphens, so a minus stands between spaces: ``a - b`` subtracts,
``a-b`` is one id. Nothing is evaluated here, and nothing by Python's own parser.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from explainer.diagnostics import closest
from explainer.model.values.expressions import (
    Call,
    Expression,
    FormulaError,
    Number,
    Operand,
    Operation,
    operands,
)
from explainer.model.values.functions import FUNCTIONS, Function

LONGEST_FORMULA = 1000
MOST_NODES = 200
DEEPEST_NESTING = 20
_MOST_DIGITS = 20
_FACT_HINT = "Write the id of a fact, or a number."

_SYMBOLS = {"−": "-", "×": "*", "÷": "/"}
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.]))"
    r"|(?P<fact>[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*"
    r"(?:\.(?:\*|[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*))*)"
    r"|(?P<symbol>[-+*/−×÷(),])"
)


def parse_formula(text: str) -> Expression:
    """The formula in ``text`` as a tree. Offsets are counted from the start of ``text``,
    including its ``=``. Raises ``FormulaError``."""
    if len(text) > LONGEST_FORMULA:
        hint = "Derive a part of it first."
        raise FormulaError(f"a formula has at most {LONGEST_FORMULA} characters", hint)
    parser = _Parser(text)
    expression = parser.sum()
    parser.expect_end()
    if not operands(expression):
        hint = "A number has a source: give it as a fact."
        raise FormulaError("the formula names no fact", hint, expression.offset)
    return expression


class _Token(Struct, frozen=True):
    kind: str
    text: str
    offset: int


class _Parser:
    """Recursive descent, one method for a line of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokenize(text)
        self._position = 0
        self._nodes = 0
        self._depth = 0

    def sum(self) -> Expression:
        expression = self._product()
        while token := self._take("+", "-"):
            self._count(token)
            expression = Operation(token.text, expression, self._product(), token.offset)
        return expression

    def expect_end(self) -> None:
        token = self._tokens[self._position]
        if token.kind == "end":
            return
        if token.text in (")", ","):
            hint = "Delete it, or open the bracket that it belongs to."
            raise FormulaError(f'"{token.text}" belongs to no bracket', hint, token.offset)
        raise FormulaError(f'"{token.text}" follows without an operator',
                           "Write + - * or / between two facts.", token.offset)  # fmt: skip

    def _product(self) -> Expression:
        expression = self._factor()
        while token := self._take("*", "/"):
            self._count(token)
            expression = Operation(token.text, expression, self._factor(), token.offset)
        return expression

    def _factor(self) -> Expression:
        token = self._tokens[self._position]
        self._count(token)
        if token.kind == "number":
            self._position += 1
            return _read_number(token)
        if token.kind == "fact":
            self._position += 1
            if opening := self._take("("):
                return self._call(token, opening)
            return _read_single_fact(token)
        if opening := self._take("("):
            expression = self._nested(opening)
            self._close(opening)
            return expression
        raise _nothing_to_compute(token)

    def _call(self, name: _Token, opening: _Token) -> Call:
        function = FUNCTIONS.get(name.text)
        if function is None:
            similar = closest(name.text, FUNCTIONS)
            raise FormulaError(
                f'there is no function "{name.text}"',
                f'Did you mean "{similar}"?' if similar else f"There are {', '.join(FUNCTIONS)}.",
                name.offset,
            )
        arguments = [self._argument(function, opening)]
        while self._take(","):
            arguments.append(self._argument(function, opening))
        self._close(opening)
        fewest, most = function.arguments
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            wanted = f"{fewest}" if fewest == most else f"{fewest} or {most}"
            message = f"{name.text} takes {wanted} arguments, not {len(arguments)}"
            raise FormulaError(message, "Commas stand between them.", name.offset)
        return Call(name.text, tuple(arguments), name.offset)

    def _argument(self, function: Function, opening: _Token) -> Expression:
        token = self._tokens[self._position]
        follower = self._tokens[min(self._position + 1, len(self._tokens) - 1)]
        if token.kind == "fact" and "*" in token.text and follower.text in (",", ")"):
            if not function.wildcards:
                raise FormulaError(
                    f'{function.name} takes single facts, and "{token.text}" names many',
                    "Write the ids, with commas between them.",
                    token.offset,
                )
            self._position += 1
            self._count(token)
            return Operand(token.text, token.offset)
        argument = self._nested(opening)
        if function.facts_alone and not isinstance(argument, Operand):
            hint = "Write ids of facts, with commas between them."
            message = f"{function.name} takes facts alone, nothing computed"
            raise FormulaError(message, hint, argument.offset)
        return argument

    def _nested(self, opening: _Token) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST_NESTING:
            message = f"more than {DEEPEST_NESTING} brackets within each other"
            raise FormulaError(message, "Derive a part of it first.", opening.offset)
        expression = self.sum()
        self._depth -= 1
        return expression

    def _close(self, opening: _Token) -> None:
        if self._take(")"):
            return
        if self._tokens[self._position].kind == "end":
            raise FormulaError('this "(" is never closed', 'Close it with ")".', opening.offset)
        self.expect_end()

    def _take(self, *symbols: str) -> _Token | None:
        token = self._tokens[self._position]
        if token.kind != "symbol" or token.text not in symbols:
            return None
        self._position += 1
        return token

    def _count(self, token: _Token) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise FormulaError(
                "the formula is too long", "Derive a part of it first.", token.offset
            )


def _tokenize(text: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    offset = len(text) - len(text.lstrip().removeprefix("="))
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None or match.lastgroup is None:
            raise _unreadable(text, offset)
        if match.lastgroup != "space":
            symbol = _SYMBOLS.get(match[0], match[0])
            tokens.append(_Token(match.lastgroup, symbol, offset))
        offset = match.end()
    return (*tokens, _Token("end", "", len(text)))


def _unreadable(text: str, offset: int) -> FormulaError:
    word = re.split(r"[\s(),]", text[offset : offset + 40], maxsplit=1)[0]
    if word[:1].isdigit():
        hint = "A fact's id begins with a letter here; a number has no separators."
        return FormulaError(f'"{word}" is neither a number nor a fact', hint, offset)
    hint = "A formula has facts, numbers, + - * /, brackets and functions."
    return FormulaError(f'"{text[offset]}" means nothing in a formula', hint, offset)


def _read_number(token: _Token) -> Number:
    if len(token.text) > _MOST_DIGITS:
        message = f"a number has at most {_MOST_DIGITS} digits here"
        raise FormulaError(message, "Round it.", token.offset)
    if token.text[0] == "0" and token.text[1:2].isdigit():
        raise FormulaError(
            f'"{token.text}" begins with a zero', "A number has no separators.", token.offset
        )
    return Number(Decimal(token.text), token.offset)


def _read_single_fact(token: _Token) -> Operand:
    if "*" in token.text:
        hint = f"Write a function of many facts, as in sum({token.text})."
        raise FormulaError(f'"{token.text}" names many facts', hint, token.offset)
    return Operand(token.text, token.offset)


def _nothing_to_compute(token: _Token) -> FormulaError:
    if token.kind == "end":
        message = "the formula ends where a fact or a number is expected"
        return FormulaError(message, _FACT_HINT, token.offset)
    message = f'a fact or a number is expected, not "{token.text}"'
    return FormulaError(message, _FACT_HINT, token.offset)
