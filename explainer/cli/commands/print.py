"""Write a page, or all explainers, as a PDF file."""

from __future__ import annotations

import os
from pathlib import Path

from explainer import pipeline
from explainer.addresses import output_path
from explainer.cli.request import Request, Unsound
from explainer.cli.terminal import shown
from explainer.config import Refused
from explainer.diagnostics import did_you_mean
from explainer.output.writing import InMemory
from explainer.renderers import pdf


def run(request: Request) -> None:
    options, name = request.options, request.options.name.strip("/")
    if bool(name) == options.all:
        raise Refused("name a page, or --all for all explainers.")
    path = options.output or Path(f"{name.replace('/', '-') or 'explainers'}.pdf")
    if path.exists() and not options.force:
        raise Refused(f"{shown(path)} is there already; --force writes over it.")
    sink = InMemory()
    site = pipeline.compile_site(request.config, workers=request.workers(), sink=sink)
    request.print_build_findings(site.reported)
    if not site.sound:
        raise Unsound
    languages = site.linked.resolved.languages
    addresses = [f"{name}/"] if name else [each.address for each in languages[0].explainers()]
    if not addresses or output_path(addresses[0]) not in sink.files:
        hint = did_you_mean(name, [each.removesuffix("/index.html") for each in sink.files])
        raise Refused(f'there is no page "{name}". {hint}'.rstrip())
    chromes = {f"{each.shelf.language}/": each.shelf.chrome for each in languages}
    chrome = chromes.get(addresses[0][:3], languages[0].shelf.chrome)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # fontTools dates each font that it cuts
    try:
        data = pdf.render_pdf(
            sink.files, addresses, chrome, request.config.as_of, site.linked.site.settings.theme
        )
    except ImportError as missing:
        needed = 'python -m pip install "weasyprint>=70,<71" (the extra "pdf")'
        raise Refused(f"printing needs WeasyPrint: {needed}") from missing
    except OSError as error:
        lost = str(error).partition("\n")[0]
        reason = f"WeasyPrint lacks a library: {lost}; see docs/publishing.md."
        raise Refused(reason) from error
    request.write(path, data, "Wrote")
