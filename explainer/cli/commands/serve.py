"""Show the site on this machine and build it again on every save."""

from __future__ import annotations

from time import time_ns

from explainer.cli.caching import cache
from explainer.cli.request import Request
from explainer.cli.terminal import count, say
from explainer.config import find_content, find_generator_root
from explainer.kept.last_build import LastBuild
from explainer.preview import serving
from explainer.preview.site_builds import Outcome, SiteBuilds


def run(request: Request) -> None:
    config = request.config
    find_content(config.site)  # before the address of the preview is printed

    def report(outcome: Outcome, seconds: float) -> None:
        request.print_build_findings(outcome.diagnostics)
        if outcome.sound:
            pages, changed = count(outcome.pages, "page"), count(len(outcome.changed), "file")
            request.remark(f"Built {pages} in {seconds:.2f} s, {changed} changed.")
            request.remark_held_back(outcome.held_back)

    site, generator = config.site.resolve(), find_generator_root()
    folders = [root / name for root in (site, generator) for name in ("templates", "assets")]
    with cache(request) as store:
        last = LastBuild(config, store, time_ns())
        builds = SiteBuilds(config, store, last.code, last.known_files())
        watched = list(dict.fromkeys([site / "content", *folders, *builds.extensions.files]))
        port, opens = request.options.port, request.options.open
        serving.serve(builds, config.output, watched, port, say, report, open_browser=opens)
