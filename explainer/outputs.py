"""The table of outputs, in the order in which build, preview and check make them.

To add one, write a function from the linked site to its files, and a row. In the preview, an output
that can wait is made a moment after the others; see docs/decisions/0012-what-a-save-builds.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, load
from explainer.extensions import Output
from explainer.renderers.data import render_data
from explainer.renderers.files import OutputFile
from explainer.renderers.headers import headers_file
from explainer.renderers.html import RenderJob
from explainer.renderers.linked_site import LinkedSite
from explainer.resolve.resolved_site import FramedPage


def front_pages(site: LinkedSite) -> Iterator[RenderJob]:
    """The pages that people write, and the indexes to them."""
    return _jobs(site, site.resolved.front)


def record_pages(site: LinkedSite) -> Iterator[RenderJob]:
    """The pages of facts and sources, and the lists of them."""
    return _jobs(site, site.resolved.records)


def _jobs(site: LinkedSite, pages: Iterable[FramedPage]) -> Iterator[RenderJob]:
    assert site.templates, "a site without templates is not sound"
    for page, chrome in pages:
        yield RenderJob(page, chrome, site.templates)


def assets(site: LinkedSite) -> tuple[OutputFile, ...]:
    return site.assets.files if site.assets else ()


def images(site: LinkedSite) -> Iterator[OutputFile | Diagnostic]:
    """The files of ``content/images/`` that pages show."""
    for name, address in site.resolved.images:
        path = f"content/images/{name}"
        data, problems = load(ContentFile(path, "images", site.folder / path))
        yield from problems
        if data is not None:
            yield OutputFile(address, data)


def open_data(site: LinkedSite) -> tuple[OutputFile, ...]:
    return render_data(site.resolved.dataset) if site.resolved.dataset else ()


def headers(site: LinkedSite) -> Iterator[OutputFile]:
    assert site.assets, "a site without assets is not sound"
    yield headers_file((site.assets.stylesheet, site.assets.script))


OUTPUTS = (
    Output("pages", front_pages),
    Output("assets", assets),
    Output("images", images),
    Output("records", record_pages, can_wait=True),
    Output("data", open_data, can_wait=True),
    Output("headers", headers, can_wait=True),
)
