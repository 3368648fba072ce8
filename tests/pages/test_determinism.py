"""The same content, day and code give the same bytes on any machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.sites import FLAGSHIP_DAY, ROOT, output_files

FROM_ANYWHERE = (
    "import sys; sys.path.insert(0, {!r}); from explainer.cli import main; sys.exit(main())"
)


def build(site: str, output: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    """The site as a process of its own builds it, working in ``folder``."""
    command = ("--site", site, "--output", str(output), "--as-of", FLAGSHIP_DAY.isoformat())
    done = subprocess.run(
        [sys.executable, "-c", FROM_ANYWHERE.format(str(ROOT)), *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return output_files(output)


def copy_backwards(site: Path, to: Path) -> None:
    """The site's own files, the last one created first."""
    for folder in ("templates", "assets", "content"):
        for path in sorted((site / folder).rglob("*"), reverse=True):
            if path.is_file():
                copy = to / path.relative_to(site)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())


def test_neither_the_machine_nor_the_place_shows_in_the_output(tmp_path: Path) -> None:
    copy = tmp_path / "a copy/of it"
    copy_backwards(ROOT, copy)
    first = build(
        str(ROOT), tmp_path / "one", Path("/"), PYTHONHASHSEED="0", LC_ALL="C", TZ="Etc/GMT+12"
    )
    second = build(
        "of it",
        tmp_path / "two",
        copy.parent,
        PYTHONHASHSEED="4242",
        LC_ALL="ru_RU.UTF-8",
        LANG="tr_TR.UTF-8",
        LANGUAGE="ru",
        TZ="Pacific/Kiritimati",
    )
    assert [path for path in first | second if first.get(path) != second.get(path)] == []
    traces = (str(ROOT).encode(), str(tmp_path).encode())
    assert [path for path, data in first.items() if any(t in data for t in traces)] == []
