"""A site without its public address, which its pages cannot tell those who cite them."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.rule import Finding, Rule, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    site = subject.site
    explained = any(page.kind == "explainer" for page in site.pages.values())
    if explained and not site.settings.url and not site.settings.card:  # see unused-card
        message = "the site has no `url`: citations of its pages name no address"
        hint = "Add `url:` with the public address of the home page."
        yield Finding("content/site.yaml", 0, message, hint)


RULE = Rule("no-url", "a site that does not say where it stands", _find)
