"""The waivers of a site: where they stand, and those that name no warning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from explainer.diagnostics import Diagnostic, did_you_mean
from explainer.explanations import codes_in
from explainer.model.site import Site
from explainer.model.waivers import Waiver

_HINT = "Write the code that a warning of check has in its brackets. An error cannot be waived."


def waivers_of(site: Site) -> Iterator[Waiver]:
    """Every waiver of what is in the build, the site's own first."""
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


def waivable_codes() -> frozenset[str]:
    """The codes of all warnings that a site may waive: those of the rules, which a build has no
    other reason to read, and of reading files."""
    return codes_in("warnings") - {"unused-waiver"} | {"misplaced-file"}


def check_waivers(site: Site) -> tuple[Diagnostic, ...]:
    """An error for each waiver of what is no warning, in pages that are held back too."""
    held_back = chain.from_iterable(page.waived for page in site.held_back.values())
    waivers = [*waivers_of(site), *held_back]
    if not waivers:
        return ()
    known = waivable_codes()
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
