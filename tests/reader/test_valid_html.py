"""html-validate (npm, development only) finds nothing; without it these tests are skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

RULES = Path(__file__).parent / "htmlvalidate.json"


@pytest.fixture(scope="module")
def html_validate() -> str:
    """The command's path; EXPLAINER_HTML_VALIDATE names it where PATH does not hold it."""
    found = os.environ.get("EXPLAINER_HTML_VALIDATE") or shutil.which("html-validate")
    if found is None:
        pytest.skip("html-validate is not installed (npm install --global html-validate)")
    return found


def complaints(command: str, said_in: Path, *paths: str) -> list[str]:
    asked = [command, "--config", str(RULES), "--formatter", f"json={said_in}", *paths]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, encoding="utf-8")
    assert answer.returncode in (0, 1), answer.stderr
    return [
        f"{file['filePath']}:{said['line']}: {said['ruleId']}: {said['message']}"
        for file in json.loads(said_in.read_text("utf-8"))
        for said in file["messages"]
    ]


def test_every_page_is_valid(
    html_validate: str, outputs: tuple[Path, Path], tmp_path: Path
) -> None:
    pages = (f"{output}/**/*.html" for output in outputs)
    assert complaints(html_validate, tmp_path / "said.json", *pages) == []


def test_a_fault_is_found(html_validate: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>A</title><p><ul></ul></p></html>")
    assert complaints(html_validate, tmp_path / "said.json", str(page)) != []
