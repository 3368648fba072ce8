"""The pages of all facts, of each fact, and of what sources disagree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.languages.words import joined
from explainer.model.facts.states import State, contested
from explainer.model.pages.page import review_due
from explainer.model.site.changes import SiteChange
from explainer.model.values.value import Quantity
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.formula_words import formula_in_words
from explainer.resolve.linking.library import Library, value_span
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place, said_by
from explainer.resolve.makers.claim_views import (
    claim_age,
    claim_view,
    claims_block,
    oldest_first,
    state_word,
    told_apart,
)
from explainer.resolve.makers.histories import by_subject, recorded_change
from explainer.resolve.makers.linked_pages import Linked, Uses
from explainer.resolve.makers.page_frame import distinct_anchors, index_head, make_head, report_link
from explainer.resolve.published.ledger_pages import DisputesPage, FactGroup, FactPage, FactsPage
from explainer.resolve.published.parts import Day, FactEntry, Fragment
from explainer.resolve.published.source_pages import SourceUse

Examined: TypeAlias = tuple[date | None, date | None]
"""The last days on which somebody compared something with its sources, and on which it was
researched; None if that did not happen, or is not recorded."""


def last_examined(relying: Iterable[Linked]) -> Mapping[str, Examined]:
    """For each fact that pages state, the last days on which one of them was examined."""

    def last(days: Iterable[Day | None]) -> date | None:
        return max((date.fromisoformat(day.iso) for day in days if day), default=None)

    stating = defaultdict[str, list[Linked]](list)
    for each in (each for each in relying if each.kind in ("explainer", "page")):
        for fact in {use.fact for use in each.uses if use.fact and not use.role}:
            stating[fact].append(each)
    return {
        fact: (last(p.checked for p in pages), last(p.researched for p in pages))
        for fact, pages in stating.items()
    }


def facts_by_topic(library: Library, used: Set[str]) -> tuple[FactGroup, ...]:
    """The facts that pages rely on, whose ids are ``used``; those without a topic come last."""
    found = defaultdict[str, list[FactEntry]](list)
    for standpoint in _by_id(library):
        if standpoint.fact.id in used:
            found[standpoint.fact.topic.id].append(_entry(library, standpoint))
    return tuple(
        FactGroup(link.text, tuple(found[topic]), f"topic-{topic}".rstrip("-"), link.address)
        for topic in library.in_order(found)
        for link in [library.topic(topic)]
    )


def unused_facts(library: Library, used: Set[str]) -> FactGroup:
    """The facts on record that no page relies on."""
    facts = tuple(_entry(library, s) for s in _by_id(library) if s.fact.id not in used)
    return FactGroup(library.catalogue.gettext("On record only"), facts, "unused")


def facts_page(
    library: Library, topics: tuple[FactGroup, ...], unused: tuple[FactEntry, ...]
) -> FactsPage:
    """The list of all facts: by state what is not settled; by topic those that pages rely on; the
    others apart."""
    return FactsPage(index_head(library, "facts/"), tuple(_by_state(library)), topics, unused)


def _by_state(library: Library) -> Iterator[FactGroup]:
    """All facts that are not settled, by state, those with a value first; then those past their
    review."""
    groups = defaultdict[str, list[FactEntry]](list)
    for standpoint in _by_id(library):
        for key in (standpoint.state.value, "stale" if standpoint.overdue else "settled"):
            groups[key].append(_entry(library, standpoint))
    titles = {state.value: state_word(library, state) for state in State}
    titles["stale"] = library.catalogue.gettext("Check overdue")
    for key in (each for each in titles if each in groups and each != State.SETTLED):
        values_first = sorted(groups[key], key=lambda fact: fact.is_statement)
        address = library.address(f"facts/#{key}")
        yield FactGroup(titles[key], tuple(values_first), key, address)


def _by_id(library: Library) -> list[Standpoint]:
    return sorted(library.ledger.standpoints.values(), key=lambda s: s.fact.id)


def _entry(library: Library, standpoint: Standpoint) -> FactEntry:
    state, value, claim = standpoint.state, standpoint.value, standpoint.claim
    said = standpoint.has_history or state is State.FALLEN  # the value says the others
    said = said or (value is None and state is not State.SETTLED)
    return FactEntry(
        label=library.fact(standpoint.fact.id).text,
        value=value_span(library, standpoint.fact.id),
        as_of=library.day(claim.as_of) if claim and isinstance(value, Quantity) else None,
        state=state_word(library, state) if said else "",
        is_statement=value is None,
    )


class FactJob(Struct, frozen=True, tag=True, kw_only=True):
    """The page of a fact. ``used`` is where pages state or tell it, ``derived`` are the facts that
    are derived from it, ``examined`` says when the pages that state it were examined, ``unused``
    that no page relies on it, ``changes`` what is on record of it."""

    language: str
    address: str
    fact_id: str
    used: tuple[SourceUse, ...]
    derived: tuple[str, ...]
    examined: Examined
    unused: bool
    changes: tuple[SiteChange, ...] = ()


def fact_jobs(
    library: Library, uses: Uses, examined: Mapping[str, Examined], relied_on: Set[str]
) -> Iterator[FactJob]:
    """The page of each fact. ``uses`` is where pages state or tell it, by its id, ``examined`` the
    result of ``last_examined``, ``relied_on`` the ids of the facts that pages rely on."""
    derived = defaultdict[str, list[str]](list)
    for standpoint in _by_id(library):
        for each in standpoint.inputs:
            derived[each].append(standpoint.fact.id)
    changes = by_subject(sorted(library.site.changes, key=lambda each: each.day, reverse=True))
    for fact_id in sorted(library.ledger.standpoints):
        yield FactJob(
            language=library.language,
            address=library.address(f"facts/{fact_id}/"),
            fact_id=fact_id,
            used=uses.get(fact_id, ()),
            derived=tuple(derived[fact_id]),
            examined=examined.get(fact_id, (None, None)),
            unused=fact_id not in relied_on,
            changes=tuple(each for _, each in changes.get((True, fact_id), ())),
        )


def fact_page(library: Library, job: FactJob) -> FactPage:
    standpoints = library.ledger.standpoints
    standpoint = standpoints[job.fact_id]
    fact, language = standpoint.fact, library.language
    # what was done to the pages that state a fact counts for it, unless it is past its review
    own = fact.checked or standpoint.overdue
    checked, researched = (fact.checked, None) if own else job.examined
    statement = fact.in_language("statement", language)
    linker = PageLinker(library=library, page=library.fact(fact.id))
    label = linker.page.text
    at = Place(linker.page, fact.path)
    claims = [] if standpoint.inputs else oldest_first(fact.claims)
    what = told_apart(linker, fact.claims[0], at, label) if claims else Fragment()
    views = [claim_view(linker, standpoint, claim, at, noted=False) for claim in claims]
    span = None if standpoint.value is None else value_span(library, fact.id)
    word = state_word(library, standpoint.state)
    fallen = standpoint.state is State.FALLEN
    # in one line, with its state and speaker
    described = statement or (span.text if span and not fallen else "")
    caveat = word if fallen else span.caveat if span else ""
    attested = library.site.attested_by(fact)
    return FactPage(
        head=make_head(
            library,
            f"facts/{fact.id}/",
            label,
            description=f"{described} ({caveat})" if described and caveat else described,
            breadcrumb=(library.index("facts/"),),
            unused=job.unused,
        ),
        statement=statement,
        value=span,
        state=standpoint.state.value,
        state_word=word,
        as_of=library.day(standpoint.claim.as_of) if standpoint.claim else None,
        claims=tuple(view for view in views if not view.context),
        what=what,
        context=tuple(view for view in views if view.context),
        formula=formula_in_words(library, fact.id),
        inputs=tuple(_entry(library, standpoints[each]) for each in standpoint.inputs),
        derived=tuple(_entry(library, standpoints[each]) for each in job.derived),
        used=job.used,
        checked=library.day(checked),
        researched=library.day(researched),
        attested_by=attested[0].name_in(language) if attested else "",
        attested_on=library.day(attested[1]) if attested else None,
        review=library.day(review_due(fact)),
        stale=bool(standpoint.overdue),
        notes=linker.notes({}),
        report=report_link(library, linker.page),
        changes=tuple(recorded_change(library, each) for each in job.changes),
    )


def newest_disputes(
    library: Library, used: Set[str], most: int
) -> tuple[tuple[FactEntry, ...], tuple[FactEntry, ...]]:
    """The disputed facts with the newest claims, numbers first, each with what is claimed: those
    that pages rely on, whose ids are ``used``; then, if they are fewer than ``most``, others."""

    def rank(standpoint: Standpoint) -> tuple[bool, bool, tuple[date, date]]:
        is_number = isinstance(standpoint.value, Quantity)
        return standpoint.fact.id in used, is_number, max(map(claim_age, standpoint.fact.claims))

    found = sorted(_disputed(library), key=rank, reverse=True)[:most]
    entries = tuple(replace(_entry(library, s), claimed=_claimed(library, s)) for s in found)
    told = sum(standpoint.fact.id in used for standpoint in found)
    return entries[:told], entries[told:]


def _claimed(library: Library, standpoint: Standpoint) -> str:
    """The values of the claims that contradict each other, each with those who say so."""
    speakers = defaultdict[str, dict[str, None]](dict)
    for claim in oldest_first(contested(standpoint.fact.claims)):
        speakers[library.written(standpoint.value_of(claim))][said_by(library, claim)] = None
    named = ((words, joined(";", by, library.language)) for words, by in speakers.items())
    return " / ".join(f"{words} ({by})" if by else words for words, by in named)


def _disputed(library: Library) -> list[Standpoint]:
    """The disputed facts that have claims of their own."""
    return [s for s in _by_id(library) if s.disputed and not s.inputs]


def disputes_page(library: Library, used: Set[str]) -> DisputesPage:
    """All disputed facts: first those that pages rely on, whose ids are ``used``."""
    page = library.index("disputes/")
    disputed = sorted(_disputed(library), key=lambda s: s.fact.id not in used)
    ids = [standpoint.fact.id for standpoint in disputed]
    claims_at = distinct_anchors(f"{page.address}#claims", ids)
    linker = PageLinker(library=library, page=page, claims_at=claims_at)
    blocks = tuple(claims_block(linker, each, Place(linker.page, "")) for each in ids)
    told = sum(each in used for each in ids)
    return DisputesPage(
        head=index_head(library, "disputes/"),
        blocks=blocks[:told],
        on_record=blocks[told:],
        derived=tuple(_entry(library, s) for s in _by_id(library) if s.disputed and s.inputs),
        unsettled=tuple(each for each in _by_state(library) if each.anchor != State.DISPUTED),
        notes=linker.notes({}),
    )
