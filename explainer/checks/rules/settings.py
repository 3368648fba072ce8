"""What is warned of in ``site.yaml``: settings that do less than they seem to, and pages of the
last build that are missing from this one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.addresses import EMBEDS, SECTIONS, former_address
from explainer.checks.rule import Finding, Rules, Subject
from explainer.diagnostics import Diagnostic, Severity
from explainer.languages.catalogues import count_untranslated
from explainer.languages.locales import language_name
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Site

_PAGE = "index.html"
_DIVIDED = ("questions", "timeline")
"""The lists with pages of their own entries."""


def check_settings(site: Site) -> Iterator[Diagnostic]:
    """What a build itself warns of: languages in which words of the generator are not known, and
    a card that nobody is shown."""
    diagnostic = partial(site.texts[SETTINGS].diagnostic, severity=Severity.WARNING)
    for code, offset in dict(site.settings.language_offsets).items():
        missing, every = count_untranslated(code, site.words_in(code))
        if missing:
            into = f"are not translated into {language_name(code, 'en')}"
            message = f"{missing} of the {every} phrases around the texts {into}"
            hint = (
                'Readers see them in English, marked as English, as in "Key facts". Translate '
                f"them in content/words/{code}.po."
            )
            yield diagnostic("untranslated-words", offset, message, hint, length=len(code))
    for at in find_missing_url(site) if site.settings.card else ():
        yield diagnostic("no-url", at.offset, at.message, at.hint, length=at.length)


def find_missing_url(site: Site) -> Iterator[Finding]:
    """A site with explainers or a card, but without ``url``."""
    card = site.settings.card
    explained = any(page.kind == "explainer" for page in site.pages.values())
    if not site.settings.url and (card or explained):
        message = "the site has no `url`: citations of its pages name no address"
        hint = (
            "Add `url:` with the public address of the home page. Without it there are no feeds, "
            "no sitemap.xml, robots.txt and llms.txt, and no pages as Markdown."
        )
        if card:
            message = "this card is shown nowhere, since the site has no `url`"
            hint += " A shared link names its picture by the full address."
        place = (site.settings.images[card.image], len(card.image)) if card else (0, 1)
        yield Finding(SETTINGS, place[0], message, hint, place[1])


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


RULES: Rules = {
    "vanished-address": _vanished_addresses,
    "no-url": lambda subject: find_missing_url(subject.site),
}
