"""How long an editor waits: from the save of a file until the browser is told to look again.

The preview runs as a process of its own on a copy of the site of this repository. Each save
writes a file whole, as editors do, and the clock runs until the news comes over the WebSocket.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

ROOT = Path(__file__).resolve().parent.parent
# Content ages; a fixed day makes today's figures comparable with last year's.
AS_OF = "2026-11-22"
GROUPS = {"explainers": "explainers/*.md", "facts": "facts/*.yaml", "sources": "sources/*.yaml"}
LOST = 5.0
"""Seconds after which a save counts as lost."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--saves", type=int, default=50, help="of each kind of file; default: 50")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between; default: 0.5")
    options = parser.parse_args()

    print(f"| saved | median ms | 90 % ms | slowest ms | lost |\n|---|{'--:|' * 4}")
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        for folder in ("content", "templates", "assets"):
            shutil.copytree(ROOT / folder, site / folder)
        with preview(site) as port:
            for name, pattern in GROUPS.items():
                files = sorted((site / "content").glob(pattern))
                waits = asyncio.run(save_all(port, files, options.saves, options.pause))
                print(row(name, waits), flush=True)
    return 0


@contextmanager
def preview(site: Path) -> Iterator[int]:
    """The port of a preview of ``site`` that has built once."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--as-of", AS_OF]
    process = subprocess.Popen(
        [*command, "--site", str(site)], stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdout
    port = 0
    for line in process.stdout:
        if found := re.match(r"Preview: http://127\.0\.0\.1:(\d+)/", line):
            port = int(found[1])
        if line.startswith("Built"):
            break
    try:
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


async def save_all(
    port: int, files: Sequence[Path], saves: int, pause: float
) -> list[float | None]:
    """Seconds until the news of each save, one file after the other; None where none came."""
    browser = await open_socket(port)
    waits = []
    for number, file in enumerate(islice(cycle(files), saves)):
        await asyncio.sleep(pause)
        save(file, revised(file, number))
        began = time.perf_counter()
        waits.append(await news(browser, began))
    browser.close()
    # An error is news too: what was measured must have been pages.
    await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/")
    return waits


async def open_socket(port: int) -> WebSocketClientConnection:
    """Says what livereload's script says in a page."""
    address = f"ws://127.0.0.1:{port}/livereload"
    browser = await websocket_connect(
        HTTPRequest(address, headers={"Origin": f"http://127.0.0.1:{port}"})
    )
    await browser.write_message(json.dumps({"command": "hello"}))
    await browser.read_message()
    home = f"http://127.0.0.1:{port}/"
    await browser.write_message(json.dumps({"command": "info", "url": home}))
    return browser


async def news(browser: WebSocketClientConnection, began: float) -> float | None:
    try:
        await asyncio.wait_for(asyncio.shield(_read(browser)), LOST)
    except TimeoutError:
        return None
    return time.perf_counter() - began


async def _read(browser: WebSocketClientConnection) -> None:
    await browser.read_message()


def revised(file: Path, number: int) -> str:
    """The file's text with something new in it that a reader sees."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = re.sub(r"\nRevised \d+ times\.\n\Z", "", text)
        return f"{text}\nRevised {number} times.\n"
    key = "label" if file.parent.name == "facts" else "title"
    found = rf"(\b{key}: ['\"]?)(?:Revised \d+ )?"
    return re.sub(found, rf"\g<1>Revised {number} ", text, count=1)


def save(file: Path, text: str) -> None:
    """By a temporary file and a rename, so that nobody reads half of it."""
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, file)  # noqa: PTH105


def row(name: str, waits: Sequence[float | None]) -> str:
    told = sorted(wait * 1000 for wait in waits if wait is not None)
    lost = len(waits) - len(told)
    if not told:
        return f"| {name} | | | | {lost} |"
    slow = told[min(len(told) - 1, int(len(told) * 0.9))]
    return f"| {name} | {statistics.median(told):.0f} | {slow:.0f} | {told[-1]:.0f} | {lost} |"


if __name__ == "__main__":
    sys.exit(main())
