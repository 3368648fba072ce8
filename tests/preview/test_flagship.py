"""What the preview serves of the repository's own site is what a build writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from tests.sites import FLAGSHIP_DAY, ROOT, build_flagship, output_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = b'<script src="/livereload.js" defer></script>'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output = tmp_path_factory.mktemp("served")
    command = [sys.executable, "build.py", "serve", "--port", "0", "--output", str(output)]
    process = subprocess.Popen(
        [*command, "--as-of", FLAGSHIP_DAY.isoformat()], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    said = process.stdout.readline()
    assert process.stdout.readline().startswith("Built ")
    yield said.split()[1]
    process.kill()
    process.communicate()


def test_every_file_is_served_as_it_is_built(address: str, tmp_path: Path) -> None:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    different = []
    for path, data in output_files(build_flagship(tmp_path)).items():
        connection.request("GET", f"/{quote(path)}")
        answer = connection.getresponse()
        served = answer.read()
        if path.endswith(".html"):
            assert served.count(SCRIPT) == 1
            served = served.replace(SCRIPT, b"")
        if (answer.status, served) != (200, data):
            different.append(path)
    connection.close()
    assert different == []


def test_a_page_that_is_not_found_has_its_style_and_its_links(
    address: str, chromium: Browser
) -> None:
    page = chromium.new_page()
    missing: list[str] = []
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.on("response", lambda got: missing.append(got.url) if got.status >= 400 else None)
    page.goto(f"{address}nothing/here/")
    assert missing == [f"{address}nothing/here/"]
    page.get_by_role("link", name="Questions").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Questions"
    page.close()
