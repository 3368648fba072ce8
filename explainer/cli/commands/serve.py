"""Show the site on this machine and build it again on every save."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from explainer.cli.commands.build import built, publish
from explainer.cli.exit_codes import DONE, WRONG_COMMAND
from explainer.cli.request import DEFAULT_PORT, Request
from explainer.cli.terminal import complain, say
from explainer.config import find_generator_root
from explainer.reports.words import count

if TYPE_CHECKING:
    from explainer.output import WriteReport

SUMMARY = "show the site on this machine and build it again on every save"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, help=f"default: {DEFAULT_PORT}")


def run(request: Request) -> int:
    from explainer import preview

    config = request.config

    def build() -> WriteReport | None:
        began = time.perf_counter()
        report, write = publish(request)
        if write:
            seconds = time.perf_counter() - began
            say(f"{built(report, seconds)}, {count(write.changed, 'file')} changed.")
        return write

    site, generator = config.site.resolve(), find_generator_root()
    folders = [root / name for root in (site, generator) for name in ("templates", "assets")]
    watched = list(dict.fromkeys([site / "content", *folders]))
    try:
        preview.serve(build, config.output, watched, request.options.port, say)
    except preview.NoFreePort as taken:
        complain(f"{request.program}: {taken}")
        return WRONG_COMMAND
    return DONE


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f'"{text}" is not a port; 0 to 65535 are')
