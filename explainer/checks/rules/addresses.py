"""Pages of the last build that are missing from this one, and a site without its own address."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.addresses import EMBEDS, SECTIONS, former_address
from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.settings import find_missing_url
from explainer.model.site.settings import SETTINGS

_PAGE = "index.html"
_DIVIDED = ("questions", "timeline")
"""The lists with pages of their own entries."""


def _vanished_addresses(subject: Subject) -> Iterator[Finding]:
    # Those that a build with --drafts had shown; the build says that they are left out.
    held = {name for name, _ in subject.site.held_back}
    own, was = subject.site.default, set[str]()
    for (_, language), page in subject.site.held_back.items():
        was |= {former_address(alias.id, language, own) for alias in page.aliases}
    for path in sorted(subject.last_files - subject.files):
        address = path.removesuffix(_PAGE)
        if address == path or not address or address in was:
            continue
        parts = [part for part in address.split("/") if part]
        if parts[0] in subject.site.languages[1:]:
            parts = parts[1:]
        if not parts or (parts[0] in SECTIONS and (parts[0] in _DIVIDED or len(parts) != 2)):
            continue  # an index goes when nothing is left to list
        if held.intersection(parts[:2] if parts[0] == EMBEDS else parts[:1]):
            continue
        message = f"/{address} was there in the last build and is gone"
        yield Finding(SETTINGS, 0, message, _hint(parts, address))


def _hint(parts: list[str], address: str) -> str:
    if parts[0] == EMBEDS:
        return f'Give it its id back, "{parts[-1]}": other sites may have framed it.'
    if parts[0] in SECTIONS:
        return f'Give it its name "{parts[-1]}" back: others may have linked to it.'
    former = parts[0] if len(parts) == 1 else f"/{address}"
    return (
        f"Add aliases: [{former}] to the page that takes its place, or keep the page with"
        " status: withdrawn and a reason."
    )


RULES = (
    Rule("vanished-address", "a page of the last build that has no successor", _vanished_addresses),
    Rule("no-url", "a site without `url`", lambda subject: find_missing_url(subject.site)),
)
