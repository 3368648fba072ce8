"""The site of docs/extending.md, as it stands there: made by ``new site`` and built by its own
command, with explainer installed from a wheel."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import ROOT, TinySite, explainer, words

PAGE = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Command = Callable[..., str]


@pytest.fixture(scope="module")
def run(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Runs a program of the environment beside ``tides/``, and returns what it prints."""
    folder = tmp_path_factory.mktemp("here")
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}

    def run(program: str, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [programs / program, *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert done.returncode == code, done.stdout.decode()
        return done.stdout.decode()

    return run


@pytest.fixture(scope="module")
def site(run: Command) -> TinySite:
    """As somebody has it who follows the page."""
    run("explainer", "new", "site", "--site", "tides", "--title", "Tides", "--bare")
    folder = run("python", "-c", "import os; print(os.getcwd())").strip()
    site = TinySite(Path(folder, "tides"))
    files = dict(FILE.findall(PAGE))
    command = (site.folder / "build.py").read_text()
    assert command.count("            extensions=Extensions(),\n") == 1
    command = command.replace("            extensions=Extensions(),\n", files.pop("build.py"))
    (site.folder / "build.py").write_text(command)
    for name, text in files.items():
        (site.folder / name).parent.mkdir(exist_ok=True)
        (site.folder / name).write_text(text)
    site.write({"explainers/tide.md": explainer("## Why?\n\nWe utilise the moon.\n")})
    return site


def test_it_is_built_by_the_installed_package(run: Command, programs: Path) -> None:
    where = run("python", "-c", "import explainer; print(explainer.__file__)").strip()
    assert Path(where).is_relative_to(programs.parent)


def test_its_output_and_its_filter(site: TinySite, run: Command) -> None:
    assert run("python", "tides/build.py", "--as-of", "2026-11-22").startswith("Built ")
    assert site.files()["data/questions.tsv"] == b"tide/#why\tWhy?\n"
    assert "20 Nov. 2026" in words(site.tree("tide/"))


def test_its_rule(site: TinySite, run: Command) -> None:
    printed = run("python", "tides/build.py", "check", "--as-of", "2026-11-22")
    assert (
        'content/explainers/tide.md:9:4: warning[house-words]: we do not write "utilise"' in printed
    )
    explained = run("python", "tides/build.py", "explain", "house-words")
    assert "house-words  words that we do not write" in explained


def test_built_by_another_command_it_warns(site: TinySite, run: Command) -> None:
    printed = run("explainer", "--site", "tides", code=1)
    assert "warning[not-extended]: the site is built without what its build.py adds" in printed
    assert "error[template]: this template cannot be read: No filter named 'short_day'" in printed
