"""Facts that are due to be checked again; a derived fact is, if one of its inputs is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from explainer.model.facts.fact import Fact
from explainer.model.pages.ages import is_stale
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.wording import page_day
from explainer.resolve.published.parts import Day


@dataclass(frozen=True, slots=True)
class Examined:
    """The last days on which somebody compared something with its sources, and on which it was
    researched; None if that did not happen, or is not recorded."""

    checked: date | None = None
    researched: date | None = None


def stale_facts(ledger: Ledger, fact_ids: Iterable[str], as_of: date) -> tuple[Fact, ...]:
    """Those of the facts, and of all facts they are derived from, that are past their review."""
    waiting = deque(dict.fromkeys(fact_ids))
    seen = set(waiting)
    found: list[Fact] = []
    while waiting:
        standpoint = ledger.standpoints[waiting.popleft()]
        if is_stale(standpoint.fact, as_of):
            found.append(standpoint.fact)
        inputs = [each for each in standpoint.inputs if each not in seen]
        seen.update(inputs)
        waiting += inputs
    return tuple(found)


def unchecked_since(library: Library, fact_id: str) -> Day | None:
    """When a fact that is past its review was last checked, else what its newest claim is dated;
    the earliest day for its inputs; None for other facts."""
    overdue = library.ledger.standpoints[fact_id].overdue
    if not overdue:
        return None
    if not overdue.since:
        return Day(library.catalogue.gettext("its publication"))
    return page_day(overdue.since, library.language)


def shown_examination(fact: Fact, page: Examined, as_of: date) -> Examined:
    """When the fact was last checked, as a page shows it; else when it was researched.

    What was done to ``page`` also counts for its facts, unless they are past their review.
    """
    if fact.checked or is_stale(fact, as_of):
        return Examined(fact.checked)
    return Examined(page.checked, None if page.checked else page.researched)
