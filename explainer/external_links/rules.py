"""Warn of external links that are dead or have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from explainer.checks.rule import Finding, Rule, Subject
from explainer.diagnostics import Location
from explainer.external_links.answers import Answer, State
from explainer.external_links.links import ExternalLink, external_links


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
    texts = subject.site.texts
    found = [
        Unchecked(texts[link.path].location(link.offset), link.url, answer.reason)
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
