"""The syntax tree of a formula: numbers, facts, operations and calls of functions."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

_WORD = re.compile(r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_*]+)*")


class FormulaError(ValueError):
    """An error in a formula; ``offset`` is counted in code points from its start."""

    def __init__(self, message: str, hint: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offset = offset


class Number(Struct, frozen=True, tag=True):
    value: Decimal
    offset: int


class Operand(Struct, frozen=True, tag=True):
    """A fact's id, or a pattern of ids with ``*``."""

    pattern: str
    offset: int

    @property
    def is_wildcard(self) -> bool:
        return "*" in self.pattern


class Operation(Struct, frozen=True, tag=True):
    """``symbol`` is one of ``+ - * /``; ``offset`` is where it stands."""

    symbol: str
    left: Expression
    right: Expression
    offset: int


class Call(Struct, frozen=True, tag=True):
    """A call of an existing function with an allowed number of arguments."""

    function: str
    arguments: tuple[Expression, ...]
    offset: int


Expression = Number | Operand | Operation | Call


def word_length(formula: str, offset: int) -> int:
    """The length of the fact, number or sign at ``offset``, in code points; at least 1."""
    word = _WORD.match(formula, offset)
    return len(word[0]) if word else 1


def operands(expression: Expression) -> tuple[Operand, ...]:
    """The facts that the formula names, in order and with repetitions."""
    found: list[Operand] = []
    waiting = [expression]  # without recursion, since a long sum is deeply nested
    while waiting:
        match waiting.pop():
            case Operand() as operand:
                found.append(operand)
            case Operation(left=left, right=right):
                waiting += [right, left]
            case Call(arguments=arguments):
                waiting += reversed(arguments)
    return tuple(found)


def matches_pattern(pattern: str, fact_id: str) -> bool:
    """Whether the pattern matches the id. ``*`` matches one segment, at the end one or more:
    ``tide.*`` matches ``tide.harbour.north``."""
    wanted, found = pattern.split("."), fact_id.split(".")
    if wanted[-1] == "*" and len(found) > len(wanted):
        found = found[: len(wanted)]
    return len(wanted) == len(found) and all(
        segment in ("*", other) for segment, other in zip(wanted, found, strict=True)
    )
