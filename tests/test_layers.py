"""Import order is data order: a module imports only from lines below its own."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "explainer"
LAYERS = """
    __main__
    cli
    scaffolding schemas mcp_server
    preview
    inspection
    pipeline
    preparing kept.last_build
    extensions.loading making
    outputs
    extensions
    output
    renderers
    external_links
    checks.rules
    checks
    checks.evidence
    checks.prose
    resolve
    resolve.dataset
    resolve.checking resolve.makers
    resolve.linking
    resolve.references
    figures
    resolve.published
    resolve.ledger
    model.site
    model.pages
    model.facts model.sources model.entries
    model.values
    model.shared
    documents.markdown
    documents.data
    documents.references
    documents.files
    languages
    addresses edtf progress tables
    explanations
    kept
    config
    diagnostics
"""
DEPTH = {part: line for line, parts in enumerate(LAYERS.split("\n")) for part in parts.split()}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    """The longest beginning of a module's name, without the package's, that has a line; what has
    none as it is."""
    names = module.split(".")[1:]
    parts = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((part for part in parts if part in DEPTH), ".".join(names))


def imported_parts(source: str) -> Iterator[tuple[int, str]]:
    """Line and part of each import from the package, wherever in the file it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            modules = [f"{module}.{alias.name}" for alias in node.names]
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
    module = ".".join((PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts))
    part = part_of(module.removesuffix(".__init__"))
    assert part in {"", "documents", "model", *DEPTH}, f"{part} has no line in LAYERS"
    assert climbing_imports(part, path.read_text(encoding="utf-8")) == []


def test_no_folder_is_crowded() -> None:
    sizes = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in MODULES)
    assert {folder: size for folder, size in sizes.items() if size > 20} == {}


@pytest.mark.parametrize(
    ("part", "source", "found"),
    [
        ("model.site", "from explainer.documents.data.nodes import Node", []),
        ("model.site", "from explainer import __version__", []),
        ("model.site", "from explainer.model.values.value import Value", []),
        ("model.site", "import yaml", []),
        (
            "documents.data",
            "import explainer.model.values.value",
            ["line 1: documents.data imports model.values"],
        ),
        (
            "documents.files",
            "def f():\n from explainer.documents import data",
            ["line 2: documents.files imports documents.data"],
        ),
        ("kept", "from explainer.output import OutputFile", ["line 1: kept imports output"]),
        ("", "from explainer.cli import main", ["line 1:  imports cli"]),
    ],
)
def test_a_climbing_import_is_found(part: str, source: str, found: list[str]) -> None:
    assert climbing_imports(part, source) == found
