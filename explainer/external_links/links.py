"""Find the external links of a site, and where they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.pages.texts import texts
from explainer.model.shared.waivers import Waiver
from explainer.model.site.site import Site
from explainer.model.sources.source import Source

# The markup is our own: sanitised, with double quotes, and `&` written as an entity.
_HREF = re.compile(r'<a [^>]*?href="(https?://[^"]*)"', re.IGNORECASE)


class ExternalLink(Struct, frozen=True):
    """A link out of the site; ``offset`` is that of its address in the file at ``path``.
    ``archive`` is the address of an archived copy that an editor has recorded, or empty."""

    url: str
    path: str
    offset: int
    length: int
    archive: str = ""
    waived: tuple[Waiver, ...] = ()


def external_links(site: Site) -> Iterator[ExternalLink]:
    """The links of sources, then those in texts, each address once per source, page and entry."""
    for source in site.sources.values():
        if source.url:
            yield _of_source(site.texts[source.path], source)
    for page in site.pages.values():
        for url in _addresses(texts(page)):
            yield _of_text(page.source, url, page.waived)
    for entry in site.entries.values():
        for url in _addresses([entry.text]):
            yield _of_text(site.texts[entry.path], url, entry.waived)


def _of_source(text: SourceText, source: Source) -> ExternalLink:
    offset = text.text.find(source.url, source.offset)
    if offset < 0:  # written with escapes, or before the key
        offset, length = source.offset, len(source.key)
    else:
        length = len(source.url)
    return ExternalLink(source.url, source.path, offset, length, source.archive_url, source.waived)


def _of_text(text: SourceText, url: str, waived: tuple[Waiver, ...]) -> ExternalLink:
    offset = text.text.find(url)
    place = (0, 1) if offset < 0 else (offset, len(url))
    return ExternalLink(url, text.path, *place, waived=waived)


def _addresses(texts: Iterable[ParsedText]) -> Iterator[str]:
    found = (match for text in texts for match in _HREF.findall(text.markup))
    yield from dict.fromkeys(map(unescape, found))
