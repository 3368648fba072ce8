"""Each diagnostic of a build on a tiny broken site of its own, in tests/errors/<code>[-variant]/,
and its explanation in explainer/explanations/<group>/<code>.md.

``expected.txt`` is what the build prints, to the letter. ``pytest --refresh`` writes it anew;
read the difference before committing it.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from explainer import cli, external_links
from explainer.checks.rules import load_rules
from explainer.explanations import load_explanations
from tests.errors_page import errors_page

ROOT = Path(__file__).parent.parent
ERRORS = ROOT / "tests/errors"
SITES = sorted(path.parent for path in ERRORS.glob("*/content"))
# Those of check's warnings: see tests/checks/test_warnings.py.
WARNING_SITES = sorted(path.parent for path in ROOT.glob("tests/warnings/*/content"))
DAY = "2026-11-22"
# Their sites are no files of a checkout, or they need a web or a build.py:
# see tests/test_untrusted_content.py, tests/external_links/ and tests/extensions/; or a library
# that is not there: tests/model/test_bibliographies.py.
MADE_BY_TESTS = {
    *("extension", "missing-library", "not-extended", "too-large", "too-long", "unreadable"),
    *external_links.CODES,
}

CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
# Calls whose arguments hold a code, and nothing else that looks like one.
REPORTS = re.compile(
    r"(?i)_?(?:diagnostic|report(?:_missing)?|refuse|whole|of_file|clash|failed|broken|finding|problem"
    r"|unreadable|valueproblem|deadlink|warn)"
)


# ---- what the build prints ----


@pytest.fixture(scope="session")
def last_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a site without errors."""
    site = tmp_path_factory.mktemp("good")
    (site / "content/explainers").mkdir(parents=True)
    (site / "content/site.yaml").write_text("title: Tides\n")
    page = (
        "---\ntitle: Tides\npublished: 2026-01-01\nchecked: 2026-01-01\n---\n\n## Why?\n\nMoon.\n"
    )
    (site / "content/explainers/tides.md").write_text(page)
    assert cli.main(["--site", str(site), "--as-of", DAY]) == 0
    return site / "output"


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_what_is_printed(
    folder: Path,
    last_output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    output = shutil.copytree(last_output, tmp_path / "output")
    exit_code, printed = build(folder, output, capsys)

    expected = folder / "expected.txt"
    if pytestconfig.getoption("--refresh"):
        expected.write_bytes(printed.encode())
    assert printed == expected.read_bytes().decode()
    assert f"[{code_of(folder.name)}]" in printed
    assert "Traceback" not in printed
    if "error[" in printed:
        assert exit_code == 1
        assert files_in(output) == files_in(last_output)
    else:
        assert exit_code == 0


@pytest.mark.parametrize("error", ["yaml", "unknown-source", "template"])
def test_nothing_is_written(error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever it is found: while reading, while linking, or while rendering."""
    assert build(ERRORS / error, tmp_path / "output", capsys)[0] == 1
    assert list(tmp_path.iterdir()) == []


def build(site: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code, and what is printed to standard error."""
    capsys.readouterr()
    exit_code = cli.main(["--site", str(site), "--output", str(output), "--as-of", DAY])
    # Jinja's words for what it cannot read are Jinja's: tests/renderers/test_template_problems.py
    return exit_code, re.sub(r"(template cannot be read: ).+", r"\1...", capsys.readouterr().err)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# ---- every code has its site and its explanation ----


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes that a module's source names.

    They are arguments of what reports, defaults and keywords and variables called ``code``, and
    stand in tuples beside a message and its hint.
    """
    subscripts = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if REPORTS.fullmatch(name):
                    yield from words(*node.args)
                yield from words(*(k.value for k in node.keywords if k.arg == "code"))
            case ast.Assign(targets=[ast.Name(id="code" | "_CODE")], value=value):
                yield from words(value)
            case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="code"), *_])], value=value):
                yield from words(*getattr(value, "elts", [])[:1])
            case ast.AnnAssign(target=ast.Name(id="code"), value=ast.expr() as value):
                yield from words(value)
            case ast.arguments():
                names = [*node.posonlyargs, *node.args][-len(node.defaults) or None :]
                pairs = [*zip(names, node.defaults, strict=False)]
                pairs += [
                    (a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d
                ]
                yield from words(*(default for a, default in pairs if a.arg == "code"))
            case ast.Tuple(elts=[_, _, _, *_]) if id(node) not in subscripts:
                if any(is_message(element) for element in node.elts):
                    yield from words(*node.elts)


def words(*expressions: ast.expr) -> Iterator[str]:
    """The strings like codes among expressions; of a choice, both its ends."""
    for expression in expressions:
        match expression:
            case ast.Constant(value=str(text)) if CODE.fullmatch(text):
                yield text
            case ast.IfExp():
                yield from words(expression.body, expression.orelse)


def is_message(expression: ast.expr) -> bool:
    if isinstance(expression, ast.JoinedStr):
        return True
    return isinstance(expression, ast.Constant) and " " in str(expression.value)


@cache
def codes_in_source() -> frozenset[str]:
    modules = (ROOT / "explainer").rglob("*.py")
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in modules)
    found = frozenset(code for tree in trees for code in codes_in(tree))
    return found | {rule.code for rule in load_rules()} | external_links.CODES


def codes_of_sites() -> frozenset[str]:
    return frozenset(code_of(folder.name) for folder in (*SITES, *WARNING_SITES))


def code_of(folder: str) -> str:
    """The code that a folder is named after: the longest that it begins with."""
    known = [code for code in codes_in_source() if f"{folder}-".startswith(f"{code}-")]
    assert known, f"no code begins {folder}"
    return max(known, key=len)


def test_every_code_has_a_site() -> None:
    assert codes_in_source() - codes_of_sites() - MADE_BY_TESTS == set()
    assert codes_in_source() >= MADE_BY_TESTS


def test_every_code_is_explained() -> None:
    """Where one is missing, write its explainer/explanations/<group>/<code>.md."""
    assert sorted(load_explanations()) == sorted(codes_in_source())


def test_the_explanations_are_documented(pytestconfig: pytest.Config) -> None:
    page = ROOT / "docs/errors.md"
    expected = errors_page(load_explanations().values())
    if pytestconfig.getoption("--refresh"):
        page.write_text(expected, encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('report("tie", 3, "a message", "A hint.")', {"tie"}),
        ('source.diagnostic("date" if day else "type", 3, "a message")', {"date", "type"}),
        ('Diagnostic(code="yaml", message="a message")', {"yaml"}),
        ('code = "anchor" if event.anchor else "tag" if event.tag else ""', {"anchor", "tag"}),
        ('code, message = "source-clash", f"{key}"', {"source-clash"}),
        ('_CODE = "yaml"', {"yaml"}),
        ('class DeadLink:\n    message: str\n    code: str = "dead-link"', {"dead-link"}),
        ('def broken(message: str, *, at: int = 0, code: str = "json"): ...', {"json"}),
        ('problems.append((3, "markup", "a message", "A hint."))', {"markup"}),
        ('return f"{word} is empty", "Write something.", "empty"', {"empty"}),
        ('KINDS = Literal["treaty", "news report", "analysis"]', set()),
        ('for name, text in (("build", "write the site"),): ...', set()),
        ('print("tie")', set()),
    ],
)
def test_codes_are_found(source: str, codes: set[str]) -> None:
    assert set(codes_in(ast.parse(source))) == codes
