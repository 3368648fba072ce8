"""Write the site to the output folder."""

from __future__ import annotations

import argparse
import os
import time
from typing import TYPE_CHECKING

from explainer.cli.exit_codes import CONTENT_ERRORS, DONE
from explainer.cli.request import Request
from explainer.cli.terminal import complain, count, print_diagnostics, say, shown
from explainer.config import Config

if TYPE_CHECKING:
    from explainer.output import WriteReport
    from explainer.pipeline import BuildReport

SUMMARY = "write the site to the output folder"


def add_options(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(request: Request) -> int:
    config = request.config
    began = time.perf_counter()
    report, write = publish(config)
    if write is None:
        return CONTENT_ERRORS
    index = shown(config.output / "index.html")
    say(
        f"{built(report, time.perf_counter() - began)} into {shown(config.output)}{os.sep} "
        f"({count(write.changed, 'file')} changed). "
        f"Look at it: {request.naming('serve')}, or open {index}"
    )
    return DONE


def publish(config: Config) -> tuple[BuildReport, WriteReport | None]:
    """Build once and print what was found; the second value is nothing after an error."""
    from explainer import pipeline

    report = pipeline.build(config)
    print_diagnostics(report.diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in report.diagnostics)
    if errors:
        complain(f"{count(errors, 'error')}; nothing was published, the last output is unchanged.")
    return report, report.write


def built(report: BuildReport, seconds: float) -> str:
    return f"Built {count(report.pages, 'page')} in {seconds:.1f} s"
