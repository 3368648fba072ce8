"""Show the site on this machine and build it again on every save."""

from __future__ import annotations

import argparse
from time import time_ns
from typing import TYPE_CHECKING

from explainer.cli.caching import cache
from explainer.cli.commands.build import print_findings, remark_held_back
from explainer.cli.request import DEFAULT_PORT, DONE, Request
from explainer.cli.shared_options import whole
from explainer.cli.terminal import say
from explainer.config import find_content, find_generator_root
from explainer.reports.lists import count

if TYPE_CHECKING:
    from explainer.preview.site_builds import Outcome

SUMMARY = "show the site on this machine and build it again on every save"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=whole("port number", 0, 65_535), help=f"default: {DEFAULT_PORT}"
    )
    parser.add_argument("--open", action="store_true", help="show it in the browser")


def run(request: Request) -> int:
    from explainer.kept.last_build import LastBuild
    from explainer.preview.serving import NoFreePort, serve
    from explainer.preview.site_builds import SiteBuilds

    config = request.config
    find_content(config.site)  # before the address of the preview is printed

    def report(outcome: Outcome, seconds: float) -> None:
        print_findings(request, outcome.diagnostics)
        if outcome.sound:
            pages, changed = count(outcome.pages, "page"), count(len(outcome.changed), "file")
            request.remark(f"Built {pages} in {seconds:.2f} s, {changed} changed.")
            remark_held_back(request, outcome.held_back)

    site, generator = config.site.resolve(), find_generator_root()
    folders = [root / name for root in (site, generator) for name in ("templates", "assets")]
    with cache(request) as store:
        last = LastBuild(config, store, time_ns())
        builds = SiteBuilds(config, store, last.code, last.known_files())
        try:
            serve(
                builds,
                config.output,
                list(dict.fromkeys([site / "content", *folders, *builds.extensions.files])),
                request.options.port,
                say,
                report,
                open_browser=request.options.open,
            )
        except NoFreePort as taken:
            return request.refuse(str(taken))
    return DONE
