"""What is installed from a wheel does what the clone does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer import __version__
from tests.sites import ROOT, output_files

OUTSIDE = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
"""An environment that does not know the clone."""


def test_it_is_a_command_and_a_module(programs: Path, tmp_path: Path) -> None:
    for command in (["explainer"], ["python", "-m", "explainer"]):
        run = [str(programs / command[0]), *command[1:], "--version"]
        done = subprocess.run(run, cwd=tmp_path, env=OUTSIDE, capture_output=True, check=True)
        assert done.stdout.decode().split() == ["explainer", __version__]


@pytest.mark.parametrize("site", sorted(ROOT.glob("examples/*")), ids=lambda site: str(site.name))
def test_it_makes_the_same_bytes_as_the_clone(site: Path, programs: Path, tmp_path: Path) -> None:
    build = ["--site", str(site), "--as-of", "2026-11-28", "--no-cache", "--output"]
    installed = [str(programs / "explainer"), *build, str(tmp_path / "wheel")]
    subprocess.run(installed, cwd=tmp_path, env=OUTSIDE, check=True)
    clone = [sys.executable, str(ROOT / "build.py"), *build, str(tmp_path / "clone")]
    subprocess.run(clone, check=True)
    files = output_files(tmp_path / "wheel")
    assert len(files) > 50
    assert files == output_files(tmp_path / "clone")
