"""What would follow if a source or a fact proved wrong: in facts, their states, and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import Struct
from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference, TermReference
from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.model.facts.claims import Claim, Fact, tied_claim
from explainer.model.facts.states import State
from explainer.model.pages.page import texts
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger, Standpoint, compute_ledger
from explainer.resolve.linking.wording import write_standpoint
from explainer.resolve.references.figures import read_figure


class Change(Struct, frozen=True):
    """How the state and value of a fact would change; ``after`` is None if it could not be
    computed. The values are in words, with their units, in the site's language."""

    fact: str
    before: State
    after: State | None
    value_before: str
    value_after: str = ""


class Impact(Struct, frozen=True, kw_only=True):
    """What follows if the source or fact ``key`` falls. Facts are given by id, sources by key."""

    key: str
    kind: str
    copies: tuple[str, ...] = ()
    """Sources that are copies of it, directly or not."""
    unsupported: tuple[str, ...] = ()
    """Facts that would have no evidence left."""
    weakened: tuple[str, ...] = ()
    """Facts that would lose some of their evidence."""
    ties: tuple[str, ...] = ()
    """Facts whose newest remaining claims would contradict each other."""
    derived: tuple[str, ...] = ()
    """Facts derived from those that fall or change, directly or not."""
    changes: tuple[Change, ...] = ()
    """Facts, including derived ones, whose state or value would change."""
    reasons: tuple[str, ...] = ()
    """Facts whose ``what`` or ``why`` cites the source or states an affected fact."""
    entries: tuple[str, ...] = ()
    """Glossary entries, people and places that do, as ``path: id``."""
    pages: tuple[str, ...] = ()
    """Paths of pages, including translations, that do, or that name such an entry."""


def impact_of(site: Site, key: str) -> Impact | None:
    """What would follow if ``key`` fell; None if it is neither a source nor a fact.

    The site must have no errors.
    """
    ledger, _ = compute_ledger(site)
    is_source, left, fallen = key in site.sources, dict[str, tuple[Claim, ...]](), [key]
    if is_source:
        for fact in site.facts.values():
            if any(e.source == key for claim in fact.claims for e in claim.all_evidence):
                left[fact.id] = _without(fact, key)
        fallen = sorted(i for i, claims in left.items() if not _supports(claims, site.facts[i]))
    elif key not in site.facts:
        return None
    weakened = sorted(left.keys() - fallen)
    facts = {
        fact.id: replace(fact, claims=left.get(fact.id, fact.claims))
        for fact in site.facts.values()
        if fact.id not in fallen
    }
    changes = _changes(site, ledger, facts)
    gone = {*fallen, *(change.fact for change in changes)}
    inputs = {i: standpoint.inputs for i, standpoint in ledger.standpoints.items()}
    derived = [i for i in _all_on(inputs, gone) if i not in gone or inputs[i]]
    copies = {source.key: (source.copy_of,) for source in site.sources.values()}
    affected = frozenset((*fallen, *weakened, *derived, *([f"@{key}"] if is_source else [])))
    reasons, entries, pages = _where_named(site, affected)
    return Impact(
        key=key,
        kind="source" if is_source else "fact",
        copies=tuple(sorted(_all_on(copies, {key}) - {key})) if is_source else (),
        unsupported=tuple(fallen) if is_source else (),
        weakened=tuple(weakened),
        ties=tuple(i for i in weakened if tied_claim(left[i])),
        derived=tuple(sorted(derived)),
        changes=changes,
        reasons=reasons,
        entries=entries,
        pages=pages,
    )


def _without(fact: Fact, source: str) -> tuple[Claim, ...]:
    """The fact's claims without the source, and without claims that have no other evidence; a
    withdrawal of which only the source tells is undone.

    Claims about the fact's own subject come first, because the first claim defines it.
    """
    left = []
    for claim in fact.claims:
        evidence = tuple(e for e in claim.evidence if e.source != source)
        if evidence or claim.expression is not None:
            undone = claim.withdrawn and claim.withdrawn.evidence.source == source
            withdrawn = None if undone else claim.withdrawn
            left.append(replace(claim, evidence=evidence, withdrawn=withdrawn))
    return tuple(sorted(left, key=lambda claim: claim.subject != fact.claims[0].subject))


def _supports(claims: tuple[Claim, ...], fact: Fact) -> bool:
    """Whether the remaining claims say something about the fact's own subject."""
    about = [claim for claim in claims if claim.subject == fact.claims[0].subject]
    # a fact that has already fallen has no live claim
    return any(claim.live for claim in about) or (bool(about) and fact.current is None)


def _changes(site: Site, ledger: Ledger, facts: Mapping[str, Fact]) -> tuple[Change, ...]:
    """How the other facts change if only ``facts`` are left."""
    after, _ = compute_ledger(replace(site, facts=facts))
    found = []
    for fact_id, old in sorted(ledger.standpoints.items()):
        new = after.standpoints.get(fact_id)
        if fact_id not in facts or (new and (new.state, new.value) == (old.state, old.value)):
            continue
        value = _in_words(site, new) if new else ""
        state = new.state if new else None
        found.append(Change(fact_id, old.state, state, _in_words(site, old), value))
    return tuple(found)


def _in_words(site: Site, standpoint: Standpoint) -> str:
    if standpoint.value is None:
        return ""
    words = write_standpoint(standpoint, None, site, site.default, load_catalogue(site.default))
    return unmarked(words).replace("\u00a0", " ")


def _all_on(resting: Mapping[str, Iterable[str]], found: Set[str]) -> Set[str]:
    """These, and all that rests on one of them, directly or not: ``resting`` says what on what."""
    while more := {i for i, on in resting.items() if not found.isdisjoint(on)} - found:
        found |= more
    return found


def _where_named(site: Site, affected: Set[object]) -> tuple[tuple[str, ...], ...]:
    """The reasons, entries and pages that name one of these facts or sources. A page also counts
    if it explains one of those entries; an entry that only names another does not."""

    def names(wanted: Set[object], path: str, texts: Iterable[ParsedText]) -> bool:
        return not wanted.isdisjoint(_named(site, path, texts))

    reasons = (
        fact.id
        for fact in site.facts.values()
        if names(affected, fact.path, (t for claim in fact.claims for t in (claim.what, claim.why)))
    )
    entries = {
        (entry.kind, entry.id): f"{entry.path}: {entry.id}"
        for entry in site.entries.values()
        if names(affected, entry.path, (entry.text, *(text for _, text in entry.texts)))
    }
    pages = (
        page.source.path
        for page in site.pages.values()
        if any(named.id in affected for named in page.key_facts)
        or names(affected | entries.keys(), page.source.path, texts(page))
    )
    return tuple(tuple(sorted(each)) for each in (reasons, entries.values(), pages))


def _named(site: Site, path: str, texts: Iterable[ParsedText]) -> Iterator[object]:
    """What texts in the file at ``path`` name: facts by id, sources as ``@key``, entries by kind
    and id."""
    for reference in (each for text in texts for each in text.references):
        match reference:
            case Citation():
                yield from (f"@{cited.key}" for cited in reference.sources)
            case FactReference():
                yield reference.fact_id
            case TermReference():
                entry = site.entry(reference.term)
                yield entry and (entry.kind, entry.id)
            case FigureReference():
                spec, _ = read_figure(site.texts[path], reference, site)
                if spec:
                    yield from (named.id for named in spec.facts)
                    yield from _named(site, path, spec.texts)
