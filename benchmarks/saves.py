"""How long an editor waits: from a save until the preview serves the new page, and says so.

A preview runs as a process of its own. Each save replaces a file as editors do; a WebSocket waits
for the news as the script in a page does, and then the page is fetched, again and again if need be.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.testing import bind_unused_port
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.builds import (
    THIS,
    checked,
    explainers_of,
    machine,
    make_generators,
    make_parser,
    table,
    with_range,
    write_json,
)
from benchmarks.corpus import AS_OF
from benchmarks.generators import Generator, filled, revise

KINDS = {"explainer": "", "fact": "content/facts/*.yaml", "source": "content/sources/*.yaml"}
LOST = 5.0
"""Seconds after which a save counts as lost."""
START = 600.0
"""Seconds within which the first page has to be served."""
POLLED_EVERY = 0.005


@dataclass(frozen=True, slots=True)
class Save:
    """Seconds until the page and the news came; None where they did not."""

    generator: str
    kind: str
    page: float | None
    news: float | None


def main() -> None:
    options = parse_arguments()
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = make_generators(options.n, options, work.resolve())
        generators = [each for each in made if each.serve]
        previews = [(each, stack.enter_context(preview(each))) for each in generators]
        saves = [*measure_all(previews, options)]
        size = explainers_of(generators[0].site)
    said = f"{machine(generators)}; n = {size}, {options.edits} edits"
    print(f"{said}\n\n{table_of(saves)}")
    write_json(options.json, machine=said, saves=saves)


def parse_arguments() -> argparse.Namespace:
    parser = make_parser(__doc__)
    parser.add_argument("-n", type=int, default=100, help="explainers; default: 100")
    parser.add_argument("--edits", type=int, default=20, help="of each kind; default: 20")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between; default: 0.5")
    parser.add_argument("--home", action="store_true", help="the browser shows the home page")
    return checked(parser)


def measure_all(
    previews: Sequence[tuple[Generator, str]], options: argparse.Namespace
) -> Iterator[Save]:
    """Edits of each kind of file, in one preview after the other, and then the next."""
    for kind, pattern in KINDS.items():
        for number in range(options.edits):
            for generator, root in previews:
                files = sorted(generator.site.glob(pattern or f"{generator.pages}/*.md"))
                if files:
                    file = files[number % len(files)]
                    page = root + page_of(file, generator)
                    browser = listen(root, root if options.home else page)
                    waits = asyncio.run(edit(browser, page, file, number, options.pause))
                    yield Save(generator.name, kind, *waits)
        print(f"{kind}: done", file=sys.stderr)


@contextmanager
def preview(generator: Generator) -> Iterator[str]:
    """The address of a preview that serves its pages."""
    reserved, port = bind_unused_port()
    reserved.close()
    process = subprocess.Popen(
        filled(generator.serve, port=port, day=AS_OF),
        cwd=generator.site,
        env={**os.environ, **generator.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        root = f"http://127.0.0.1:{port}/"
        first = min((generator.site / generator.pages).glob("*.md"))
        served = asyncio.run(
            until_shown(
                root + generator.address.format(first.stem), "<h1", time.perf_counter(), START
            )
        )
        if served is None:
            sys.exit(f"{generator.name} serves no page")
        time.sleep(max(1.0, served / 2))  # some go on building after the first pages
        yield root
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(LOST)
        except subprocess.TimeoutExpired:  # a shell's background jobs may ignore SIGINT
            process.kill()
            process.wait()


async def edit(
    listening: Awaitable[WebSocketClientConnection],
    page: str,
    file: Path,
    number: int,
    pause: float,
) -> tuple[float | None, float | None]:
    """Seconds until the page, as a browser loads it when it is told, and until the news."""
    browser = await listening
    while await until_told(browser, pause) is not None:
        pass  # what an earlier save still has to say
    began = time.perf_counter()
    words = revise(file, number)
    told = await until_told(browser, LOST)
    shown = await until_shown(page, words, began)
    browser.close()
    return shown, told


def page_of(file: Path, generator: Generator) -> str:
    """The address of the page that shows what ``revise`` changes in a file."""
    if file.suffix == ".md":
        return generator.address.format(file.stem)
    text = file.read_text(encoding="utf-8")
    pattern = r"^([\w.-]+):" if file.parent.name == "facts" else r"\bid: (\S+)"
    found = re.search(pattern, text, re.MULTILINE)
    return f"{file.parent.name}/{found[1]}/" if found else ""


async def until_shown(page: str, words: str, began: float, longest: float = LOST) -> float | None:
    """Seconds since ``began`` until the page holds the words, or None."""
    client, last = AsyncHTTPClient(), time.perf_counter() + longest
    while time.perf_counter() < last:
        try:
            if words.encode() in (await client.fetch(page)).body:
                return time.perf_counter() - began
        except (HTTPClientError, OSError):
            pass  # not there yet
        await asyncio.sleep(POLLED_EVERY)
    return None


async def until_told(browser: WebSocketClientConnection, longest: float) -> float | None:
    """Seconds until something is said, or None."""
    began = time.perf_counter()
    try:
        await asyncio.wait_for(_next_message(browser), longest)
    except TimeoutError:
        return None
    return time.perf_counter() - began


async def _next_message(browser: WebSocketClientConnection) -> None:
    await browser.read_message()


async def listen(root: str, page: str) -> WebSocketClientConnection:
    """Say what livereload's script says in a page."""
    address = f"{root.replace('http', 'ws', 1)}livereload"
    request = HTTPRequest(address, headers={"Origin": root.rstrip("/")})
    browser = await websocket_connect(request)
    protocols = ["http://livereload.com/protocols/official-7"]
    for message in ({"command": "hello", "protocols": protocols}, {"command": "info", "url": page}):
        # Hugo knows a greeting only without spaces.
        await browser.write_message(json.dumps(message, separators=(",", ":")))
    await asyncio.wait_for(_next_message(browser), LOST)  # the greeting in return
    return browser


def table_of(saves: Sequence[Save]) -> str:
    """The last column says how many times as long as each this checkout took, save by save."""
    groups: dict[tuple[str, str], list[Save]] = {}
    for each in saves:
        groups.setdefault((each.kind, each.generator), []).append(each)
    rows = []
    for (kind, name), those in groups.items():
        pages, news = [each.page for each in those], [each.news for each in those]
        these = [each.page for each in groups[kind, THIS]]
        ratios = [a / b for a, b in zip(these, pages, strict=True) if a and b]
        ratio = with_range(ratios) if ratios and name != THIS else ""
        rows.append([kind, name, *cells(pages), *cells(news), ratio])
    head = ["saved", "generator", "page: median ms", "90 %", "worst", "lost"]
    return table([*head, "news: median ms", "90 %", "worst", "lost", "page: this ÷ it"], rows, 2)


def cells(waits: Sequence[float | None]) -> Iterator[str]:
    came = sorted(wait * 1000 for wait in waits if wait is not None)
    slow = came[min(len(came) - 1, int(len(came) * 0.9)) :]
    shown = (statistics.median(came), slow[0], came[-1]) if came else ()
    yield from (f"{each:.0f}" for each in shown) if shown else ("", "", "")
    yield str(len(waits) - len(came))


if __name__ == "__main__":
    main()
