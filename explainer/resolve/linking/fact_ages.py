"""Facts that are due to be checked again; a derived fact is, if one of its inputs is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import date

from explainer.model.facts.fact import Fact
from explainer.model.pages.ages import is_stale, last_checked
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.wording import page_day
from explainer.resolve.published.parts import Day


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
    """When a fact that is past its review was last checked, or the earliest day for its inputs;
    None for other facts."""
    overdue = library.ledger.standpoints[fact_id].overdue
    if not overdue:
        return None
    if not overdue.since:
        return Day(library.catalogue.gettext("its publication"))
    return page_day(overdue.since, library.language)


def shown_check(fact: Fact, page_checked: date | None, as_of: date) -> date | None:
    """The day on which the fact was last checked, as a page shows it.

    The check of a page also counts for its facts, unless they are past their review.
    """
    if fact.checked:
        return fact.checked
    return last_checked(fact) if is_stale(fact, as_of) else page_checked
