"""What a build itself warns of in ``site.yaml``: settings that do less than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnostics import Diagnostic, Severity
from explainer.languages.catalogues import count_untranslated
from explainer.languages.names import language_name
from explainer.model.site.site import Site


def check_settings(site: Site) -> Iterator[Diagnostic]:
    """A warning for each language in which the generator's words are not known, and for a card
    that nobody is shown."""
    settings, source = site.settings, site.texts.get("content/site.yaml")
    if source is None:
        return
    for code, offset in dict(settings.language_offsets).items():
        missing, every = count_untranslated(code)
        if missing:
            name = language_name(code, "en")
            yield source.diagnostic(
                "untranslated-words",
                offset,
                f"{missing} of the {every} phrases around the texts are not translated into {name}",
                f'Readers see them in English, marked as English, as in "Key facts". Translate '
                f"them in explainer/languages/{code}.po, as ru.po there does.",
                length=len(code),
                severity=Severity.WARNING,
            )
    if settings.card and not settings.url:
        yield source.diagnostic(
            "unused-card",
            settings.card.offset,
            "this card is shown nowhere, since the site has no `url`",
            "Add `url:` with the public address of the home page: a shared link names the picture "
            "by its full address.",
            length=len(settings.card.name),
            severity=Severity.WARNING,
        )
