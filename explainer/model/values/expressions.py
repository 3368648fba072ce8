"""The syntax tree of a formula: numbers, facts, operations and calls of functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    return tuple(node for node in _walk(expression) if isinstance(node, Operand))


def matches_pattern(pattern: str, fact_id: str) -> bool:
    """Whether the pattern matches the id. ``*`` matches one segment, at the end one or more:
    ``contingent.*`` matches ``contingent.russian-base.tajikistan``."""
    wanted, found = pattern.split("."), fact_id.split(".")
    if wanted[-1] == "*" and len(found) > len(wanted):
        found = found[: len(wanted)]
    return len(wanted) == len(found) and all(
        segment in ("*", other) for segment, other in zip(wanted, found, strict=True)
    )


def _walk(expression: Expression) -> Iterator[Expression]:
    """The nodes in source order, without recursion, since a long sum is deeply nested."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Operation):
            waiting += [node.right, node.left]
        elif isinstance(node, Call):
            waiting += reversed(node.arguments)
