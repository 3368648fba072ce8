"""Import order is data order: a module imports only from lines below its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "explainer"
LAYERS = """
    cli
    reports scaffolding schemas
    preview inspection
    pipeline
    output cache executors
    renderers
    external_links
    checks
    resolve
    figures
    model
    documents
    languages
    addresses edtf progress
    explanations
    config
    diagnostics
"""
DEPTH = {part: line for line, parts in enumerate(LAYERS.split("\n")) for part in parts.split()}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    """The line's word that a module stands under; nothing for the package itself."""
    return module.split(".")[1] if "." in module else ""


def imported_parts(source: str) -> Iterator[tuple[int, str]]:
    """Line and part of each import from the package, wherever in the file it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == PACKAGE.name:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = ["." * node.level + (node.module or "")]
        else:
            continue
        for module in modules:
            assert not module.startswith("."), f"line {node.lineno}: a relative import"
            if module.split(".")[0] == PACKAGE.name and part_of(module) not in ("", "__version__"):
                yield node.lineno, part_of(module)


def climbing_imports(part: str, source: str) -> list[str]:
    return [
        f"line {line}: {part} imports {other}"
        for line, other in imported_parts(source)
        if other != part and DEPTH[other] <= DEPTH.get(part, len(DEPTH))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_lead_downwards(path: Path) -> None:
    inside = path.relative_to(PACKAGE)
    part = "" if inside.parts == ("__init__.py",) else inside.with_suffix("").parts[0]
    assert part in {"", *DEPTH}, f"{part} has no line in LAYERS"
    assert climbing_imports(part, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("part", "source", "found"),
    [
        ("model", "from explainer.documents.nodes import Node", []),
        ("model", "from explainer import __version__", []),
        ("model", "from explainer.model.values import Value", []),
        ("model", "import yaml", []),
        ("documents", "import explainer.model.values", ["line 1: documents imports model"]),
        (
            "documents",
            "def f():\n from explainer import model",
            ["line 2: documents imports model"],
        ),
        ("cache", "from explainer.output import OutputFile", ["line 1: cache imports output"]),
        ("", "from explainer.cli import main", ["line 1:  imports cli"]),
    ],
)
def test_a_climbing_import_is_found(part: str, source: str, found: list[str]) -> None:
    assert climbing_imports(part, source) == found
