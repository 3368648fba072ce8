"""Render pages as HTML.

``render`` is pure, and a job is a plain value that can be pickled, so that jobs can be rendered in
any process on any machine.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct

from explainer.addresses import links_from, output_path
from explainer.languages.catalogues import OPEN, mark_english
from explainer.renderers.files import OutputFile
from explainer.renderers.headers import CONTENT_SECURITY_POLICY, OFFLINE_POLICY, SEARCH_POLICY
from explainer.renderers.metadata import page_metadata
from explainer.renderers.structured_data import structured_data
from explainer.renderers.templates import Given, Templates
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.list_pages import SearchPage
from explainer.resolve.published.pages import NotFoundPage, Page


class RenderJob(Struct, frozen=True):
    """Everything that one HTML file depends on."""

    page: Page
    chrome: Chrome
    templates: Templates


def render(job: RenderJob) -> OutputFile:
    """The page's file, in UTF-8. Raises TemplateProblem if the template fails."""
    from explainer.renderers.template_environment import render_template

    page, head, link = job.page, job.page.head, _links(job)
    policy = SEARCH_POLICY if isinstance(page, SearchPage) else CONTENT_SECURITY_POLICY
    given: Given = {
        "page": page,
        "head": head,
        "chrome": job.chrome,
        "link": link,
        "structured_data": structured_data(page, job.chrome, link),
        "metadata": page_metadata(page, job.chrome),
        "content_security_policy": Markup(OFFLINE_POLICY if job.chrome.offline else policy),
    }
    text = render_template(job.templates, head.language, page.template, given, job.chrome.words)
    text = mark_english(text) if OPEN in text else text
    return OutputFile(output_path(head.address), text.encode())


def _links(job: RenderJob) -> Callable[[str], str]:
    """The function that returns the link from this page to an address.

    The page for addresses that do not exist is shown at any of them, so its links start at the
    site's base; without a server it is a page like others.
    """
    offline = job.chrome.offline
    if isinstance(job.page, NotFoundPage) and not offline:
        base = job.chrome.base.rstrip("/")
        return lambda address: f"{base}/{address}"
    return links_from(job.page.head.address, to_files=offline)
