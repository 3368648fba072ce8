"""What a site says against itself: unknown names, values that cannot stand, links to nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnostics import Diagnostic
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.entries.entry import Entry
from explainer.model.facts.fact import Fact
from explainer.model.pages.checks import texts
from explainer.model.pages.page import Page
from explainer.model.shared.fields import fold
from explainer.model.shared.reading import Named
from explainer.model.site.site import Site
from explainer.resolve.checking.references import (
    Checking,
    check_fact_value,
    check_key,
    check_text,
    entry_unread,
)
from explainer.resolve.ledger import Ledger
from explainer.resolve.references.links import SiteMap

_NEW_UNIT = "Add it to content/units.yaml."


def check_site(site: Site, ledger: Ledger, site_map: SiteMap) -> tuple[Diagnostic, ...]:
    """Every reference of every page in the build, of all facts and of all entries."""
    checking = Checking(site, ledger, site_map)
    for page in site.pages.values():
        _check_page(checking, page)
    for fact in site.facts.values():
        _check_fact(checking, fact)
    for entry in site.entries.values():
        for text in _entry_texts(entry):
            check_text(checking, entry.path, text, site.default, notes=True)
    _check_copies(checking)
    _check_policies(checking)
    _check_featured(checking)
    _check_card(checking)
    return tuple(checking.diagnostics)


def _entry_texts(entry: Entry) -> Iterator[ParsedText]:
    yield entry.text
    yield from (text for _, text in entry.texts)


def _check_page(checking: Checking, page: Page) -> None:
    language = page.language or checking.site.default
    path = page.source.path
    for text in texts(page):
        check_text(checking, path, text, language)
    for named in (*page.authors, *page.checked_by):
        if ("person", named.id) not in checking.site.entries and not entry_unread(
            checking, named.id
        ):
            hint = _person_hint(checking, named.id)
            checking.report(
                path,
                "unknown-person",
                named.offset,
                f'there is no person "{named.id}"',
                hint,
                len(named.id),
            )
    for named in page.key_facts:
        check_fact_value(checking, path, named.id, named.offset, ("with-unit",), lenient=True)
    for named in page.related:
        _check_related(checking, page, named)


def _person_hint(checking: Checking, written: str) -> str:
    people = [e for e in checking.site.entries.values() if e.kind == "person"]
    for person in people:
        if fold(written) in {fold(spelling) for spelling, _ in person.spellings}:
            return f"Write the id instead, {person.id}."
    known = [person.id for person in people]
    return checking.guess(written, known) or "Add the person to content/people.yaml."


def _check_related(checking: Checking, page: Page, named: Named) -> None:
    site = checking.site
    names = {name for name, _ in (*site.pages, *site.held_back)}
    if named.id not in names and not site.incomplete.may_hold(named.id):
        hint = checking.guess(named.id, names) or "Write the name of its file without .md."
        checking.report(
            page.source.path,
            "unknown-page",
            named.offset,
            f'there is no page "{named.id}"',
            hint,
            len(named.id),
        )


def _check_fact(checking: Checking, fact: Fact) -> None:
    site = checking.site
    unread = site.incomplete.units or fact.unit in site.incomplete.unit_ids
    if fact.unit and fact.unit not in site.units and not unread:
        guess = checking.guess(fact.unit, site.units)
        hint = f"{guess} Else add it to content/units.yaml." if guess else _NEW_UNIT
        checking.report(
            fact.path,
            "unknown-unit",
            fact.unit_offset,
            f'there is no unit "{fact.unit}"',
            hint,
            len(fact.unit),
        )
    for claim in fact.claims:
        for evidence in claim.evidence:
            check_key(checking, fact.path, evidence.source, evidence.offset)
        for text in (claim.what, claim.why):
            check_text(checking, fact.path, text, site.default, notes=True)


def _check_copies(checking: Checking) -> None:
    """What a source repeats exists, and is not in the end itself; of a circle the last source
    is reported, which closes it."""
    sources = checking.site.sources
    reported: set[str] = set()
    for source in reversed(tuple(sources.values())):
        if not source.copy_of:
            continue
        check_key(checking, source.path, source.copy_of, source.copy_of_offset)
        chain = {source.key: None}
        key = source.copy_of
        while key in sources and key not in chain:
            chain[key] = None
            key = sources[key].copy_of
        if key == source.key and key not in reported:
            reported |= chain.keys()
            circle = " → ".join([*chain, key])
            checking.report(
                source.path,
                "copy-circle",
                source.copy_of_offset,
                f"a circle of copies: {circle}",
                "Name as copy_of what was there first.",
                len(source.copy_of),
            )


def _check_policies(checking: Checking) -> None:
    site = checking.site
    names = {name for name, _ in site.pages}
    for _, name, offset in site.settings.policies:
        unread = site.incomplete.may_hold(name)
        if name not in names and not unread and "content/site.yaml" in site.texts:
            hint = (
                checking.guess(name, names)
                or f"Write content/pages/{name}.md, or delete this line."
            )
            checking.report(
                "content/site.yaml",
                "unknown-page",
                offset,
                f'there is no page "{name}"',
                hint,
                len(name),
            )


def _check_featured(checking: Checking) -> None:
    """Each question that the home page is to show exists, if perhaps in a draft."""
    site = checking.site
    pages = {**site.held_back, **site.pages}
    names = {name for name, _ in pages}
    for name, question, offset in site.settings.featured:
        if site.incomplete.may_hold(name):
            continue
        page = pages.get((name, site.default))
        known = [each.id for each in page.body.questions] if page else []
        if page is None:
            hint = checking.guess(name, names) or "Write the name of its file without .md."
            message = f'there is no page "{name}"'
            checking.report("content/site.yaml", "unknown-page", offset, message, hint, len(name))
        elif question not in known:
            hint = checking.guess(question, known) or "Write the id of a question."
            message = f'there is no question "{question}" in "{name}"'
            place = offset + len(name) + 1
            checking.report(
                "content/site.yaml", "unknown-question", place, message, hint, len(question)
            )


def _check_card(checking: Checking) -> None:
    site, card = checking.site, checking.site.settings.card
    if card and card.name not in site.images and not site.incomplete.may_hold(card.name):
        hint = checking.guess(card.name, site.images) or "Save it in content/images/."
        message = f'there is no image "{card.name}"'
        checking.report(
            "content/site.yaml", "dead-link", card.offset, message, hint, len(card.name)
        )
