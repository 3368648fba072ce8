"""The order of a check: compile a site, apply the rules to it, measure it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.config import Config
from explainer.diagnostics import Diagnostic
from explainer.output.paths import load_manifest
from explainer.pipeline import compile_site
from explainer.progress import Progress, Stage, unseen

if TYPE_CHECKING:
    from explainer.checks.applying import WaivedFindings
    from explainer.checks.evidence.coverage import Coverage
    from explainer.checks.reading import PageReading
    from explainer.checks.rule import Rule
    from explainer.extensions.loading import Loaded
    from explainer.external_links.checking import AskWeb
    from explainer.external_links.rules import Unchecked
    from explainer.model.pages.page import Page


class CheckReport(Struct, frozen=True, kw_only=True):
    """The result of a check. If a site has errors, ``diagnostics`` are the errors, and the rest is
    empty; otherwise they are the warnings that are not ``waived``."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[WaivedFindings, ...] = ()
    coverage: Coverage | None = None
    reading: tuple[PageReading, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    held_back: tuple[Page, ...] = ()
    unread: tuple[str, ...] = ()
    """Languages of quotations in which numbers in words are not known."""
    wordless: tuple[str, ...] = ()
    """Languages of prose for which the rules have no words that they look for."""


def check(
    config: Config,
    progress: Progress = unseen,
    ask_web: AskWeb | None = None,
    *,
    thorough: bool = False,
) -> CheckReport:
    """The errors in a site, or else its warnings and measurements. Nothing is written.

    ``ask_web`` checks the site's external links; ``thorough`` applies the thorough rules as well.
    Raises ``SiteNotFound``.
    """
    from explainer import external_links
    from explainer.checks.applying import apply_rules, make_subject
    from explainer.checks.evidence.coverage import measure_coverage
    from explainer.checks.evidence.quoted import unread_languages
    from explainer.checks.reading import measure_reading
    from explainer.documents.files.stored_copies import load_stored_copy
    from explainer.external_links.rules import external_rules, unchecked
    from explainer.languages.claim_words import has_words

    compiled = compile_site(config, progress)
    if not compiled.sound:
        return CheckReport(diagnostics=compiled.diagnostics)
    rules, passed_over = choose_rules(compiled.extensions, thorough)
    progress(Stage.CHECKING, 0, len(rules))
    site = compiled.linked.site
    subject = make_subject(
        site,
        compiled.linked.resolved,
        partial(load_stored_copy, config.site / "content"),
        compiled.paths,
        load_manifest(config.output) or (),
    )
    answers = ask_web(site) if ask_web else {}
    if ask_web:
        rules, passed_over = (*rules, *external_rules(answers)), passed_over - external_links.CODES
    warnings, waived = apply_rules(subject, rules, compiled.diagnostics, passed_over)
    return CheckReport(
        diagnostics=warnings,
        waived=waived,
        coverage=measure_coverage(site, subject.prose, subject.passages.quoted),
        reading=measure_reading(subject.prose),
        unchecked=unchecked(subject, answers),
        held_back=compiled.held_back,
        unread=unread_languages(
            ((each.source, each.quote) for each in subject.mentions.cited), site
        ),
        wordless=tuple(
            sorted({each.language for each in subject.prose if not has_words(each.language)})
        ),
    )


def choose_rules(extensions: Loaded, thorough: bool) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """The rules that are applied to a site without asking the web, its own among them, and the
    codes of what is passed over."""
    from explainer import external_links
    from explainer.checks.rules import load_rules

    rules = (*load_rules(), *extensions.rules)
    asleep = () if thorough else frozenset(rule.code for rule in rules if rule.thorough)
    chosen = tuple(rule for rule in rules if rule.code not in asleep)
    return chosen, external_links.CODES.union(asleep)
