"""If a source or a fact falls: what loses its support, what changes state, which pages say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference, TermReference
from explainer.languages.catalogues import load_catalogue
from explainer.model.facts.claims import Claim, State, tied_claim
from explainer.model.facts.fact import Fact
from explainer.model.pages.checks import texts
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.ledger import Ledger, Standpoint, compute_ledger
from explainer.resolve.linking.wording import unit_filters, write_standpoint
from explainer.resolve.references.figure_specs import read_figure


@dataclass(frozen=True, slots=True)
class Change:
    """What would be said of a fact instead; ``after`` is None where nothing could be said.

    The values are in words, with their units, in the site's language.
    """

    fact: str
    before: State
    after: State | None
    value_before: str
    value_after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """``key`` is a source's or a fact's. Pages are paths of files, translations included."""

    key: str
    kind: str
    copies: tuple[str, ...] = ()
    """Sources that repeat it, at any remove."""
    unsupported: tuple[str, ...] = ()
    """Facts that would have no evidence left."""
    weakened: tuple[str, ...] = ()
    """Facts that would lose a claim, or a source of one, and keep others."""
    ties: tuple[str, ...] = ()
    """Facts that would be left with equally new claims that contradict each other."""
    derived: tuple[str, ...] = ()
    """Facts made from those that fall or change, at any remove."""
    changes: tuple[Change, ...] = ()
    """Facts, derived ones too, whose state or value would be another."""
    reasons: tuple[str, ...] = ()
    """Facts whose words, as ``why``, name the source or state a fact that is touched."""
    entries: tuple[str, ...] = ()
    """Glossary entries, people and places that do."""
    pages: tuple[str, ...] = ()
    """Files of pages that do, or that explain such an entry."""


def impact_of(site: Site, key: str) -> Impact | None:
    """What would follow if ``key`` fell; None where neither a source nor a fact has that key.

    The site is one without errors.
    """
    ledger, _ = compute_ledger(site)
    if key in site.sources:
        return _of_source(site, ledger, key)
    return _of_fact(site, ledger, key) if key in site.facts else None


def _of_source(site: Site, ledger: Ledger, key: str) -> Impact:
    resting = {
        fact.id: fact
        for fact in site.facts.values()
        if any(e.source == key for claim in fact.claims for e in claim.evidence)
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
    """The fact's claims when the source is gone: a claim that rested on it alone goes too.

    The claims about the fact's own thing come first, as its first claim says what that is.
    """
    left = []
    for claim in fact.claims:
        evidence = tuple(e for e in claim.evidence if e.source != source)
        if evidence or claim.expression is not None:
            left.append(replace(claim, evidence=evidence))
    return tuple(sorted(left, key=lambda claim: claim.subject != fact.claims[0].subject))


def _supports(claims: tuple[Claim, ...], fact: Fact) -> bool:
    """Whether the claims that are left say something of the fact's own thing."""
    about = [claim for claim in claims if claim.subject == fact.claims[0].subject]
    # of a fact that is withdrawn already, deprecated claims are all there is
    return any(claim.live for claim in about) or (bool(about) and fact.current is None)


def _changes(site: Site, ledger: Ledger, facts: Mapping[str, Fact]) -> tuple[Change, ...]:
    """Where the ledger of the facts that are left says something else. A fact that itself
    falls is not among them."""
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
    return words.replace("\u00a0", " ")


def _copies(site: Site, key: str) -> list[str]:
    found = {key}
    while more := {s.key for s in site.sources.values() if s.copy_of in found} - found:
        found |= more
    return sorted(found - {key})


def _derived(ledger: Ledger, facts: Iterable[str]) -> tuple[str, ...]:
    """Facts made from these, at any remove."""
    found = frozenset(facts)
    fallen = found
    while (
        more := {i for i, s in ledger.standpoints.items() if not found.isdisjoint(s.inputs)} - found
    ):
        found |= more
    return tuple(sorted(i for i in found if i not in fallen or ledger.standpoints[i].inputs))


# ---- where it is named ----


def _where_named(site: Site, impact: Impact, facts: frozenset[str], source: str) -> Impact:
    reasons = [
        fact.id
        for fact in site.facts.values()
        if any(
            _mentions(site, fact.path, text, facts, source)
            for claim in fact.claims
            for text in (claim.what, claim.why)
        )
    ]
    entries = {
        (entry.kind, entry.id): f"{entry.path}: {entry.id}"
        for entry in site.entries.values()
        if any(
            _mentions(site, entry.path, text, facts, source)
            for text in (entry.text, *(text for _, text in entry.texts))
        )
    }
    pages = [
        page.source.path
        for page in site.pages.values()
        if _names(site, page, facts, source, frozenset(entries))
    ]
    return replace(
        impact,
        reasons=tuple(sorted(reasons)),
        entries=tuple(sorted(entries.values())),
        pages=tuple(sorted(pages)),
    )


def _names(
    site: Site,
    page: Page,
    facts: frozenset[str],
    source: str,
    entries: frozenset[tuple[str, str]],
) -> bool:
    if any(named.id in facts for named in page.key_facts):
        return True
    return any(
        _mentions(site, page.source.path, text, facts, source, entries) for text in texts(page)
    )


def _mentions(
    site: Site,
    path: str,
    text: ParsedText,
    facts: frozenset[str],
    source: str,
    entries: frozenset[tuple[str, str]] = frozenset(),
) -> bool:
    return any(
        _is_mention(site, path, reference, facts, source, entries) for reference in text.references
    )


def _is_mention(
    site: Site,
    path: str,
    reference: object,
    facts: frozenset[str],
    source: str,
    entries: frozenset[tuple[str, str]],
) -> bool:
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
                any(fact_id in facts for fact_id, _ in spec.facts)
                or _mentions(site, path, spec.note, facts, source, entries)
            )
    return False
