"""The pages of all facts, of each fact, and of what sources disagree on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from explainer.model.facts.claims import State
from explainer.model.pages.ages import review_due
from explainer.model.values.value import Quantity
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.formula_words import formula_in_words
from explainer.resolve.linking.library import Library, value_span
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place
from explainer.resolve.linking.wording import claim_day, page_day, unit_filters
from explainer.resolve.makers.claim_views import (
    claim_view,
    claims_block,
    oldest_first,
    tells_apart,
)
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import index_head, make_head, report_link
from explainer.resolve.published.ledger_pages import (
    DisputesPage,
    FactGroup,
    FactPage,
    FactsPage,
    SourceUse,
)
from explainer.resolve.published.parts import FactEntry, Fragment, Link, ValueSpan

_UNSETTLED = (State.DISPUTED, State.UNCONFIRMED, State.REVISED, State.FALLEN)
_NOT_ID = re.compile(r"[^a-z0-9]+")
_DOWNLOADS = (
    Link("JSON", "data/facts.json"),
    Link("CSV", "data/facts.csv"),
    Link("SQLite", "data/explainer.sqlite"),
)


def state_word(library: Library, state: State) -> str:
    gettext = library.catalogue.gettext
    return {
        State.SETTLED: gettext("Settled"),
        State.REVISED: gettext("Revised"),
        State.DISPUTED: gettext("Disputed"),
        State.UNCONFIRMED: gettext("Unconfirmed"),
        State.FALLEN: gettext("No claim stands"),
    }[state]


def facts_page(library: Library) -> FactsPage:
    """The list of all facts, by state and by the file that they are in."""
    gettext = library.catalogue.gettext
    standpoints = _by_id(library)
    entries = {s.fact.id: _entry(library, s) for s in standpoints}

    def group(title: str, found: Sequence[Standpoint], anchor: str) -> FactGroup:
        return FactGroup(title, tuple(entries[s.fact.id] for s in found), anchor)

    states = [
        group(state_word(library, state), found, state.value)
        for state in _UNSETTLED
        if (found := [s for s in standpoints if s.state is state])
    ]
    if stale := [s for s in standpoints if bool(s.overdue)]:
        states.append(group(gettext("Past their review"), stale, "stale"))
    topics: dict[str, list[Standpoint]] = {}
    for standpoint in standpoints:
        file = standpoint.fact.path.rpartition("/")[2].rpartition(".")[0]
        topics.setdefault(file, []).append(standpoint)
    anchors: set[str] = set()
    groups: list[FactGroup] = []
    for topic, found in sorted(topics.items()):
        words = topic.replace("-", " ").replace("_", " ").strip()
        groups.append(group(words[:1].upper() + words[1:], found, _anchor(topic, anchors)))
    head = index_head(library, "facts/")
    return FactsPage(head, tuple(states), tuple(groups), len(standpoints), _DOWNLOADS)


def _by_id(library: Library) -> list[Standpoint]:
    return sorted(library.ledger.standpoints.values(), key=lambda s: s.fact.id)


def _anchor(topic: str, taken: set[str]) -> str:
    """An id made from a file's name; a number is added if the id is taken."""
    wanted = anchor = f"topic-{_NOT_ID.sub('-', topic.lower()).strip('-')}".rstrip("-")
    number = 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _entry(library: Library, standpoint: Standpoint) -> FactEntry:
    said = standpoint.state in (State.REVISED, State.FALLEN)  # the value says the others
    said = said or (standpoint.value is None and standpoint.state is not State.SETTLED)
    word = state_word(library, standpoint.state) if said else ""
    moving = isinstance(standpoint.value, Quantity)
    return FactEntry(
        standpoint.fact.in_language("label", library.language),
        value_span(library, standpoint.fact.id, unit_filters(standpoint.value)),
        claim_day(standpoint.claim, library.language) if moving else None,
        word,
        standpoint.value is None,
    )


class FactJob(Struct, frozen=True, tag=True):
    """The page of a fact. ``used`` is where pages state it, ``derived`` are the facts that are
    derived from it."""

    language: str
    address: str
    fact_id: str
    used: tuple[SourceUse, ...]
    derived: tuple[str, ...]


def fact_jobs(library: Library, relying: Iterable[Linked]) -> Iterator[FactJob]:
    """The page of each fact; ``relying`` are all pages that state facts."""
    used: dict[str, dict[tuple[Link, Link], None]] = {}
    for use in (use for each in relying for use in each.fact_uses):
        used.setdefault(use.fact, {})[use.page, use.place] = None
    standpoints = _by_id(library)
    derived: dict[str, list[str]] = {}
    for standpoint in standpoints:
        for each in standpoint.inputs:
            derived.setdefault(each, []).append(standpoint.fact.id)
    for fact_id in (standpoint.fact.id for standpoint in standpoints):
        yield FactJob(
            library.language,
            library.address(f"facts/{fact_id}/"),
            fact_id,
            tuple(SourceUse(*each) for each in used.get(fact_id, ())),
            tuple(derived.get(fact_id, ())),
        )


def fact_page(library: Library, job: FactJob) -> FactPage:
    standpoints = library.ledger.standpoints
    standpoint = standpoints[job.fact_id]
    fact, language = standpoint.fact, library.language
    path = f"facts/{fact.id}/"
    label = fact.in_language("label", language)
    statement = fact.in_language("statement", language)
    linker = PageLinker(library=library, page=Link(label, library.address(path)))
    at = Place(linker.page, fact.path)
    claims = [] if standpoint.inputs else oldest_first(fact.claims)
    apart = claims and tells_apart(fact.claims[0], label)
    what = linker.fragment(fact.claims[0].what, at) if apart else Fragment()
    views = [claim_view(linker, standpoint, claim, at, noted=False) for claim in claims]
    span = None
    if standpoint.value is not None:
        span = value_span(library, fact.id, unit_filters(standpoint.value))
    word = state_word(library, standpoint.state)
    fallen = word if standpoint.state is State.FALLEN else ""
    attested = library.site.attested_by(fact)
    head = make_head(
        library,
        path,
        label,
        description=_in_one_line(statement, span, fallen),
        breadcrumb=(library.index("facts/"),),
    )
    return FactPage(
        head=head,
        statement=statement,
        value=span,
        state=standpoint.state.value,
        state_word=word,
        as_of=claim_day(standpoint.claim, language),
        claims=tuple(view for view in views if not view.context),
        what=what,
        context=tuple(view for view in views if view.context),
        formula=formula_in_words(library, fact.id),
        inputs=tuple(_entry(library, standpoints[each]) for each in standpoint.inputs),
        derived=tuple(_entry(library, standpoints[each]) for each in job.derived),
        used=job.used,
        checked=page_day(fact.checked, language),
        attested_by=attested[0].name_in(language) if attested else "",
        attested_on=page_day(attested[1], language) if attested else None,
        review=page_day(review_due(fact), language),
        stale=bool(standpoint.overdue),
        downloads=_DOWNLOADS,
        notes=linker.notes({}),
        report=report_link(library, linker.page),
    )


def _in_one_line(statement: str, span: ValueSpan | None, fallen: str) -> str:
    """The fact in one line for previews of its page, with its state and speaker."""
    text = statement or (span.text if span and not fallen else "")
    caveat = fallen or (span.caveat if span else "")
    return f"{text} ({caveat})" if text and caveat else text


def disputes_page(library: Library) -> DisputesPage:
    """All disputed and unconfirmed facts."""
    standpoints = [s for s in _by_id(library) if not s.inputs]
    linker = PageLinker(library=library, page=library.index("disputes/"))
    here = Place(linker.page, "")
    blocks = tuple(claims_block(linker, s.fact.id, here) for s in standpoints if s.disputed)
    entries = tuple(_entry(library, s) for s in standpoints if s.unconfirmed)
    return DisputesPage(index_head(library, "disputes/"), blocks, entries, linker.notes({}))
