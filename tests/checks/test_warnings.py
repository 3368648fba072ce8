"""Each warning on a tiny site of its own, in tests/warnings/<code>[-variant]/.

``expected.txt`` is what `check` prints with that rule alone, to the letter: the findings, a line
of ``=``, and what follows them. ``pytest --refresh`` writes it anew; read the difference before
committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer import cli, external_links
from explainer.checks.rules import load_rules
from explainer.explanations import explained_codes, load_explanations
from explainer.external_links.rules import external_rules
from tests.test_errors import DAY, ROOT

WARNINGS = ROOT / "tests/warnings"
ASKED = {
    "broad-waiver": ("broad-waiver", "single-source", "value-not-in-quote"),
    "unused-waiver": ("stale-fact", "stale-page"),
    "other-account": ("other-account", "single-source"),
}
SITES = sorted(path.parent for path in WARNINGS.glob("*/content"))


def check(site: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """The exit code, and all that is printed: findings, and what follows them."""
    capsys.readouterr()
    exit_code = cli.main(["check", "--site", str(site), "--as-of", DAY, *options])
    printed = capsys.readouterr()
    return exit_code, f"{printed.err}{'=' * 20}\n{printed.out}"


def code_of(folder: str) -> str:
    """The code that a folder is named after: the longest that it begins with."""
    return max((code for code in explained_codes() if f"{folder}-".startswith(f"{code}-")), key=len)


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_what_is_printed(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    pytestconfig: pytest.Config,
) -> None:
    code = code_of(folder.name)
    asked = ASKED.get(code, (code,))
    rules = tuple(rule for rule in load_rules() if rule.code in asked)
    monkeypatch.setattr("explainer.inspection.load_rules", lambda: rules)
    for lines in ("coverage_lines", "reading_lines"):  # tests/checks/test_coverage.py
        monkeypatch.setattr(f"explainer.cli.commands.check.{lines}", lambda _: ())
    exit_code, printed = check(folder, capsys, "--thorough")

    expected = folder / "expected.txt"
    if pytestconfig.getoption("--refresh"):
        expected.write_bytes(printed.encode())
    assert printed == expected.read_bytes().decode()
    assert f"warning[{code}]" in printed
    assert exit_code == 0


def test_each_rule_has_one_code_and_is_explained_among_the_warnings() -> None:
    codes = [rule.code for rule in (*load_rules(), *external_rules({}))]
    others = ["not-extended", "untranslated-words", "unused-waiver"]
    assert sorted([*codes, *others]) == sorted(explained_codes(["warnings"]))
    assert {rule.code for rule in external_rules({})} == external_links.CODES


def test_an_explanation_says_which_rules_are_asked_for() -> None:
    explanations = load_explanations()
    asked_for = {rule.code for rule in load_rules() if rule.thorough}
    assert asked_for == {
        code for code, each in explanations.items() if "check --thorough" in each.reason
    }


def test_quiet_prints_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(SITES[0], capsys, "--quiet") == (0, f"{'=' * 20}\n")
    assert check(SITES[0], capsys, "--quiet", "--strict") == (1, f"{'=' * 20}\n")
