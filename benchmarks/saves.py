"""How long an editor waits: from a save until the preview serves the new page, and says so.

A preview runs as a process of its own. Each save replaces a file as editors do; from then on the
page is fetched every 5 ms, while a WebSocket waits for the news as the script in a page does.
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.testing import bind_unused_port
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.builds import checked, machine, make_generators, make_parser, table
from benchmarks.corpus import AS_OF
from benchmarks.generators import Generator, filled, revise

KINDS = {"explainer": "", "fact": "content/facts/*.yaml", "source": "content/sources/*.yaml"}
LOST = 5.0
"""Seconds after which a save counts as lost."""
START = 600.0
"""Seconds within which the first page has to be served."""
POLLED_EVERY = 0.005


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from each save until the page and the news came; None where they did not."""

    generator: str
    kind: str
    page: Sequence[float | None]
    news: Sequence[float | None]


def main() -> None:
    options = parse_arguments()
    waits = []
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        generators = [*make_generators(options.n, options, work.resolve())]
        for generator in generators:
            for each in measure(generator, options.edits, options.pause):
                waits.append(each)
                print(f"{each.generator}, {each.kind}: done", file=sys.stderr)
    print(f"{machine(generators)}; n = {options.n}, {options.edits} edits\n\n{table_of(waits)}")
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in waits]), encoding="utf-8")


def parse_arguments() -> argparse.Namespace:
    parser = make_parser(__doc__)
    parser.add_argument("-n", type=int, default=100, help="explainers; default: 100")
    parser.add_argument("--edits", type=int, default=20, help="of each kind; default: 20")
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between; default: 0.5")
    return checked(parser)


def measure(generator: Generator, edits: int, pause: float) -> Iterator[Waits]:
    """A preview, and in it edits of each kind of file that the site has."""
    if not generator.serve:
        return
    with preview(generator) as root:
        for kind, pattern in KINDS.items():
            files = sorted(generator.site.glob(pattern or f"{generator.pages}/*.md"))
            if files:
                pairs = asyncio.run(save_all(generator, root, files, edits, pause))
                yield Waits(generator.name, kind, *zip(*pairs, strict=True))


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
        served = asyncio.run(until_shown(root + generator.address.format(first.stem), "<h1", START))
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


async def save_all(
    generator: Generator, root: str, files: Sequence[Path], edits: int, pause: float
) -> list[tuple[float | None, float | None]]:
    """Of each save, one file after the other, the seconds until the page and until the news."""
    waits = []
    for number, file in enumerate(islice(cycle(files), edits)):
        page = root + page_of(file, generator)
        browser = await listen(root, page)
        await asyncio.sleep(pause)
        words = revise(file, number)
        shown = until_shown(page, words, LOST)
        waits.append(await asyncio.gather(shown, until_told(browser)))
        browser.close()
    return [(shown, told) for shown, told in waits]


def page_of(file: Path, generator: Generator) -> str:
    """The address of the page that shows what ``revise`` changes in a file."""
    if file.suffix == ".md":
        return generator.address.format(file.stem)
    text = file.read_text(encoding="utf-8")
    pattern = r"^([\w.-]+):" if file.parent.name == "facts" else r"\bid: (\S+)"
    found = re.search(pattern, text, re.MULTILINE)
    return f"{file.parent.name}/{found[1]}/" if found else ""


async def until_shown(page: str, words: str, longest: float) -> float | None:
    """Seconds until the page holds the words, or None."""
    client, began = AsyncHTTPClient(), time.perf_counter()
    while time.perf_counter() - began < longest:
        try:
            if words.encode() in (await client.fetch(page)).body:
                return time.perf_counter() - began
        except (HTTPClientError, OSError):
            pass  # not there yet
        await asyncio.sleep(POLLED_EVERY)
    return None


async def until_told(browser: WebSocketClientConnection) -> float | None:
    """Seconds until something is said, or None."""
    began = time.perf_counter()
    try:
        await asyncio.wait_for(_next_message(browser), LOST)
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


def table_of(waits: Sequence[Waits]) -> str:
    head = ["generator", "saved", "page: median ms", "90 %", "worst", "lost"]
    head += ["news: median ms", "90 %", "worst", "lost"]
    rows = [[each.generator, each.kind, *cells(each.page), *cells(each.news)] for each in waits]
    return table(head, rows, 2)


def cells(waits: Sequence[float | None]) -> Iterator[str]:
    came = sorted(wait * 1000 for wait in waits if wait is not None)
    if came:
        yield f"{statistics.median(came):.0f}"
        yield f"{came[min(len(came) - 1, int(len(came) * 0.9))]:.0f}"
        yield f"{came[-1]:.0f}"
    else:
        yield from ("", "", "")
    yield str(len(waits) - len(came))


if __name__ == "__main__":
    main()
