"""The warning that a site is built without the extensions that its ``build.py`` passes."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Iterator
from pathlib import Path

from explainer.diagnostics import Diagnostic, Location, Severity

_LONGEST = 1_000_000
"""Bytes that are read: no script that people write is longer."""


def check_own_command(site: Path) -> Iterator[Diagnostic]:
    """A warning for each call in ``build.py`` that passes extensions to ``main``; the file is
    parsed, not run."""
    path = site / "build.py"
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for word in _extensions(tree):
        excerpt = text.split("\n")[word.lineno - 1].rstrip("\r")
        column = len(excerpt.encode()[: word.col_offset].decode(errors="replace")) + 1
        yield Diagnostic(
            code="not-extended",
            location=Location("build.py", word.lineno, column),
            message="the site is built without what its build.py adds",
            hint=f"Build it with its own command: python {shlex.quote(str(path))}",
            severity=Severity.WARNING,
            excerpt=excerpt,
            length=len("extensions"),
        )


def _extensions(tree: ast.AST) -> Iterator[ast.keyword]:
    """The arguments ``extensions=`` of calls to ``main``, except ``Extensions()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "main":
            yield from (word for word in node.keywords if word.arg == "extensions" and _any(word))


def _any(word: ast.keyword) -> bool:
    """Whether the value is anything but ``Extensions()``."""
    match word.value:
        case ast.Call(args=[], keywords=[]) as call:
            return _name(call.func) != "Extensions"
    return True


def _name(function: ast.expr) -> str:
    """``main`` for ``main`` and for ``cli.main``."""
    return str(getattr(function, "id", getattr(function, "attr", "")))
