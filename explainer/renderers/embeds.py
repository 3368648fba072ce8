"""The files of an embed: its page, what programs ask for by oEmbed, and the data of a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from explainer.renderers.files import OutputFile
from explainer.renderers.html import RenderJob, render
from explainer.resolve.published.pages import EmbedPage
from explainer.resolve.published.parts import Figure


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
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*figure.table.heads, "fact_id", "state"))
    for row in figure.table.rows:
        values = [cell.value for cell in row if cell.value]
        ids = " ".join(dict.fromkeys(value.fact_id for value in values))
        states = "; ".join(dict.fromkeys(value.caveat for value in values if value.caveat))
        writer.writerow((*(cell.plain for cell in row), ids, states))
    return text.getvalue().encode()
