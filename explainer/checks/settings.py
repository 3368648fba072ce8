"""What is warned of in ``site.yaml``: settings that do less than they seem to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.checks.rule import Finding
from explainer.diagnostics import Diagnostic, Severity
from explainer.languages.catalogues import count_untranslated
from explainer.languages.locales import language_name
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Site


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
