"""How many planted errors `check` notices in the site of this repository, and how long it takes."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-28"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", default="300", help="how many errors; default: 300")
    parser.add_argument("--seed", default="0", help="which ones; default: 0")
    options = parser.parse_args()
    plain, _ = _check()
    drill, printed = _check("--drill", options.n, "--seed", options.seed)
    print(printed)
    print(f"{drill:.1f} s, {drill / plain:.1f} times a check, which takes {plain:.2f} s.")
    return 0


def _check(*options: str) -> tuple[float, str]:
    """The least seconds of three runs, or those of one that drills, and what the last printed."""
    command = [sys.executable, "build.py", "check", "--as-of", AS_OF, "--no-cache", *options]
    seconds = []
    for _ in range(1 if options else 3):
        start = perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        seconds.append(perf_counter() - start)
    return min(seconds), done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
