"""Find the external links of a site, and warn of those that are dead or have moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from msgspec import Struct

from explainer.checks.rule import Finding, Rule, Subject
from explainer.diagnostics import Location
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.external_links import Answer, State
from explainer.model.pages.page import texts
from explainer.model.shared.fields import Waiver
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


class Unchecked(Struct, frozen=True):
    """A link that could not be checked, and why."""

    location: Location
    url: str
    reason: str


def external_rules(answers: Mapping[str, Answer]) -> tuple[Rule, ...]:
    """The rules for external links, given the answers by address."""

    def find_dead(subject: Subject) -> Iterator[Finding]:
        for link, answer in _answered(subject, answers):
            if answer.is_dead:
                message = f"this address leads nowhere: {answer.reason}"
                yield _finding(link, message, _archive_hint(link))

    def find_moved(subject: Subject) -> Iterator[Finding]:
        for link, answer in _answered(subject, answers):
            if answer.state is State.MOVED:
                yield _finding(link, "this address moved for good", f"Write {answer.address}")

    return (
        Rule("dead-external-link", "links to what is no more on the web", find_dead),
        Rule("moved-external-link", "links to what has a new address", find_moved),
    )


def unchecked(subject: Subject, answers: Mapping[str, Answer]) -> tuple[Unchecked, ...]:
    """The links that could not be checked, in order of place."""
    files = subject.site.texts
    found = [
        Unchecked(files[link.path].location(link.offset), link.url, answer.reason)
        for link, answer in _answered(subject, answers)
        if answer.state is State.UNKNOWN
    ]
    return tuple(sorted(found, key=lambda each: (each.location, each.url)))


def _answered(
    subject: Subject, answers: Mapping[str, Answer]
) -> Iterator[tuple[ExternalLink, Answer]]:
    for link in external_links(subject.site):
        if answer := answers.get(link.url):
            yield link, answer


def _finding(link: ExternalLink, message: str, hint: str) -> Finding:
    return Finding(link.path, link.offset, message, hint, link.length, link.waived)


def _archive_hint(link: ExternalLink) -> str:
    if link.archive:
        return f"Readers are shown the copy {link.archive}: mend this, or waive the warning."
    copies = f"https://web.archive.org/web/*/{link.url}"
    return f"Mend it, or record as archive_url one of the copies that {copies} lists."
