"""Write a page, or all explainers, as a PDF file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from explainer.addresses import output_path
from explainer.cli.commands.build import print_findings, workers
from explainer.cli.request import CONTENT_ERRORS, Request
from explainer.cli.terminal import shown
from explainer.diagnostics import did_you_mean

SUMMARY = "write a page as a PDF file, which --output names"


def add_options(parser: argparse.ArgumentParser) -> None:
    words = "the address of a page, without that of the site: bridge, ru/bridge"
    parser.add_argument("name", nargs="?", metavar="PAGE", help=words)
    parser.add_argument("--all", action="store_true", help="all explainers in one file")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(request: Request) -> int:
    from explainer import pipeline
    from explainer.output.writing import InMemory
    from explainer.renderers.pdf import render_pdf

    options, name = request.options, request.options.name.strip("/")
    if bool(name) == options.all:
        return request.refuse("name a page, or --all for all explainers.")
    path = options.output or Path(f"{name.replace('/', '-') or 'explainers'}.pdf")
    if path.exists() and not options.force:
        return request.refuse(f"{shown(path)} is there already; --force writes over it.")
    sink = InMemory()
    site = pipeline.compile_site(request.config, workers=workers(request), sink=sink)
    print_findings(request, site.reported)
    if not site.sound:
        return CONTENT_ERRORS
    languages = site.linked.resolved.languages
    addresses = [f"{name}/"] if name else [each.address for each in languages[0].explainers()]
    if not addresses or output_path(addresses[0]) not in sink.files:
        hint = did_you_mean(name, [each.removesuffix("/index.html") for each in sink.files])
        return request.refuse(f'there is no page "{name}". {hint}'.rstrip())
    chromes = {f"{each.shelf.language}/": each.shelf.chrome for each in languages}
    chrome = chromes.get(addresses[0][:3], languages[0].shelf.chrome)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # fontTools dates each font that it cuts
    try:
        data = render_pdf(
            sink.files, addresses, chrome, request.config.as_of, site.linked.site.settings.theme
        )
    except ImportError:
        return request.refuse('printing needs WeasyPrint: python -m pip install -e ".[pdf]"')
    except OSError as error:
        lost = str(error).partition("\n")[0]
        return request.refuse(f"WeasyPrint lacks a library: {lost}; see docs/publishing.md.")
    return request.write(path, data, "Wrote")
