from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.sites import TinySite, build_flagship

SiteMaker: TypeAlias = Callable[[Mapping[str, str | bytes]], TinySite]


@pytest.fixture
def make_site(tmp_path: Path) -> SiteMaker:
    """Writes a site's files; ``site.yaml`` has a title unless they bring their own."""

    def make(files: Mapping[str, str | bytes]) -> TinySite:
        site = TinySite(tmp_path / "site")
        site.write({"site.yaml": "title: Tides\n", **files})
        return site

    return make


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the repository's own site."""
    return build_flagship(tmp_path_factory.mktemp("flagship") / "output")
