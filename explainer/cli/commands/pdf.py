"""Write a page, or all explainers, as a PDF file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.addresses import output_path
from explainer.cli.commands.build import print_findings, workers
from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import shown
from explainer.diagnostics import did_you_mean

if TYPE_CHECKING:
    from explainer.making.files import InMemory
    from explainer.pipeline import CompiledSite
    from explainer.renderers.pdf import Book

SUMMARY = "write a page as a PDF file, which --output names"


def add_options(parser: argparse.ArgumentParser) -> None:
    words = "the address of a page, without that of the site: bridge, ru/bridge"
    parser.add_argument("name", nargs="?", metavar="PAGE", help=words)
    parser.add_argument("--all", action="store_true", help="all explainers in one file")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(request: Request) -> int:
    from explainer import pipeline
    from explainer.making.files import InMemory
    from explainer.renderers.pdf import render_pdf

    options = request.options
    if bool(options.name) == options.all:
        return request.refuse("name one page, or --all for all explainers.")
    name = options.name.strip("/")
    path = options.output or Path(f"{name.replace('/', '-') or 'explainers'}.pdf")
    if path.exists() and not options.force:
        return request.refuse(f"{shown(path)} is there already; --force writes over it.")
    sink = InMemory()
    site = pipeline.compile_site(request.config, workers=workers(request), sink=sink)
    print_findings(request, site.reported)
    if not site.sound:
        return CONTENT_ERRORS
    book = _book(site, sink, f"{name}/" if name else "")
    if lost := [each for each in book.addresses if output_path(each) not in book.files]:
        pages = [each.removesuffix("/index.html") for each in book.files]
        hint = did_you_mean(lost[0].rstrip("/"), pages)
        return request.refuse(f'there is no page at "{lost[0]}". {hint}'.rstrip())
    if not book.addresses:
        return request.refuse("there is no explainer yet.")
    try:
        data = render_pdf(book)
    except ImportError:
        return request.refuse('printing needs WeasyPrint: python -m pip install -e ".[pdf]"')
    except OSError as error:
        reason = str(error).partition("\n")[0]
        return request.refuse(
            f"WeasyPrint lacks a library, which docs/publishing.md names: {reason}"
        )
    try:
        path.write_bytes(data)
    except OSError as error:
        return request.refuse(f"cannot write {shown(path)}: {error.strerror}")
    request.remark(f"Wrote {shown(path)}.")
    return DONE


def _book(site: CompiledSite, sink: InMemory, address: str) -> Book:
    """The page at ``address``, in its own language; without one, all explainers in the site's."""
    from explainer.renderers.pdf import Book

    languages = {each.shelf.language: each for each in site.linked.resolved.languages}
    default = site.linked.site.default
    language = languages.get(address.partition("/")[0], languages[default])
    explainers = tuple(each.address for each in languages[default].explainers())
    chrome = language.shelf.chrome
    return Book(
        title=chrome.site_title,
        description=chrome.description,
        url=chrome.url,
        as_of=site.linked.site.as_of,
        files=sink.files,
        addresses=(address,) if address else explainers,
    )
