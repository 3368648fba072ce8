"""Find the external links of a site, and warn of those that are dead or have moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from msgspec import Struct

from explainer.checks.rule import Finding, Rule, Subject
from explainer.diagnostics import Location
from explainer.documents.files.source_text import SourceText
from explainer.external_links import Answer, State
from explainer.model.pages.page import texts
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site

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

    def finding(self, message: str, hint: str) -> Finding:
        return Finding(self.path, self.offset, message, hint, self.length, self.waived)


def external_links(site: Site) -> Iterator[ExternalLink]:
    """The links of sources, then those in texts, each address once per source, page and entry."""
    for source in site.sources.values():
        if url := source.url:
            # it may be written with escapes, or before the key
            place = source.offset, len(source.key)
            place = _place(site.texts[source.path], url, place)
            yield ExternalLink(url, source.path, *place, source.archive_url, source.waived)
    written = [(page.source, texts(page), page.waived) for page in site.pages.values()]
    written += [(site.texts[e.path], iter([e.text]), e.waived) for e in site.entries.values()]
    for text, parts, waived in written:
        found = (match for part in parts for match in _HREF.findall(part.markup))
        for url in dict.fromkeys(map(unescape, found)):
            yield ExternalLink(url, text.path, *_place(text, url, (0, 1)), waived=waived)


def _place(text: SourceText, url: str, otherwise: tuple[int, int]) -> tuple[int, int]:
    """The offset and length of an address behind the one that it has ``otherwise``."""
    offset = text.text.find(url, otherwise[0])
    return otherwise if offset < 0 else (offset, len(url))


class Unchecked(Struct, frozen=True):
    """A link that could not be checked, and why."""

    location: Location
    url: str
    reason: str


def external_rules(answers: Mapping[str, Answer]) -> tuple[Rule, ...]:
    """The rules for external links, given the answers by address."""

    def find_dead(subject: Subject) -> Iterator[Finding]:
        for link, answer in _answered(subject, answers):
            if answer.state in (State.GONE, State.NO_HOST):
                copies = f"https://web.archive.org/web/*/{link.url}"
                hint = f"Mend it, or record as archive_url one of the copies that {copies} lists."
                if link.archive:
                    hint = f"Readers are shown the copy {link.archive}: "
                    hint += "mend this, or waive the warning."
                yield link.finding(f"this address leads nowhere: {answer.reason}", hint)

    def find_moved(subject: Subject) -> Iterator[Finding]:
        for link, answer in _answered(subject, answers):
            if answer.state is State.MOVED:
                yield link.finding("this address moved for good", f"Write {answer.address}")

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
