"""The fingerprint of the code: the same for the same code, another for any other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.kept.last_build import code_fingerprint, fingerprint


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A package, and beside it the folder of a library."""
    (tmp_path / "package" / "part").mkdir(parents=True)
    (tmp_path / "package" / "a.py").write_bytes(b"a = 1\n")
    (tmp_path / "package" / "part" / "b.py").write_bytes(b"b = 1\n")
    (tmp_path / "libraries" / "markdown-3.9.dist-info").mkdir(parents=True)
    return tmp_path


def of(code: Path) -> bytes:
    return fingerprint(code / "package", [str(code / "missing"), str(code / "libraries")])


def test_the_same_code_elsewhere_is_the_same(code: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(code / "package", other / "package", copy_function=shutil.copyfile)
    shutil.copytree(code / "libraries", other / "libraries")
    (other / "package" / "__pycache__").mkdir()
    (other / "package" / "__pycache__" / "a.pyc").write_bytes(b"")
    (other / "libraries" / "explainer-0.1.0.dist-info").mkdir()
    assert of(other) == of(code)


def _edit(code: Path) -> None:
    (code / "package" / "a.py").write_bytes(b"a = 2\n")


def _rename(code: Path) -> None:
    (code / "package" / "a.py").rename(code / "package" / "c.py")


def _move(code: Path) -> None:
    (code / "package" / "part" / "b.py").rename(code / "package" / "b.py")


def _upgrade(code: Path) -> None:
    folder = code / "libraries"
    (folder / "markdown-3.9.dist-info").rename(folder / "markdown-3.10.dist-info")


def _install(code: Path) -> None:
    (code / "libraries" / "nh3-0.3.dist-info").mkdir()


@pytest.mark.parametrize("change", [_edit, _rename, _move, _upgrade, _install])
def test_other_code_is_told_apart(code: Path, change: object) -> None:
    before = of(code)
    assert callable(change)
    change(code)
    assert of(code) != before


def test_an_archive_on_the_path_counts(code: Path) -> None:
    archive = code / "library.zip"
    archive.write_bytes(b"1")
    before = fingerprint(code / "package", [str(archive)])
    archive.write_bytes(b"12")
    assert fingerprint(code / "package", [str(archive)]) != before


def test_it_is_cheap() -> None:
    """What would take longer than all the rest is not imported."""
    assert len(code_fingerprint()) == 16
    script = (
        "import sys; from explainer.kept.last_build import code_fingerprint; code_fingerprint();"
        "print('importlib.metadata' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert run.stdout == "False\n", run.stderr
