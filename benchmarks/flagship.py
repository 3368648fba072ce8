"""How long the site of this repository takes to build, and how much memory.

Each run is a process of its own that builds into a fresh folder, so what is measured is what
an editor waits for: start-up, parsing, linking, rendering and writing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Content ages; a fixed day makes today's figures comparable with last year's.
AS_OF = "2026-11-22"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="default: 7, after one not counted")
    parser.add_argument("--site", type=Path, default=ROOT, help="default: this repository")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        runs = [
            build_once(options.site, Path(temporary, str(number)))
            for number in range(options.runs + 1)
        ][1:]
        pages = sum(1 for _ in Path(temporary, "0").rglob("index.html"))

    seconds = [run[0] for run in runs]
    megabytes = [run[1] for run in runs]
    print(f"| pages | median s | fastest s | slowest s | peak MB |\n|{'--:|' * 5}")
    print(
        f"| {pages} | {statistics.median(seconds):.2f} | {min(seconds):.2f} "
        f"| {max(seconds):.2f} | {max(megabytes):.0f} |"
    )
    return 0


def build_once(site: Path, output: Path) -> tuple[float, float]:
    """Wall-clock seconds and the peak of resident memory in MB of one build."""
    command = [sys.executable, str(ROOT / "build.py"), "--no-cache", "--as-of", AS_OF]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--site", str(site), "--output", str(output)], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build failed with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit / 1e6


if __name__ == "__main__":
    sys.exit(main())
