"""Open data have a version: what it has is not taken away, and the next one says how to go on."""

from __future__ import annotations

import re

import pytest

from explainer.renderers.data.text_files import FORMAT
from explainer.resolve.dataset.tables import TABLES
from tests.sites import ROOT

NAME, NUMBER = FORMAT.split("/")
RECORDED = ROOT / f"tests/renderers/data-format-{NUMBER}.txt"
"""Every column of the version with its type. One file for each version stays."""


def test_a_version_keeps_its_columns(pytestconfig: pytest.Config) -> None:
    """A new column is recorded by ``--refresh``. Who takes one away or gives it another type raises
    ``FORMAT`` by one, records the columns anew, and writes under *Upgrading* what to do."""
    columns = {
        f"{name}.{c.name}: {c.type}" for name, table in TABLES.items() for c in table.columns
    }
    recorded = {*RECORDED.read_text(encoding="utf-8").splitlines()} if RECORDED.exists() else set()
    assert sorted(recorded - columns) == [], f"raise FORMAT: it is no longer {FORMAT}"
    if pytestconfig.getoption("--refresh"):
        RECORDED.write_text("".join(f"{each}\n" for each in sorted(columns)), encoding="utf-8")
    else:
        assert recorded == columns


def test_a_new_version_says_how_to_go_on() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.compile(r"^### Upgrading\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
    upgrading = "".join(section.findall(changelog))
    for number in range(2, int(NUMBER) + 1):
        assert f"`{NAME}/{number}`" in upgrading
        assert (RECORDED.parent / f"data-format-{number - 1}.txt").exists()
    assert f"`{FORMAT}`" in (ROOT / "docs/data.md").read_text(encoding="utf-8")
