"""Records in ``content/attested.yaml`` that a person compared facts with their sources, and of
changes in ``content/changes.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.config import NotDrafted
from explainer.diagnostics import did_you_mean
from explainer.documents.data.nodes import Mapping, child, to_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.facts.attestations import ATTESTED, digest_of
from explainer.model.site.changes import CHANGES, SiteChange, as_record
from explainer.model.site.site import Site
from explainer.resolve.checking.site import objection, person_hint
from explainer.scaffolding.drafts import Draft, appended, text_at, write_yaml


def objections(site: Site, facts: Iterable[str], person: str, *, replace: bool) -> list[str]:
    """Why ``person`` cannot attest these facts of a site without errors; empty if that is
    possible. Unless ``replace`` is set, what somebody else attested, and holds, stays."""
    found = []
    known = site.entries.get(("person", person))
    if known is None:
        found.append(f'there is no person "{person}". {person_hint(site, person, did_you_mean)}')
    for fact_id in dict.fromkeys(facts):
        fact = site.facts.get(fact_id)
        if fact is None:
            found.append(f'there is no fact "{fact_id}". {did_you_mean(fact_id, site.facts)}')
        elif known and (problem := objection(fact, known)):
            found.append(". ".join(problem))
        elif not digest_of(fact):
            found.append(f'no claim of "{fact_id}" that stands has a source to compare it with')
        elif not replace and (held := site.attested_by(fact)) and held[0].id != person:
            was = f'"{held[0].id}" attested "{fact_id}" on {held[1]}'
            found.append(f"{was}, and a fact has one attestation. To put another there: --replace")
    return [line.rstrip() for line in dict.fromkeys(found)]


def draft_attestations(site: Site, facts: Iterable[str], person: str) -> Draft:
    """That ``person`` compared ``facts`` on the day of the site, which has no errors. What was
    recorded of them before is replaced. Raises NotDrafted if the form of the file does not allow
    it."""
    text = before = text_at(ATTESTED, site)
    for fact in dict.fromkeys(facts):
        digest = digest_of(site.facts[fact])
        record = {"by": person, "on": site.as_of.isoformat(), "digest": digest}
        if text is not None and fact in site.attested:
            text = _replaced(text, fact, record)
        else:
            text = appended(ATTESTED, text, {fact: record})
    return Draft(ATTESTED, text or "", before)


def _replaced(text: str, fact: str, record: dict[str, str]) -> str:
    """The text with the words of ``record`` in place of those that stand there."""
    root, _ = parse_yaml(SourceText(ATTESTED, text))
    assert isinstance(root, Mapping), "the file maps facts to attestations"
    was = {key.value: to_data(value) for key, value in root.items}
    places = {name: child(root, [fact, name]) for name in record}
    edits = [(at.start, at.end, record[name]) for name, at in places.items() if at]
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    changed, problems = parse_yaml(SourceText(ATTESTED, text))
    if problems or not changed or to_data(changed) != {**was, fact: record}:
        message = f"what {ATTESTED} says of {fact} cannot be replaced; delete it, and try again"
        raise NotDrafted(message, write_yaml({fact: record}))
    return text


def unrecorded(site: Site, changes: Iterable[SiteChange]) -> list[SiteChange]:
    """The changes that the site does not record yet, be it on another day: of what a thing says
    now, its last record tells."""
    last = {(each.kind, each.subject.id): each.now for each in site.changes if each.was or each.now}
    said = {each.said for each in site.changes}
    return [
        change
        for change in changes
        if (
            last.get((change.kind, change.subject.id)) != change.now
            if change.was or change.now
            else change.said not in said
        )
    ]


def draft_changes(site: Site, changes: Sequence[SiteChange]) -> Draft:
    """The changes behind those that are recorded. Raises NotDrafted if the form of the file does
    not allow it."""
    before = text_at(CHANGES, site)
    return Draft(CHANGES, appended(CHANGES, before, [*map(as_record, changes)]), before)
