"""What would follow if a source or a fact proved wrong: in facts, their states, and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
from explainer.resolve.linking.wording import unit_filters, write_standpoint
from explainer.resolve.references.figure_specs import read_figure


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
    if key in site.sources:
        return _of_source(site, ledger, key)
    return _of_fact(site, ledger, key) if key in site.facts else None


def _of_source(site: Site, ledger: Ledger, key: str) -> Impact:
    resting = {
        fact.id: fact
        for fact in site.facts.values()
        if any(e.source == key for claim in fact.claims for e in claim.all_evidence)
    }
    left = {fact_id: _without(fact, key) for fact_id, fact in resting.items()}
    unsupported = [i for i, claims in left.items() if not _supports(claims, resting[i])]
    weakened = [i for i in left if i not in unsupported]
    facts = {i: fact for i, fact in site.facts.items() if i not in unsupported}
    facts |= {i: replace(facts[i], claims=left[i]) for i in weakened}
    changes = _changes(site, ledger, facts)
    derived = _derived(ledger, [*unsupported, *(change.fact for change in changes)])
    touched = frozenset((*unsupported, *weakened, *derived))
    named = Impact(
        key=key,
        kind="source",
        copies=tuple(_copies(site, key)),
        unsupported=tuple(sorted(unsupported)),
        weakened=tuple(sorted(weakened)),
        ties=tuple(sorted(i for i in weakened if tied_claim(left[i]))),
        derived=derived,
        changes=changes,
    )
    return _where_named(site, named, touched, key)


def _of_fact(site: Site, ledger: Ledger, key: str) -> Impact:
    changes = _changes(site, ledger, {i: fact for i, fact in site.facts.items() if i != key})
    derived = _derived(ledger, [key])
    named = Impact(key=key, kind="fact", derived=derived, changes=changes)
    return _where_named(site, named, frozenset((key, *derived)), "")


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
    catalogue = load_catalogue(site.default)
    filters = unit_filters(standpoint.value)
    words = write_standpoint(standpoint, filters, site, site.default, catalogue)
    return unmarked(words).replace("\u00a0", " ")


def _copies(site: Site, key: str) -> list[str]:
    found = {key}
    while more := {s.key for s in site.sources.values() if s.copy_of in found} - found:
        found |= more
    return sorted(found - {key})


def _derived(ledger: Ledger, facts: Iterable[str]) -> tuple[str, ...]:
    """Facts derived from these, directly or not."""
    found = frozenset(facts)
    fallen = found
    while (
        more := {i for i, s in ledger.standpoints.items() if not found.isdisjoint(s.inputs)} - found
    ):
        found |= more
    return tuple(sorted(i for i in found if i not in fallen or ledger.standpoints[i].inputs))


# ---- where it is named ----


def _where_named(site: Site, impact: Impact, facts: frozenset[str], source: str) -> Impact:
    """``impact`` with the reasons, entries and pages that name one of the facts or the source.
    A page also counts if it explains one of those entries."""

    def names(path: str, texts: Iterable[ParsedText]) -> bool:
        return any(is_named(path, each) for text in texts for each in text.references)

    def is_named(path: str, reference: object) -> bool:
        match reference:
            case Citation():
                return any(cited.key == source for cited in reference.sources)
            case FactReference():
                return reference.fact_id in facts
            case TermReference() if entries and (entry := site.entry(reference.term)):
                return (entry.kind, entry.id) in entries
            case FigureReference():
                spec, _ = read_figure(site.texts[path], reference, site)
                return spec is not None and (
                    any(named.id in facts for named in spec.facts) or names(path, spec.texts)
                )
        return False

    entries: dict[tuple[str, str], str] = {}
    reasons = [
        fact.id
        for fact in site.facts.values()
        if names(fact.path, (text for claim in fact.claims for text in (claim.what, claim.why)))
    ]
    # assigned when all are found: an entry that only names another entry does not count
    entries = {
        (entry.kind, entry.id): f"{entry.path}: {entry.id}"
        for entry in site.entries.values()
        if names(entry.path, (entry.text, *(text for _, text in entry.texts)))
    }
    pages = [
        page.source.path
        for page in site.pages.values()
        if any(named.id in facts for named in page.key_facts)
        or names(page.source.path, texts(page))
    ]
    return replace(
        impact,
        reasons=tuple(sorted(reasons)),
        entries=tuple(sorted(entries.values())),
        pages=tuple(sorted(pages)),
    )
