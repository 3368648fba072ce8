"""Find the waivers of a site, and those that do not name a warning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.model.shared.waivers import Waiver
from explainer.model.site.site import Site

WHILE_READING = frozenset(
    {"cut-text", "encoded-twice", "misplaced-file", "not-extended", "unclear-number"}
)
"""The codes of warnings that are found before rules are applied."""

_HINT = "Write the code that a warning of check has in its brackets. An error cannot be waived."


def waivers_of(site: Site) -> Iterator[Waiver]:
    """Every waiver in the build, the site's own first."""
    yield from site.settings.waived
    for page in site.pages.values():
        yield from page.waived
    for fact in site.facts.values():
        yield from fact.waived
        yield from chain.from_iterable(claim.waived for claim in fact.claims)
    for source in site.sources.values():
        yield from source.waived
    for entry in site.entries.values():
        yield from entry.waived


def check_waivers(site: Site, rules: frozenset[str]) -> tuple[Diagnostic, ...]:
    """An error for each waiver whose code is not that of a warning, also in held-back pages.

    ``rules`` are the codes of all rules, including those for external links.
    """
    held_back = chain.from_iterable(page.waived for page in site.held_back.values())
    waivers = [*waivers_of(site), *held_back]
    if not waivers:
        return ()
    known = rules | WHILE_READING
    return tuple(
        site.texts[waiver.path].diagnostic(
            "waiver",
            waiver.offset,
            f'no warning has the code "{waiver.code}"',
            did_you_mean(waiver.code, known) or _HINT,
            length=len(waiver.code),
        )
        for waiver in waivers
        if waiver.code not in known
    )
