"""Check who is named as a person: authors, and who compared facts with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from explainer.model.entries.entry import Entry
from explainer.model.facts.attestations import ATTESTED
from explainer.model.facts.fact import Fact
from explainer.model.shared.fields import fold
from explainer.model.shared.reading import Named
from explainer.model.site.site import Site
from explainer.resolve.checking.references import Checking, entry_unread

_CODE = "attestation"


def check_person(checking: Checking, path: str, named: Named) -> None:
    """Report an id that is none of a person."""
    if ("person", named.id) not in checking.site.entries and not entry_unread(checking, named.id):
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


def check_attestations(checking: Checking) -> None:
    """Report attestations of facts that do not exist, and by whom they cannot be."""
    site = checking.site
    for each in site.attested.values():
        fact, person = site.facts.get(each.fact), site.entries.get(("person", each.by.id))
        check_person(checking, ATTESTED, each.by)
        unread = site.incomplete.facts or each.fact in site.incomplete.fact_ids
        if fact is None and not unread:
            hint = checking.guess(each.fact, site.facts) or "Delete what is said of it."
            checking.report_missing(ATTESTED, "unknown-fact", each.offset, each.fact, hint)
        if fact and person and (found := objection(fact, person)):
            checking.report(ATTESTED, _CODE, each.by.offset, *found, len(each.by.id))


def objection(fact: Fact, person: Entry) -> tuple[str, str] | None:
    """Why the person cannot attest the fact, and what to do; None if that is possible."""
    if person.organization:
        message = f'"{person.id}" is an organization or software, and only a person can attest'
        return message, "Name the person who compared the fact with its sources."
    if fact.entered_by and fact.entered_by.id == person.id:
        message = f'"{person.id}" entered "{fact.id}", and so cannot attest it'
        return message, "Let somebody else compare it with its sources."
    return None
