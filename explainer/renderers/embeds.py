"""The files of an embed: its page, for programs that ask by oEmbed how to frame it, and the data of
a figure as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from explainer.renderers.files import OutputFile
from explainer.renderers.html import RenderJob, render
from explainer.resolve.published.pages import EmbedPage
from explainer.resolve.published.parts import Chrome, Figure

OEMBED = "embed.json"
"""The name of the file that https://oembed.com/ describes."""


def embed_files(job: RenderJob, page: EmbedPage) -> Iterator[OutputFile]:
    """The files of ``page``, which is that of the job. Raises TemplateProblem if its template
    fails.

    Links lead out of the frame, since no other page of the site may be framed; but those to notes
    lead to this page.
    """
    file, address = render(job), page.head.address
    own = file.data.replace(b' href="#', b' target="_self" href="#')
    yield replace(file, data=own)
    if page.embed.url:
        yield OutputFile(address + OEMBED, _oembed(page, job.chrome))
    if page.figure:
        yield OutputFile(f"{address}{page.figure.figure_id}.csv", figure_csv(page.figure))


def _oembed(page: EmbedPage, chrome: Chrome) -> bytes:
    embed = page.embed
    told = {
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "provider_name": chrome.site_title,
        "provider_url": chrome.url,
        "html": embed.lines,
        "width": embed.width,
        "height": embed.height,
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def figure_csv(figure: Figure) -> bytes:
    """The table of a figure (RFC 4180, UTF-8): its words, the ids of each row's facts, and what has
    to be said with its values: that they are disputed, unconfirmed, somebody's word."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*figure.table.heads, "fact_id", "state"))
    for row in figure.table.rows:
        values = [cell.value for cell in row if cell.value]
        ids = " ".join(dict.fromkeys(value.fact_id for value in values))
        states = "; ".join(dict.fromkeys(value.caveat for value in values if value.caveat))
        writer.writerow((*(cell.plain for cell in row), ids, states))
    return text.getvalue().encode()
