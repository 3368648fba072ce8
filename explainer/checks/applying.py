"""Collect what rules need, apply them, and separate the warnings that waivers cover."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from explainer.checks.evidence.mentions import LoadCopy, read_mentions, verify_passages
from explainer.checks.evidence.names import make_finder
from explainer.checks.evidence.quoted import make_bases
from explainer.checks.evidence.sayings import Spot, make_records, read_sayings
from explainer.checks.prose.places import find_places
from explainer.checks.prose.prose import read_prose
from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.waivers import file_waivers, waivers_of
from explainer.diagnostics import Diagnosed, Diagnostic, Location, Severity, in_order
from explainer.model.shared.fields import Waiver
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger, compute_ledger
from explainer.resolve.resolved_site import ResolvedSite


class WaivedFindings(Struct, frozen=True):
    """A waiver, where it is written, and the warnings that it covers, in order."""

    waiver: Waiver
    location: Location
    findings: tuple[Diagnostic, ...]


class Reach(Struct, frozen=True):
    """What a change may make rules find something else of: the prose of which files, and which
    facts, by their ids. It does not change names or records: these are of the site ``before``."""

    paths: frozenset[str]
    facts: frozenset[str]
    before: Subject


def make_subject(
    site: Site,
    resolved: ResolvedSite,
    load_copy: LoadCopy,
    files: Iterable[str] = (),
    last_files: Iterable[str] = (),
    ledger: Ledger | None = None,
    reach: Reach | None = None,
) -> Subject:
    """What rules need of a site, collected once for all of them. ``ledger`` is the site's, if it is
    known; with a ``reach`` there is no other prose, and no other fact is looked at."""
    ledger = ledger or compute_ledger(site)[0]
    mentions = read_mentions(site)
    prose = read_prose(site, ledger, reach.paths if reach else None)
    sayings = tuple(read_sayings(prose, ledger))
    finder = reach.before.finder if reach else make_finder(site)
    return Subject(
        site=site,
        ledger=ledger,
        resolved=resolved,
        mentions=mentions,
        passages=verify_passages(mentions.cited, site.sources, load_copy),
        prose=prose,
        sayings=sayings,
        bases=make_bases(site, ledger),
        finder=finder,
        records=reach.before.records if reach else make_records(site, finder, sayings),
        facts=tuple(f for f in site.facts.values() if not reach or f.id in reach.facts),
        files=frozenset(files),
        last_files=frozenset(last_files),
    )


def apply_rules(
    subject: Subject,
    rules: Sequence[Rule],
    already: Iterable[Diagnostic] = (),
    passed_over: Container[str] = (),
) -> tuple[tuple[Diagnostic, ...], tuple[WaivedFindings, ...]]:
    """The warnings that are not waived, and those that are, by waiver; both in order of place.
    A site's own rule that fails is an error among the warnings.

    ``already`` are warnings found while reading files; waivers of the site and of its
    pages cover them too. A waiver
    that covers nothing is itself a warning, unless its code is ``passed_over``: not looked for.
    """
    site = subject.site
    warnings: list[Diagnostic] = []
    covered: dict[Waiver, list[Diagnostic]] = {waiver: [] for waiver in waivers_of(site)}
    for warning, waivers in _found(subject, rules, already):
        waiver = next((w for w in waivers if w.covers(warning)), None)
        (warnings if waiver is None else covered.setdefault(waiver, [])).append(warning)
    warnings += (
        _unused(site, waiver)
        for waiver, found in covered.items()
        if not found and waiver.code not in passed_over
    )
    waived = [
        WaivedFindings(
            waiver, site.texts[waiver.path].location(waiver.offset), tuple(in_order(found))
        )
        for waiver, found in covered.items()
        if found
    ]
    return tuple(in_order(warnings)), tuple(sorted(waived, key=lambda each: each.location))


def _found(
    subject: Subject, rules: Sequence[Rule], already: Iterable[Diagnostic]
) -> Iterator[tuple[Diagnostic, tuple[Waiver, ...]]]:
    """Each warning with the waivers that may cover it, the nearest first."""
    site = subject.site
    everywhere = site.settings.waived
    of_files = file_waivers(site)
    for diagnostic in already:
        yield diagnostic, (*of_files.get(diagnostic.location.path, ()), *everywhere)
    for rule in rules:
        try:
            findings = rule.find(subject)
        except Diagnosed as failed:
            yield failed.diagnostic, ()
            continue
        for finding in _placed(site, findings):
            warning = site.texts[finding.path].diagnostic(
                rule.code,
                finding.offset,
                finding.message,
                finding.hint,
                length=finding.length,
                severity=Severity.WARNING,
            )
            yield warning, (*finding.waivers, *everywhere)


def _placed(site: Site, found: Iterable[Finding | Spot]) -> Iterator[Finding]:
    """A finding for each; those spots of a text that come one after another are placed at once."""
    for _, group in groupby(found, lambda each: id(each.stretch) if isinstance(each, Spot) else 0):
        findings = [*group]
        yield from (each for each in findings if isinstance(each, Finding))
        spots = sorted((e for e in findings if isinstance(e, Spot)), key=lambda spot: spot.place)
        if not spots:
            continue
        prose, source = spots[0].prose, site.texts[spots[0].prose.path]
        offsets = find_places(source, prose, spots[0].stretch, [spot.place for spot in spots])
        for spot, offset in zip(spots, offsets, strict=True):
            length = len(spot.words) if source.text.startswith(spot.words, offset) else 1
            waivers = prose.subject.waived
            yield Finding(prose.path, offset, spot.message, spot.hint, length, waivers)


def _unused(site: Site, waiver: Waiver) -> Diagnostic:
    having = f' with "{waiver.words}"' if waiver.words else ""
    return site.texts[waiver.path].diagnostic(
        "unused-waiver",
        waiver.offset,
        f'nothing here gives the warning "{waiver.code}"{having} any more',
        f"Delete this waiver{', or write words of the message behind its code' if having else ''}.",
        length=len(waiver.code),
        severity=Severity.WARNING,
    )
