"""Lighthouse's mobile profile on four types of page of the site of this repository.

Lighthouse comes from npm and is needed here alone: LIGHTHOUSE names its command where PATH does
not hold it, CHROME_PATH the browser. The site is served compressed, as a host would serve it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-28"
# Hub, home, a fact, a source.
PAGES = ("csto-in-kazakhstan/", "", "facts/deployment.troops.stated/", "sources/rbc-ua-2030/")
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
BROWSER_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=3, help="for each page; default: 3")
    parser.add_argument("pages", nargs="*", help=f"default: {' '.join(PAGES)}, home among them")
    options = parser.parse_args()
    lighthouse = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if lighthouse is None:
        print("Lighthouse is not installed: npm install --global lighthouse", file=sys.stderr)
        return 2

    with tempfile.TemporaryDirectory() as temporary:
        output = Path(temporary, "site")
        build = [sys.executable, str(ROOT / "build.py"), "--as-of", AS_OF, "--output", str(output)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        with served(output) as address:
            scores = [
                (page, median([measure(lighthouse, address + page) for _ in range(options.runs)]))
                for page in options.pages or PAGES
            ]
    print(table(scores))
    missed = [page for page, score in scores if not score.is_enough]
    return 1 if missed else 0


@dataclass(frozen=True, slots=True)
class Score:
    """What Lighthouse says of a page: categories from 0 to 100, times in ms, bytes sent."""

    categories: dict[str, int]
    paint: float
    shift: float
    blocking: float
    weight: float
    faults: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        return all(self.categories[name] >= least for name, least in CATEGORIES.items())


def measure(lighthouse: str, address: str) -> Score:
    command = [
        lighthouse,
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={BROWSER_FLAGS}",
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return read_report(json.loads(said))


def read_report(report: dict[str, Any]) -> Score:
    audits = report["audits"]
    weighed = {
        part["id"]
        for name in CATEGORIES
        for part in report["categories"][name]["auditRefs"]
        if part["weight"]
    }
    # An audit that does not apply to a page has no score.
    scores = {name: audits[name]["score"] for name in weighed}
    faults = sorted(name for name, score in scores.items() if score is not None and score < 0.9)
    return Score(
        {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES},
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        tuple(faults),
    )


def median(scores: list[Score]) -> Score:
    """The run in the middle by performance."""
    return sorted(scores, key=lambda score: score.categories["performance"])[len(scores) // 2]


def table(scores: list[tuple[str, Score]]) -> str:
    head = ["page", *CATEGORIES, "LCP s", "CLS", "TBT ms", "kB", "falls short in"]
    rows = [
        [
            f"`/{page}`",
            *(str(score.categories[name]) for name in CATEGORIES),
            f"{score.paint / 1000:.2f}",
            f"{score.shift:.3f}",
            f"{score.blocking:.0f}",
            f"{score.weight / 1000:.0f}",
            ", ".join(score.faults),
        ]
        for page, score in scores
    ]
    line = ["--", *["--:"] * (len(head) - 2), "--"]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, line, *rows))


class _Compressed(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        if path.suffix in COMPRESSED:
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if "assets" in path.parts:
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on this machine while the block runs: the address of its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main())
