from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.crowded import build_crowded
from tests.sites import build_flagship


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The output folders of the repository's own site and of the one that is hard to show."""
    folder = tmp_path_factory.mktemp("reader")
    return build_flagship(folder / "flagship"), build_crowded(folder / "crowded")
