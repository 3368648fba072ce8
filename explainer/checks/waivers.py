"""Find the waivers of a site, and those that do not name a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.explanations import explained_codes
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site

_WHILE_READING = (
    *("bibtex-name", "cut-text", "encoded-twice", "made-key", "misplaced-file", "no-answer"),
    *("no-question", "not-csl", "raw-markup", "unclear-number"),
)
"""The codes of warnings that are found while files are read, and explained among the errors."""

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
    for entry in (*site.entries.values(), *site.topics.values()):
        yield from entry.waived


def file_waivers(site: Site) -> dict[str, tuple[Waiver, ...]]:
    """The waivers of each page, by the path of its file."""
    pages = (*site.pages.values(), *site.held_back.values())
    return {page.source.path: page.waived for page in pages if page.waived}


def without_waived(site: Site, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The errors, and the warnings that neither the site nor their page waives."""
    of_files, of_site = file_waivers(site), site.settings.waived
    return tuple(
        each
        for each in found
        if each.is_error
        or not any(w.covers(each) for w in (*of_files.get(each.location.path, ()), *of_site))
    )


def check_waivers(site: Site, own_codes: Iterable[str]) -> tuple[Diagnostic, ...]:
    """An error for each waiver whose code is not that of a warning, also in held-back pages.
    ``own_codes`` are those of the site's own rules."""
    held_back = chain.from_iterable(page.waived for page in site.held_back.values())
    waivers = [*waivers_of(site), *held_back]
    if not waivers:
        return ()
    known = {*explained_codes(["warnings"]), *_WHILE_READING, *own_codes} - {"unused-waiver"}
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
