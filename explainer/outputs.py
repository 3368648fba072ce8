"""The table of outputs, in the order in which build, preview and check make them, after the pages
of documents.

To add one, write a function from the linked site to its files, and a row. In the preview, an output
that can wait is made a moment after the others; see docs/decisions/0012-what-a-save-builds.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, load
from explainer.extensions import Output
from explainer.renderers.data import render_data
from explainer.renderers.files import FileJob, LargeFileJob, LinkedSite, OutputFile
from explainer.renderers.headers import headers_file
from explainer.renderers.html import RenderJob
from explainer.resolve.dataset.dataset import data_page
from explainer.resolve.makers.fact_pages import FactJob
from explainer.resolve.makers.source_pages import SourceJob
from explainer.resolve.published.pages import Page
from explainer.resolve.resolved_site import LinkedLanguage, indexes, records

_Job: TypeAlias = FactJob | SourceJob


def index_pages(site: LinkedSite) -> Iterator[RenderJob | _Job]:
    """The indexes to the pages that people write."""
    for language in site.resolved.languages:
        yield from _framed(site, language, indexes(language))


def record_pages(site: LinkedSite) -> Iterator[RenderJob | _Job]:
    """The pages of facts and sources, and the lists of them."""
    for language in site.resolved.languages:
        yield from _framed(site, language, records(language))


def _framed(
    site: LinkedSite, language: LinkedLanguage, pages: Iterable[Page | _Job]
) -> Iterator[RenderJob | _Job]:
    """The pages with the frame of their language; jobs as they are."""
    assert site.templates, "a site without templates is not sound"
    for page in pages:
        if isinstance(page, FactJob | SourceJob):
            yield page
        else:
            yield RenderJob(page, language.shelf.chrome, site.templates)


def assets(site: LinkedSite) -> tuple[OutputFile, ...]:
    return site.assets.files if site.assets else ()


def images(site: LinkedSite) -> Iterator[OutputFile | Diagnostic]:
    """The files of ``content/images/`` that pages show."""
    for name, address in site.resolved.images:
        path = f"content/images/{name}"
        data, problems = load(ContentFile(path, "images", str(site.folder / path)))
        yield from problems
        if data is not None:
            yield OutputFile(address, data)


def open_data(site: LinkedSite) -> Iterator[FileJob | LargeFileJob | RenderJob | _Job]:
    """The files of the data, and the page about them."""
    if dataset := site.resolved.dataset:
        yield from render_data(dataset)
        for language in site.resolved.languages:
            yield from _framed(site, language, [data_page(language.shelf.library, dataset)])


def headers(site: LinkedSite) -> Iterator[OutputFile]:
    assert site.assets, "a site without assets is not sound"
    if not site.site.offline:  # no host reads them
        fingerprinted = site.assets.stylesheet, site.assets.script
        yield headers_file(fingerprinted, site.site.languages[1:])


OUTPUTS = (
    Output("data", open_data, can_wait=True),
    Output("indexes", index_pages, can_wait=True),
    Output("assets", assets),
    Output("images", images),
    Output("records", record_pages, can_wait=True),
    Output("headers", headers, can_wait=True),
)
