"""Render pages as HTML; and the files of an embed, which are its page, what programs ask for by
oEmbed, and the data of a figure.

``render`` is pure, and a job is a plain value that can be pickled, so that jobs can be rendered in
any process on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import links_from, output_path
from explainer.languages.catalogues import OPEN, mark_english
from explainer.renderers.data.text_files import csv_bytes
from explainer.renderers.files import OutputFile
from explainer.renderers.headers import CONTENT_SECURITY_POLICY, OFFLINE_POLICY, SEARCH_POLICY
from explainer.renderers.metadata import page_metadata
from explainer.renderers.structured_data import structured_data
from explainer.renderers.templates import Given, Templates
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.list_pages import SearchPage
from explainer.resolve.published.pages import EmbedPage, NotFoundPage, Page
from explainer.resolve.published.parts import Figure


class RenderJob(Struct, frozen=True):
    """Everything that one HTML file depends on."""

    page: Page
    chrome: Chrome
    templates: Templates


def render(job: RenderJob) -> OutputFile:
    """The page's file, in UTF-8. Raises TemplateProblem if the template fails."""
    from explainer.renderers.template_environment import render_template

    page, head, offline = job.page, job.page.head, job.chrome.offline
    link = links_from(head.address, to_files=offline)
    if isinstance(page, NotFoundPage) and not offline:
        # it is shown at any address, so its links start at the site's base
        link = partial("{}/{}".format, job.chrome.base.rstrip("/"))
    policy = SEARCH_POLICY if isinstance(page, SearchPage) else CONTENT_SECURITY_POLICY
    given: Given = {
        "page": page,
        "head": head,
        "chrome": job.chrome,
        "link": link,
        "structured_data": structured_data(page, job.chrome, link),
        "metadata": page_metadata(page, job.chrome),
        "content_security_policy": Markup(OFFLINE_POLICY if offline else policy),
    }
    text = render_template(job.templates, head.language, page.template, given, job.chrome.words)
    text = mark_english(text) if OPEN in text else text
    return OutputFile(output_path(head.address), text.encode())


def embed_files(job: RenderJob, page: EmbedPage) -> Iterator[OutputFile]:
    """The files of ``page``, which is that of the job. Raises TemplateProblem if its template
    fails.

    Links lead out of the frame, since no other page of the site may be framed; but those to notes
    lead to this page.
    """
    file, embed = render(job), page.embed
    yield replace(file, data=file.data.replace(b' href="#', b' target="_self" href="#'))
    if embed.url:  # what https://oembed.com/ describes
        told = {"version": "1.0", "type": "rich", "title": embed.title, "html": embed.lines}
        told |= {"provider_name": job.chrome.site_title, "provider_url": job.chrome.url}
        data = msgspec.json.encode({**told, "width": 640, "height": embed.height})
        yield OutputFile(f"{embed.address}embed.json", data)
    if page.figure:
        yield OutputFile(f"{embed.address}{embed.anchor}.csv", figure_csv(page.figure))


def figure_csv(figure: Figure) -> bytes:
    """The table of a figure (RFC 4180, UTF-8): its words, the ids of each row's facts, and what has
    to be said with its values: that they are disputed, unconfirmed, somebody's word."""
    lines = [(*figure.table.heads, "fact_id", "state")]
    for row in figure.table.rows:
        values = [cell.value for cell in row if cell.value]
        ids = " ".join(dict.fromkeys(value.fact_id for value in values))
        states = "; ".join(dict.fromkeys(value.caveat for value in values if value.caveat))
        lines.append((*(cell.plain for cell in row), ids, states))
    return csv_bytes(lines)
