"""Print what is stale and what falls due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from explainer.checks.agenda import Due, agenda_of
from explainer.cli.request import Request
from explainer.cli.terminal import say


def run(request: Request) -> None:
    as_of, site = request.config.as_of, request.sound_site()
    until = as_of + timedelta(days=min(request.options.days, (as_of.max - as_of).days))
    say(*_lines(agenda_of(site, until), as_of, until))


def _lines(agenda: Sequence[Due], as_of: date, until: date) -> Iterator[str]:
    """What is overdue, then what falls due from ``as_of`` to ``until``."""
    width = max((len(str(due.location)) for due in agenda), default=0)
    lines = [(due.day, f"  {due.day}  {due.location!s:{width}}  {due.what}") for due in agenda]
    overdue = [line for day, line in lines if day < as_of]
    ahead = [line for day, line in lines if day >= as_of]
    if overdue:
        yield from ("Overdue:", *overdue, "")
    if ahead:
        yield from (f"Until {until}:", *ahead)
    else:
        yield f"Nothing {'else ' if overdue else ''}falls due until {until}."
