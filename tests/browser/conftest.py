from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.crowded import build_crowded
from tests.browser.windows import ServedSite
from tests.pages import bilingual
from tests.sites import TinySite, build_flagship, served

# Both sites are served below a path, since no page may rely on standing at the top.
BELOW = "some/path/"


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The repository's own site."""
    folder = tmp_path_factory.mktemp("flagship")
    output = build_flagship(folder / BELOW)
    with served(folder) as address:
        yield ServedSite(output, address + BELOW)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site that is hard to show."""
    folder = tmp_path_factory.mktemp("crowded")
    output = build_crowded(folder)
    with served(folder) as address:
        yield ServedSite(output, address + output.relative_to(folder).as_posix() + "/")


@pytest.fixture(scope="session")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site in English and Russian."""
    site = TinySite(tmp_path_factory.mktemp("russian"))
    site.write(bilingual.FILES)
    site.build()
    with served(site.output) as address:
        yield ServedSite(site.output, address)
