"""The grammar of derived values: ``= percent(bridge.closed-days, year.days)``.

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
from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from explainer.diagnostics import did_you_mean
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
    parser = _Parser(_tokenize(text))
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

    def error(self, message: str, hint: str) -> FormulaError:
        return FormulaError(message, hint, self.offset)


class _Parser(Struct):
    """Recursive descent, one method for a line of the grammar."""

    tokens: tuple[_Token, ...]
    position: int = 0
    nodes: int = 0
    depth: int = 0

    @property
    def _token(self) -> _Token:
        return self.tokens[self.position]

    def sum(self) -> Expression:
        return self._chain(self._product, "+", "-")

    def expect_end(self) -> None:
        token = self._token
        if token.text in (")", ","):
            hint = "Delete it, or open the bracket that it belongs to."
            raise token.error(f'"{token.text}" belongs to no bracket', hint)
        if token.kind != "end":
            hint = "Write + - * or / between two facts."
            raise token.error(f'"{token.text}" follows without an operator', hint)

    def _product(self) -> Expression:
        return self._chain(self._factor, "*", "/")

    def _chain(self, operand: Callable[[], Expression], *symbols: str) -> Expression:
        expression = operand()
        while token := self._take(*symbols):
            self._count(token)
            expression = Operation(token.text, expression, operand(), token.offset)
        return expression

    def _factor(self) -> Expression:
        token = self._token
        self._count(token)
        if token.kind in ("number", "fact"):
            self.position += 1
            if token.kind == "number":
                return _read_number(token)
            if opening := self._take("("):
                return self._call(token, opening)
            if "*" in token.text:
                hint = f"Write a function of many facts, as in sum({token.text})."
                raise token.error(f'"{token.text}" names many facts', hint)
            return Operand(token.text, token.offset)
        if opening := self._take("("):
            expression = self._nested(opening)
            self._close(opening)
            return expression
        message = f'a fact or a number is expected, not "{token.text}"'
        if token.kind == "end":
            message = "the formula ends where a fact or a number is expected"
        raise token.error(message, "Write the id of a fact, or a number.")

    def _call(self, name: _Token, opening: _Token) -> Call:
        function = FUNCTIONS.get(name.text)
        if function is None:
            hint = did_you_mean(name.text, FUNCTIONS) or f"There are {', '.join(FUNCTIONS)}."
            raise name.error(f'there is no function "{name.text}"', hint)
        arguments = [self._argument(function, opening)]
        while self._take(","):
            arguments.append(self._argument(function, opening))
        self._close(opening)
        fewest, most = function.arguments
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            wanted = f"{fewest}" if fewest == most else f"{fewest} or {most}"
            message = f"{name.text} takes {wanted} arguments, not {len(arguments)}"
            raise name.error(message, "Commas stand between them.")
        return Call(name.text, tuple(arguments), name.offset)

    def _argument(self, function: Function, opening: _Token) -> Expression:
        token = self._token
        follower = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        if token.kind == "fact" and "*" in token.text and follower.text in (",", ")"):
            if not function.wildcards:
                message = f'{function.name} takes single facts, and "{token.text}" names many'
                raise token.error(message, "Write the ids, with commas between them.")
            self.position += 1
            self._count(token)
            return Operand(token.text, token.offset)
        argument = self._nested(opening)
        if function.facts_alone and not isinstance(argument, Operand):
            hint = "Write ids of facts, with commas between them."
            message = f"{function.name} takes facts alone, nothing computed"
            raise FormulaError(message, hint, argument.offset)
        return argument

    def _nested(self, opening: _Token) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            message = f"more than {DEEPEST_NESTING} brackets within each other"
            raise opening.error(message, "Derive a part of it first.")
        expression = self.sum()
        self.depth -= 1
        return expression

    def _close(self, opening: _Token) -> None:
        if self._take(")"):
            return
        if self._token.kind == "end":
            raise opening.error('this "(" is never closed', 'Close it with ")".')
        self.expect_end()

    def _take(self, *symbols: str) -> _Token | None:
        token = self._token
        if token.kind != "symbol" or token.text not in symbols:
            return None
        self.position += 1
        return token

    def _count(self, token: _Token) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise token.error("the formula is too long", "Derive a part of it first.")


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
        raise token.error(f"a number has at most {_MOST_DIGITS} digits here", "Round it.")
    if token.text[0] == "0" and token.text[1:2].isdigit():
        raise token.error(f'"{token.text}" begins with a zero', "A number has no separators.")
    return Number(Decimal(token.text), token.offset)
