"""Single files are noticed beside the folders of a site: the modules of its extensions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.preview.serving import Saves


@pytest.fixture(params=[True, False], ids=["with a folder", "without a folder"])
def saves(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Saves]:
    if request.param:
        (tmp_path / "content").mkdir()
    (tmp_path / "site_extras.py").write_text("one")
    (tmp_path / "other.py").write_text("one")
    saves = Saves([tmp_path / "content", tmp_path / "site_extras.py"], print)
    saves.start()
    yield saves
    saves.end()


def test_a_watched_file_is_noticed_and_no_other(saves: Saves, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("two")
    assert not saves.saved.wait(0.5)
    os.utime(tmp_path / "site_extras.py", ns=(1, 1))
    assert saves.saved.wait(30)
    saves.saved.clear()
    (tmp_path / "site_extras.py").unlink()
    assert saves.saved.wait(30)
    saves.saved.clear()
    (tmp_path / "site_extras.py").write_text("two")
    assert saves.saved.wait(30)


def test_a_folder_that_comes_is_noticed(saves: Saves, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir(exist_ok=True)
    (tmp_path / "content/site.yaml").write_text("title: Tides")
    assert saves.saved.wait(30)
