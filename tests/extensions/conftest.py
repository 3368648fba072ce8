"""A tiny site with its own module, and the command that builds it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from explainer import cli
from explainer.config import Config, Extensions
from tests.sites import ROOT, TODAY, TinySite, explainer

HEAD = """\
from explainer.extensions import *
"""


@dataclass(frozen=True, slots=True)
class ExtendedSite(TinySite):
    """A site whose modules stand in its folder, as those beside a ``build.py`` do."""

    def write_module(self, source: str, name: str = "site_extras") -> None:
        """Write ``<name>.py``; its second line is the first of ``source``."""
        (self.folder / f"{name}.py").write_text(HEAD + dedent(source), encoding="utf-8")

    def config(self, extensions: Extensions) -> Config:
        return Config(self.folder, self.output, TODAY, extensions=extensions)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExtendedSite:
    site = ExtendedSite(tmp_path)
    site.write(
        {
            "site.yaml": "title: Tides\n",
            "explainers/tide.md": explainer("## Why?\n\nThe moon pulls.\n"),
        }
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("site_extras", "site_helpers", "content", "content.evil"):
        monkeypatch.setitem(sys.modules, name, None)  # so that it is taken away in the end
        del sys.modules[name]
    return site


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(site: ExtendedSite, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with these extensions: its exit code, and what it says is wrong."""

    def run(*command: str, **named: object) -> tuple[int, str]:
        extensions = Extensions(**named)  # type: ignore[arg-type]
        options = ["--as-of", TODAY.isoformat(), "--quiet"]
        code = cli.main([*command, *options], default_site=site.folder, extensions=extensions)
        return code, capsys.readouterr().err

    return run


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment in which the wheel is installed; its libraries
    are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(folder)], cwd=ROOT, check=True)
    venv.create(folder / "venv", symlinks=os.name != "nt")
    scheme = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages.joinpath("libraries.pth").write_text("\n".join(libraries))
    (wheel,) = folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    return scripts
