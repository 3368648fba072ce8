"""The order of a check: compile a site, apply the rules to it, measure it. And its own check: plant
errors in a site, one at a time and in memory, and see which of them are noticed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from explainer import external_links
from explainer.checks.applying import Reach, WaivedFindings, apply_rules, make_subject
from explainer.checks.evidence.coverage import (
    Coverage,
    PageReading,
    measure_coverage,
    measure_reading,
)
from explainer.checks.evidence.quoted import unread_languages
from explainer.checks.planting import Kind, Where, choose, find_spots
from explainer.checks.rule import Rule, Subject
from explainer.checks.rules import load_rules
from explainer.config import Config, find_content
from explainer.diagnostics import Diagnostic, Location
from explainer.documents.files.discovery import discover, load
from explainer.documents.files.stored_copies import StoredCopy, load_stored_copy
from explainer.extensions.loading import Loaded
from explainer.external_links.checking import AskWeb
from explainer.external_links.rules import Unchecked, external_rules, unchecked
from explainer.languages.claim_words import has_words
from explainer.model.pages.page import Page
from explainer.model.site.content_files import ParsedFile, ParsedFiles, parse_file
from explainer.output.paths import load_manifest
from explainer.pipeline import CompiledSite, check_parsed, compile_site
from explainer.progress import Progress, Stage, unseen


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
    cited = ((each.source, each.quote) for each in subject.mentions.cited)
    languages = {each.language for each in subject.prose}
    return CheckReport(
        diagnostics=warnings,
        waived=waived,
        coverage=measure_coverage(site, subject.prose, subject.passages.quoted),
        reading=measure_reading(subject.prose),
        unchecked=unchecked(subject, answers),
        held_back=compiled.held_back,
        unread=unread_languages(cited, site),
        wordless=tuple(sorted(each for each in languages if not has_words(each))),
    )


def choose_rules(extensions: Loaded, thorough: bool) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """The rules that are applied to a site without asking the web, its own among them, and the
    codes of what is passed over."""
    rules = (*load_rules(), *extensions.rules)
    asleep = () if thorough else frozenset(rule.code for rule in rules if rule.thorough)
    chosen = tuple(rule for rule in rules if rule.code not in asleep)
    return chosen, external_links.CODES.union(asleep)


class Planted(Struct, frozen=True):
    """An error that was planted: what stood there, and what instead. ``noticed`` are the codes of
    what is found then and was not before; none if it passes."""

    kind: Kind
    where: Where
    location: Location
    was: str
    now: str
    noticed: tuple[str, ...]


def drill(
    config: Config, number: int, seed: int, progress: Progress = unseen, *, thorough: bool = False
) -> tuple[tuple[Planted, ...], tuple[Diagnostic, ...]]:
    """So many errors, in order of place, and what a check with the same options notices of each; or
    the errors of the site itself, in which none is planted. Nothing is written.

    Raises ``SiteNotFound``.
    """
    compiled = compile_site(config, progress)
    if not compiled.sound:
        return (), compiled.diagnostics
    found = discover(find_content(config.site)).files
    files = {file.path: file for file in found if file.folder != "images"}
    parsed = {path: parse_file(file, load(file)[0] or b"") for path, file in files.items()}
    look = partial(_look, config, compiled, *choose_rules(compiled.extensions, thorough))
    subject, before = look(parsed)
    assert subject, "the compiled site has no errors"
    known = {place for each in before for place in _places(each)}
    planted: list[Planted] = []
    chosen = choose(find_spots(subject), number, seed)
    for spot, now in chosen:
        progress(Stage.CHECKING, len(planted), len(chosen))
        source, (start, end) = subject.site.texts[spot.path], spot.span
        text = f"{source.text[:start]}{now}{source.text[end:]}"
        changed = parse_file(files[spot.path], text.encode())
        _, after = look({**parsed, spot.path: changed}, _reach(subject, spot.path, start, now), now)
        codes = {each.code for each in after if known.isdisjoint(_places(each))}
        # With less to read, waivers cover less.
        noticed = tuple(sorted(codes - {"unused-waiver"}))
        place, was = source.location(start), source.text[start:end]
        planted.append(Planted(spot.kind, spot.where, place, was, now.strip('"'), noticed))
    return tuple(planted), ()


def _reach(subject: Subject, path: str, at: int, now: str) -> Reach:
    """The changed file and those that name the fact at that place, one derived from it, or a source
    of it, with their translations; these facts and those that share a source with it, as it was or
    is now."""
    texts, facts = subject.site.texts, subject.site.facts.values()
    before = [fact for fact in facts if fact.path == path and fact.offset <= at]
    changed = max(before, key=lambda fact: fact.offset, default=None)
    if changed is None:
        return Reach(_with_translations({path}, texts), frozenset(), subject)
    derived = {changed.id}
    for fact_id, point in subject.ledger.standpoints.items():  # inputs come first
        if not derived.isdisjoint(point.inputs):
            derived.add(fact_id)
    sources = {f.id: {e.source for c in f.claims for e in c.all_evidence} for f in facts}
    own = sources[changed.id]
    paths = (p for p in texts if any(name in texts[p].text for name in (*derived, *own)))
    shared = {each for each, keys in sources.items() if not keys.isdisjoint({*own, now})}
    reached = _with_translations({path, *paths}, texts)
    return Reach(reached, frozenset(derived | shared), subject)


def _with_translations(paths: Container[str], texts: Iterable[str]) -> frozenset[str]:
    """The paths, and those of the same pages in other languages: bay.md, bay.ru.md."""
    pages = {each.partition(".")[0] for each in texts if each in paths and each.endswith(".md")}
    return frozenset(p for p in texts if p in paths or p.partition(".")[0] in pages)


def _places(found: Diagnostic) -> tuple[tuple[str, str, int | str], ...]:
    """By what a finding is known again where its words or its place have changed."""
    code, place = found.code, found.location
    return (code, place.path, place.line), (code, place.path, found.message)


def _look(
    config: Config,
    compiled: CompiledSite,
    rules: Sequence[Rule],
    passed_over: Container[str],
    parsed: Mapping[str, ParsedFile],
    reach: Reach | None = None,
    source: str = "",
) -> tuple[Subject | None, Sequence[Diagnostic]]:
    """What rules are given of the parsed files, and what they find; or None, and the errors.

    With a ``reach``, rules look no farther, and the only stored copy is that of ``source``.
    """
    files = ParsedFiles((*parsed.values(),), compiled.linked.site.images)
    site, ledger, problems = check_parsed(files, config.as_of, config.drafts)
    found = (*(each for file in parsed.values() for each in file.diagnostics), *problems)
    if errors := [each for each in found if each.is_error]:
        return None, errors

    def load_copy(key: str) -> StoredCopy | None:
        wanted = reach is None or key == source
        return load_stored_copy(config.site / "content", key) if wanted else None

    resolved, made = compiled.linked.resolved, compiled.paths
    subject = make_subject(site, resolved, load_copy, made, ledger=ledger, reach=reach)
    return subject, apply_rules(subject, rules, found, passed_over)[0]
