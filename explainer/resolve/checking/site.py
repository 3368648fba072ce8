"""Check a site as a whole: names, values and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from explainer.addresses import unportable
from explainer.diagnostics import Diagnostic
from explainer.documents.markdown.parsed_text import LinkReference
from explainer.model.entries.entry import TOPICS, Entry
from explainer.model.facts.attestations import ATTESTED
from explainer.model.facts.claims import Fact, is_derived
from explainer.model.pages.page import Page, texts
from explainer.model.shared.fields import fold
from explainer.model.shared.reading import Named
from explainer.model.site.site import Site
from explainer.model.values.near_values import everyday_unit
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.settings import (
    NAME_ITS_FILE,
    check_changes,
    check_former_paths,
    check_settings,
)
from explainer.resolve.ledger import Ledger
from explainer.resolve.references.links import SiteMap

_MOST_SHOWN = 8


def check_site(site: Site, ledger: Ledger, site_map: SiteMap) -> tuple[Diagnostic, ...]:
    """A diagnostic for each wrong reference in the pages of the build, the facts, the entries,
    the sources and the settings."""
    checking = Checking(site=site, ledger=ledger, site_map=site_map)
    for page in site.pages.values():
        check_page(checking, page)
    check_records(checking)
    return tuple(checking.diagnostics)


def check_records(checking: Checking) -> None:
    """Check the facts, the entries, the topics, the sources, the settings, and where pages were."""
    site = checking.site
    for fact in site.facts.values():
        _check_fact(checking, fact)
    for entry in (*site.entries.values(), *site.topics.values()):
        for text in (entry.text, *(text for _, text in entry.texts)):
            checking.check_text(entry.path, text, site.default, notes=True)
        if source := entry.at_source:
            checking.check_key(entry.path, source.id, source.offset)
    check_former_paths(checking)
    _check_topics(checking)
    _check_attestations(checking)
    check_changes(checking)
    _check_copies(checking)
    check_settings(checking)


def check_page(checking: Checking, page: Page) -> None:
    """Check a page of the build."""
    site, path = checking.site, page.source.path
    for text in texts(page):
        checking.check_text(path, text, page.language or site.default)
    for named in (*page.authors, *page.checked_by):
        _check_person(checking, path, named)
    for named in page.key_facts:
        checking.check_fact_value(path, named.id, named.offset, lenient=True)
    for name, at in ((named.id, named.offset) for named in page.related):
        versions = ((name, language) for language in site.languages)
        is_page = any(each in site.pages or each in site.held_back for each in versions)
        if not is_page and not site.incomplete.may_hold(name):
            names = {known for known, _ in (*site.pages, *site.held_back)}
            checking.report_missing(path, "unknown-page", at, name, NAME_ITS_FILE, names)


def _check_fact(checking: Checking, fact: Fact) -> None:
    site = checking.site
    is_unknown = fact.unit not in site.units and not site.incomplete.units.may_hold(fact.unit)
    if fact.unit and is_unknown:
        usual = everyday_unit(fact.unit)
        guess = f'Did you mean "{usual}"?' if usual else checking.guess(fact.unit, site.units)
        hint = f"{guess} Else add it" if guess else "Add it"
        hint += " to content/units.yaml."
        checking.report_missing(fact.path, "unknown-unit", fact.unit_offset, fact.unit, hint)
    if fact.entered_by:
        _check_person(checking, fact.path, fact.entered_by)
    for claim in fact.claims:
        for evidence in claim.all_evidence:
            checking.check_key(fact.path, evidence.source, evidence.offset)
        for each in claim.printed_in:
            source, at = each.evidence.source, each.evidence.offset
            if each.seen and each.seen.first_day and each.seen.first_day > site.as_of:
                message = f'"{source}" was seen on {each.seen}, in the future'
                hint = "Write under seen: the day on which somebody saw it there."
                checking.report(fact.path, "printed-in", at, message, hint, len(source))
        for text in (claim.what, claim.why):
            checking.check_text(fact.path, text, site.default, notes=True)
    for wording in fact.words:
        checking.check_text(wording.path, wording.text, wording.language, notes=True)
        for link in wording.text.references:
            if isinstance(link, LinkReference) and link.address[0] != "/":
                hint = "Begin it with /, as in /glossary/."
                message = "a link in a translation of a fact is an address on this site"
                checking.report(wording.path, "link", link.offset, message, hint, len(link.address))


def _check_person(checking: Checking, path: str, named: Named) -> None:
    """Report an id that is none of a person."""
    if ("person", named.id) not in checking.site.entries and not checking.entry_unread(named.id):
        hint = person_hint(checking.site, named.id, checking.guess)
        checking.report_missing(path, "unknown-person", named.offset, named.id, hint)


def person_hint(site: Site, written: str, guess: Callable[[str, Iterable[str]], str]) -> str:
    """What to do where there is no person ``written``; ``guess`` is ``did_you_mean``, or limits
    it."""
    people = [e for e in site.entries.values() if e.kind == "person"]
    for person in people:
        if fold(written) in {fold(spelling) for spelling, _ in person.spellings}:
            return f"Write the id instead, {person.id}."
    known = [person.id for person in people]
    return guess(written, known) or "Add the person to content/people.yaml."


def _check_topics(checking: Checking) -> None:
    """Report topics that ``topics.yaml`` does not name, if there is one, and ids that can be in no
    address."""
    site = checking.site
    known = [topic.id for topic in site.topics.values() if topic.path]
    unnamed = site.topics.keys() - known if TOPICS in site.texts else ()
    for path, named in dict.fromkeys(site.used_topics()):
        topic, offset = named.id, named.offset
        length = len(topic) if offset else 1
        if problem := unportable(topic):
            hint = "Choose another id: its page is in a folder named so."
            checking.report(path, "name", offset, problem, hint, length)
        elif topic in unnamed and not site.incomplete.entries.may_hold(topic):
            message = f'there is no topic "{topic}"'
            hint = checking.guess(topic, known) or f"Add it to {TOPICS}."
            if not offset:
                message += ", as this file is called"
                hint = f"{hint} Or write topic: under its facts."
            checking.report(path, "unknown-topic", offset, message, hint, length)


def _check_attestations(checking: Checking) -> None:
    """Report attestations of facts that do not exist, and by whom they cannot be."""
    site = checking.site
    for each in site.attested.values():
        fact, person = site.facts.get(each.fact), site.entries.get(("person", each.by.id))
        _check_person(checking, ATTESTED, each.by)
        checking.check_fact(ATTESTED, Named(each.fact, each.offset), "Delete what is said of it.")
        if fact and person and (found := objection(fact, person)):
            checking.report(ATTESTED, "attestation", each.by.offset, *found, len(each.by.id))


def objection(fact: Fact, person: Entry) -> tuple[str, str] | None:
    """Why the person cannot attest the fact, and what to do; None if that is possible."""
    if person.organization:
        message = f'"{person.id}" is an organization or software, and only a person can attest'
        return message, "Name the person who compared the fact with its sources."
    if fact.entered_by and fact.entered_by.id == person.id:
        message = f'"{person.id}" entered "{fact.id}", and so cannot attest it'
        return message, "Let somebody else compare it with its sources."
    if any(is_derived(claim) for claim in fact.claims):
        message = f'"{fact.id}" is derived, and has no source to compare it with'
        return message, "Attest the facts that it is made from."
    return None


def _check_copies(checking: Checking) -> None:
    """Check that the original of each copy exists, and that no source is a copy of itself through
    others. A circle is reported at its last source, which closes it."""
    sources = checking.site.sources
    reported: set[str] = set()
    for source in reversed(tuple(sources.values())):
        if not source.copy_of:
            continue
        checking.check_key(source.path, source.copy_of, source.copy_of_offset)
        chain, key, at = {source.key: None}, source.copy_of, source.copy_of_offset
        while key in sources and key not in chain:
            chain[key] = None
            key = sources[key].copy_of
        if key == source.key and key not in reported:
            reported |= chain.keys()
            shown = [*chain][:_MOST_SHOWN] + ["…"] * (len(chain) > _MOST_SHOWN)
            message = f"a circle of copies: {' → '.join([*shown, key])}"
            hint = "Name as copy_of what was there first."
            checking.report(source.path, "copy-circle", at, message, hint, len(source.copy_of))
